import { expect, it } from 'vitest';
import { pattern, policy, rule } from './fixtures.ts';
import { faults, layer, met, ruleFile, type Source, trusted } from './layer-fixtures.ts';

const builtin = policy([
  rule(pattern('git.push'), { id: 'git.push', decision: 'ask' }),
  rule(pattern('git.clean'), { id: 'git.clean', decision: 'ask' }),
  rule(pattern('git.rewrite'), { id: 'git.never', absolute: true }),
]);
const call = (id: string, command = 'git push'): string =>
  `exceptions:\n  calls:\n    - rules: [${id}]\n      tool: Bash\n      input: { command: ${command} }\n      in: /home/ada/shop\n      because: a test\n`;
const excepted = (...sources: readonly Source[]) => met(builtin, ...sources).policy.exceptedCalls ?? [];
const whyNot = (...sources: readonly Source[]) =>
  met(builtin, ...sources).origins.flatMap(({ field, dropped }) => (field === 'exceptions.calls' ? dropped.map(({ why }) => why) : []));

it('calls that the user’s layer and a trusted project’s except are excepted together', () => {
  const both = [layer('user', call('git.push')), trusted(layer('project', call('git.push', 'git push x')))];
  expect(excepted(...both).map(({ input }) => input['command'])).toEqual(['git push', 'git push x']);
});

it('a project that nobody has trusted excepts nothing', () => {
  expect(excepted(layer('project', call('git.push')))).toEqual([]);
  expect(whyNot(layer('project', call('git.push')))).toEqual(['an untrusted project can only tighten']);
});

it('nothing is excepted from a rule on which the managed layer has spoken, or that is its own', () => {
  const said = layer('managed', 'rules: { git.push: ask }\n');
  expect(whyNot(said, layer('user', call('git.push')))).toEqual(['the managed layer has settled it']);
  expect(excepted(said, layer('user', call('git.clean')))).toHaveLength(1);
  const own = ruleFile(
    'managed',
    `id: own.rule
version: 1
status: stable
severity: high
decision: ask
title: Ours
message: Ours.
tags: [attack.t1485]
when: { effect: git.push }
examples: { match: [{ command: git push }], pass: [{ command: ls }] }
`,
  );
  expect(whyNot(own, layer('user', call('own.rule')))).toEqual(['the managed layer has settled it']);
  expect(excepted(layer('managed', `rules: { git.push: ask }\n${call('git.push')}`))).toHaveLength(1);
});

it('nothing is excepted from an absolute rule, whoever says so', () => {
  expect(whyNot(layer('managed', call('git.never')))).toEqual(['git.never is absolute: nobody makes an exception from it']);
});

it.each([
  [
    'a rule that there is not',
    call('git.psh'),
    /policy\.yaml:4:15: exceptions\.calls: there is no rule "git\.psh"; did you mean "git\.push"/,
  ],
  ['a folder that is none', call('git.push').replace('/home/ada/shop', 'shop'), /policy\.yaml:7:11: .*from \/ on/],
  ['an input that is none', call('git.push').replace('{ command: git push }', 'git push'), /policy\.yaml:6:14: .*by its fields/],
  ['no reason', call('git.push').replace('a test', '""'), /policy\.yaml:8:16: /],
])('%s is a fault', (_what, text, expected) => {
  expect(faults(builtin, layer('user', text)).join('\n')).toMatch(expected);
});
