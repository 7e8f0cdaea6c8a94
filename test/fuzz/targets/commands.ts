import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { compileRules } from '../../../scripts/build-rules.ts';
import { EXAMPLE_FACTS, judgeExample } from '../../../src/cli/judge-example.ts';
import { ruleFiles } from '../../../src/cli/rule-files.ts';
import { SHELLS, type Shell } from '../../../src/domain/event.ts';
import { isObject } from '../../../src/domain/json.ts';
import { spoiledText } from '../spoiled.ts';
import { must, type Target } from '../target.ts';

const RULES = join(resolve(import.meta.dirname, '../../..'), 'rules');
const rules = compileRules(RULES);
const seeds = ruleFiles(RULES).flatMap(({ text }) => {
  const read: unknown = parse(text);
  const examples = isObject(read) && isObject(read['examples']) ? Object.values(read['examples']).flat() : [];
  const commandOf = (example: unknown): unknown => (isObject(example) ? example['command'] : example);
  return examples.map(commandOf).filter((command) => typeof command === 'string');
});

/** What a shell has done before it reads on. */
const firstIn = (shell: Shell): string => (shell === 'powershell' ? 'Remove-Item -Recurse -Force /\n' : 'rm -rf /\n');

const decisionOf = (command: string, shell: Shell): string =>
  judgeExample({ command }, rules, 'standard', { ...EXAMPLE_FACTS, machine: { ...EXAMPLE_FACTS.machine, shell } }).verdict.decision;

/** The shell, a blank and what it is given. */
function check(input: string): void {
  const space = input.indexOf(' ');
  const shell = SHELLS.find((name) => name === input.slice(0, space));
  if (!shell) return;
  const command = input.slice(space + 1);
  must(['allow', 'ask', 'deny'].includes(decisionOf(command, shell)), 'no decision');
  must(decisionOf(firstIn(shell) + command, shell) !== 'allow', 'what stands behind it hides what is deleted first');
}

export const commands: Target = {
  name: 'commands',
  inputs: fc.tuple(fc.constantFrom(...SHELLS), spoiledText(seeds)).map(([shell, text]) => `${shell} ${text}`),
  check,
};
