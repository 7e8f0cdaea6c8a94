import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { counted } from '../domain/amounts.ts';
import type { Rule, RuleSource } from '../domain/rule.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { describeFault } from '../policy/fault.ts';
import { loadOwnRules, loadRules, readRuleFile } from '../policy/load-rules.ts';
import { scaffoldRule } from '../policy/scaffold.ts';
import { testRules } from '../policy/test-rules.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { judgeForTest } from './judge-example.ts';
import { localLayers, projectHere } from './local-policy.ts';
import { programFolder } from './machine.ts';
import { ruleFiles } from './rule-files.ts';
import { coloured, printable, printableLines, table } from './terminal.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ['list', 'show', 'test', 'new'], default: 'list', describe: 'What to do' })
      .positional('id', { type: 'string', describe: 'The rule’s id, PACK.NAME (show, new)' })
      .option('pack', { type: 'string', describe: 'Only this pack (list)' })
      .option('dir', { type: 'string', describe: 'The folder of rule files (test: default the shipped ones; new: default ./rules)' })
      .option('json', { type: 'boolean', describe: 'For scripts' })
      .epilogue('test runs every example of every rule through the whole pipeline; it exits with 1 where one does not hold.'),
  run: (input) => {
    switch (input.text('action')) {
      case 'show':
        return show(input);
      case 'test':
        return test(input);
      case 'new':
        return scaffold(input);
      default:
        return list(input);
    }
  },
};

function list(input: CliInput): ExitCode {
  const pack = input.text('pack');
  const all: readonly Rule[] = [...BUILTIN.rules, ...ownRules(input).map(({ examples: _examples, ...rule }) => rule)];
  const rules = all.filter(({ id }) => pack === undefined || id.startsWith(`${pack}.`));
  if (rules.length === 0) return fail(`there is no pack "${pack}"; the packs are ${packsOf(all).join(', ')}`);
  if (input.flag('json')) for (const rule of rules) print(JSON.stringify(rule));
  else
    print(
      table(
        ['rule', 'decision', 'severity', 'what it is about'],
        rules.map(({ id, decision, severity, title }) => [id, decision, severity, printable(title)]),
      ),
    );
  return 0;
}

const packsOf = (rules: readonly Rule[]): readonly string[] => [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf('.'))))];

/** The rules of the layers that hold here, as far as they can be read: of the others `policy lint` tells. */
function ownRules(input: CliInput): readonly RuleSource[] {
  const sources = localLayers(projectHere(input));
  const files = sources.ok ? sources.value.filter(({ kind }) => kind === 'rules') : [];
  return files.flatMap(({ path, bytes }) => {
    const read = readRuleFile({ path, text: Buffer.from(bytes).toString('utf8') });
    return read.ok ? read.value.map(({ rule }) => rule) : [];
  });
}

function show(input: CliInput): ExitCode {
  const id = input.text('id');
  const loaded = loadRules(ruleFiles(join(programFolder(), 'rules')));
  if (!loaded.ok) return fail(loaded.error.map(describeFault).join('\n'));
  const rule = [...loaded.value, ...ownRules(input)].find((source) => source.id === id);
  if (!rule)
    return fail(
      id === undefined ? 'say which rule: hookwarden rules show ID' : `there is no rule "${id}"; \`hookwarden rules list\` shows them`,
    );
  print(input.flag('json') ? JSON.stringify(rule, null, 2) : describe(rule));
  return 0;
}

function describe(rule: RuleSource): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['decision', `${rule.decision}${rule.absolute ? ' (absolute)' : ''}`],
    ['severity', rule.severity],
    ['profiles', rule.profiles?.join(', ')],
    ['context', rule.context],
    ['message', rule.message],
    ['instead', rule.instead],
    ['tags', rule.tags.join(', ')],
  ];
  const examples = (['match', 'pass', 'gap'] as const).flatMap((kind) =>
    (rule.examples[kind] ?? []).map(
      (example) => `  ${kind.padEnd(6)}${example.command ?? `${example.tool} ${JSON.stringify(example.input)}`}`,
    ),
  );
  const lines = [...facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(10)}${value}`])), 'examples', ...examples];
  return [coloured('bold', printable(`${rule.id}  ${rule.title}`)), printableLines(lines.join('\n'))].join('\n');
}

function test(input: CliInput): ExitCode {
  const own = input.text('dir');
  if (own !== undefined && !existsSync(own)) return fail(`--dir: there is no folder ${own}`);
  const loaded = own === undefined ? loadRules(ruleFiles(join(programFolder(), 'rules'))) : loadOwnRules(ruleFiles(own));
  if (!loaded.ok) {
    for (const fault of loaded.error) print(describeFault(fault));
    return 1;
  }
  const report = testRules(loaded.value, judgeForTest);
  if (input.flag('json')) print(JSON.stringify(report));
  else {
    for (const { ruleId, example, message } of report.failures)
      print(`${coloured('red', ruleId)} ${message}${example === undefined ? '' : `\n    ${example}`}`);
    print(
      [
        counted(report.rules, 'rule'),
        counted(report.examples, 'example'),
        counted(report.gaps.length, 'known gap'),
        counted(report.failures.length, 'failure'),
      ].join(', '),
    );
  }
  return report.failures.length === 0 ? 0 : 1;
}

/** Writes a rule file to start from; never over one that is there. */
function scaffold(input: CliInput): ExitCode {
  const id = input.text('id') ?? '';
  if (!/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/.test(id))
    return fail('say the new rule’s id as PACK.NAME, in lower case: hookwarden rules new git.my-rule');
  const { path, text } = scaffoldRule(id);
  const target = join(input.text('dir') ?? 'rules', relative('rules', path));
  if (existsSync(target)) return fail(`${target} is there already`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  print(`Wrote ${target}. Give it examples, then: hookwarden rules test --dir ${dirname(dirname(target))}`);
  return 0;
}
