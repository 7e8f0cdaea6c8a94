import { describe, expect, it } from 'vitest';
import type { Rule, RuleExample, RuleSource } from '../../../src/domain/rule.ts';
import { type Judge, testRules } from '../../../src/policy/test-rules.ts';
import { pattern, rule } from './fixtures.ts';

const tricky = (command: string): RuleExample => ({ command, adversarial: true });
const source = (id: string, changes: Partial<RuleSource> = {}): RuleSource => ({
  ...rule(pattern('exec'), { id }),
  examples: {
    match: [{ command: `${id} 1` }, { command: `${id} 2` }, tricky(`${id} 3`)],
    pass: [{ command: 'ls' }, { command: 'id' }, tricky('pwd')],
  },
  ...changes,
});
/** Stands for the pipeline: a rule speaks when its id is in the command. */
const judge: Judge = (example, rules: readonly Rule[]) => {
  const findings = rules.filter((one) => example.command?.includes(one.id)).map((one) => ({ ruleId: one.id }));
  return { findings, decision: findings.length > 0 ? 'deny' : 'allow' };
};
const messages = (...sources: readonly RuleSource[]) =>
  testRules(sources, judge).failures.map(({ ruleId, message }) => `${ruleId}: ${message}`);

it('finds nothing wrong with rules that hold', () => {
  expect(
    testRules(
      [
        source('a.a'),
        source('b.b', { examples: { match: source('b.b').examples.match, pass: [{ command: 'ps' }, { command: 'df' }, tricky('du')] } }),
      ],
      judge,
    ),
  ).toMatchObject({
    failures: [],
    rules: 2,
    examples: 12,
    gaps: [],
  });
});

describe('it reports', () => {
  const examples = source('a.a').examples;
  it.each<[string, RuleSource, string]>([
    [
      'an example that is missed',
      source('a.a', { examples: { ...examples, match: [...examples.match, { command: 'x' }] } }),
      'a.a: must match, found: nothing',
    ],
    [
      'an example decided otherwise',
      source('a.a', { examples: { ...examples, match: [...examples.match, { command: 'a.a', decision: 'ask' }] } }),
      'a.a: must be decided ask, is deny by a.a',
    ],
    [
      'an example stopped that must pass',
      source('a.a', { examples: { ...examples, pass: [...examples.pass, { command: 'not a.a' }] } }),
      'a.a: must pass',
    ],
    [
      'too few examples',
      source('a.a', { examples: { match: [tricky('a.a')], pass: examples.pass } }),
      'a.a: has 1 examples to match, needs 3',
    ],
    [
      'none that tries to hide',
      source('a.a', { examples: { ...examples, match: examples.match.slice(0, 2).concat({ command: 'a.a 4' }) } }),
      'a.a: has no adversarial example to match',
    ],
    [
      'a gap that has closed',
      source('a.a', { examples: { ...examples, gap: [{ command: 'a.a gap' }] } }),
      'a.a: is no gap any more: make it an example to match',
    ],
    ['a suggestion that is stopped', source('a.a', { instead: 'Run `a.a safely`.' }), 'a.a: suggests what is itself stopped by a.a'],
    [
      'an example given twice',
      source('a.a', { examples: { ...examples, pass: [...examples.pass, { command: 'ls' }] } }),
      'a.a: is given twice',
    ],
  ])('%s', (_name, one, expected) => expect(messages(one)).toContain(expected));

  it('a rule that could go', () => {
    const shadow = source('a', { examples: { ...examples, match: examples.match } });
    expect(messages(source('a.a'), shadow)).toContain('a: is not necessary: without it no example is judged otherwise');
  });
  it('kinds of effects that no rule speaks of', () => {
    expect(testRules([source('a.a')], judge).unspoken).toContain('db.drop');
    expect(testRules([source('a.a')], judge).unspoken).not.toContain('exec');
  });
  it('gaps, which are no failures', () => {
    const report = testRules([source('a.a', { examples: { ...examples, gap: [{ command: 'x', why: 'unseen' }] } })], judge);
    expect(report.gaps).toEqual([{ ruleId: 'a.a', example: 'x', why: 'unseen' }]);
    expect(report.failures).toEqual([]);
  });
});
