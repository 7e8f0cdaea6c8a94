// Judges the cases of test/scorecard/cases.yaml and writes docs/scorecard.md; ends with 1 where one is not held.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { z } from 'zod';
import { EXAMPLE_FACTS, judgeExample } from '../src/cli/judge-example.ts';
import type { Decision } from '../src/domain/decision.ts';
import type { Facts } from '../src/domain/facts.ts';
import type { Rule, RuleExample } from '../src/domain/rule.ts';
import { describeFault } from '../src/policy/fault.ts';
import { parseFile } from '../src/policy/parse.ts';
import { describeExample } from '../src/policy/test-rules.ts';
import { memoryFiles } from '../test/support/setting.ts';
import { compileRules } from './build-rules.ts';

const root = resolve(import.meta.dirname, '..');
const CASES = 'test/scorecard/cases.yaml';

const EXPECTATIONS = ['denied', 'stopped', 'passes'] as const;
type Expectation = (typeof EXPECTATIONS)[number];
const HOLDS: Readonly<Record<Expectation, readonly Decision[]>> = { denied: ['deny'], stopped: ['ask', 'deny'], passes: ['allow'] };

const aCommand = z.string().transform((command) => ({ command }));
const call = {
  command: z.string().exactOptional(),
  tool: z.string().exactOptional(),
  input: z.record(z.string(), z.unknown()).exactOptional(),
};
const caseSchema = z.union([
  aCommand,
  z.strictObject({
    ...call,
    before: z
      .array(z.union([aCommand, z.strictObject(call)]))
      .min(1)
      .exactOptional(),
    cwd: z.string().exactOptional(),
    files: z.record(z.string(), z.union([z.string(), z.strictObject({ link: z.string() })])).exactOptional(),
  }),
]);
type Case = z.output<typeof caseSchema>;
const cases = z.array(caseSchema).min(1).exactOptional();

const scorecardSchema = z.array(
  z.strictObject({
    id: z.string(),
    class: z.string(),
    title: z.string(),
    denied: cases,
    stopped: cases,
    passes: cases,
  }),
);

interface JudgedCase {
  readonly expected: Expectation;
  readonly text: string;
  readonly decision: Decision;
  readonly held: boolean;
}

interface JudgedWeakness {
  readonly id: string;
  readonly class: string;
  readonly title: string;
  readonly cases: readonly JudgedCase[];
}

/** Every weakness with what is decided of its cases now. */
export function judgeScorecard(): readonly JudgedWeakness[] {
  const parsed = parseFile({ path: CASES, text: readFileSync(join(root, CASES), 'utf8') }, scorecardSchema);
  if (!parsed.ok) throw new Error(parsed.error.map(describeFault).join('\n'));
  const rules = compileRules(join(root, 'rules'));
  return parsed.value.value.map((weakness) => ({
    id: weakness.id,
    class: weakness.class,
    title: weakness.title,
    cases: EXPECTATIONS.flatMap((expected) => (weakness[expected] ?? []).map((one) => judgeCase(expected, one, rules))),
  }));
}

function judgeCase(expected: Expectation, one: Case, rules: readonly Rule[]): JudgedCase {
  const { files, ...example }: Case & { readonly files?: Parameters<typeof memoryFiles>[0] } = one;
  const { decision } = judgeExample(example, rules, 'standard', factsWith(files)).verdict;
  return { expected, text: describeCase(example, files), decision, held: HOLDS[expected].includes(decision) };
}

function factsWith(files: Parameters<typeof memoryFiles>[0]): Facts {
  if (!files) return EXAMPLE_FACTS;
  const absolute = Object.entries(files).map(([path, content]) => [posix.resolve(EXAMPLE_FACTS.machine.project, path), content]);
  const { machine } = EXAMPLE_FACTS;
  return { ...EXAMPLE_FACTS, machine: { ...machine, files: memoryFiles(Object.fromEntries(absolute)) } };
}

function describeCase(example: RuleExample, files: Parameters<typeof memoryFiles>[0]): string {
  const beside = Object.entries(files ?? {}).map(([path, content]) =>
    typeof content === 'string' ? `${path} holds: ${content.trim()}` : `${path} -> ${content.link}`,
  );
  return [describeExample(example), ...beside].join('   # ');
}

/** The page that shows them. */
export function describeScorecard(weaknesses: readonly JudgedWeakness[]): string {
  const all = weaknesses.flatMap((weakness) => weakness.cases);
  const held = all.filter((one) => one.held).length;
  const classes = [...new Set(weaknesses.map((weakness) => weakness.class))];
  return [
    '# Scorecard',
    '',
    'For whoever asks whether a known way around a guard works here.',
    '',
    'Ways in which guards of coding agents are known to fail: the five classes that were published as GuardFall, and',
    'weaknesses of guards in use, each restated with calls of our own. `denied` and `stopped` (denied, or asked about) are',
    'harm that must not pass unseen; `passes` is honest work that must not be disturbed. Judged in the profile `standard`,',
    'for a developer in `/home/dev/project`.',
    '',
    'Generated from `test/scorecard/cases.yaml` by `npm run scorecard`; the tests hold every row.',
    '',
    `**${held} of ${all.length} cases in ${weaknesses.length} weaknesses hold.**`,
    '',
    '| class | weaknesses | cases | held |',
    '|---|---|---|---|',
    ...classes.map((name) => summaryRow(name, weaknesses)),
    ...classes.flatMap((name) => ['', `## ${name}`, ...weaknesses.filter((weakness) => weakness.class === name).flatMap(describeWeakness)]),
    '',
  ].join('\n');
}

function summaryRow(name: string, weaknesses: readonly JudgedWeakness[]): string {
  const own = weaknesses.filter((weakness) => weakness.class === name);
  const cases = own.flatMap((weakness) => weakness.cases);
  return `| ${name} | ${own.length} | ${cases.length} | ${cases.filter((one) => one.held).length} |`;
}

const describeWeakness = (weakness: JudgedWeakness): readonly string[] => [
  '',
  `### ${weakness.title}`,
  '',
  '| call | must be | is |',
  '|---|---|---|',
  ...weakness.cases.map((one) => `| ${asCell(one.text)} | ${one.expected} | ${one.held ? one.decision : `**${one.decision}**`} |`),
];

const LONGEST = 160;

/** Code in a cell of a table: on one line, what cannot be seen written out. */
function asCell(text: string): string {
  const line = text
    .replaceAll('\n', ' ⏎ ')
    .replaceAll('\t', ' ⇥ ')
    .replace(/[\p{Cf}\u200b]/gu, (hidden) => `<U+${hidden.codePointAt(0)?.toString(16).toUpperCase()}>`)
    .replaceAll('|', '\\|');
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST / 2)} … ${line.slice(-LONGEST / 4)}` : line;
  return short.includes('`') ? `\`\` ${short} \`\`` : `\`${short}\``;
}

if (import.meta.main) {
  const weaknesses = judgeScorecard();
  writeFileSync(join(root, 'docs/scorecard.md'), describeScorecard(weaknesses));
  const missed = weaknesses.flatMap((weakness) => weakness.cases.filter((one) => !one.held).map((one) => ({ ...one, id: weakness.id })));
  for (const one of missed) console.error(`${one.id}: must be ${one.expected}, is ${one.decision}: ${one.text}`);
  process.exitCode = missed.length > 0 ? 1 : 0;
}
