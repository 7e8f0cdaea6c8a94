import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/domain/action.ts';
import type { HookEvent } from '../../../src/domain/event.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Rule } from '../../../src/domain/rule.ts';
import { govern as governed } from '../../../src/governance/govern.ts';
import { review } from '../../../src/governance/review.ts';
import { riskOf } from '../../../src/governance/risk.ts';
import { arrange } from '../../../src/policy/match.ts';
import { analysis, effect, event, operand, pattern, policy, rule } from '../policy/fixtures.ts';

const call = analysis([[effect('file.delete', operand('/home/dev', ['home']))]]);
const govern = (event: HookEvent, call: Analysis, policy: Policy, attended?: boolean) => governed(event, arrange(call), policy, attended);
const decisions = (rules: readonly Rule[], profile: 'standard' | 'strict' = 'standard') =>
  govern(event(), call, policy(rules, { profile })).map(({ ruleId, decision }) => [ruleId, decision]);

describe('governance', () => {
  it('reports what a rule objects to, in its words', () => {
    expect(govern(event(), call, policy([rule(pattern('file.delete'), { instead: 'Move it.' })]))).toEqual([
      {
        stage: 'governance',
        ruleId: 'test.rule',
        severity: 'high',
        decision: 'deny',
        message: 'rm touches /home/dev.',
        instead: 'Move it.',
      },
    ]);
  });
  it('leaves rules of a context to authorization', () =>
    expect(decisions([rule(pattern('file.delete'), { context: 'dangerous' })])).toEqual([]));
  it('hears a rule only in its profiles', () => {
    const strict = rule(pattern('file.delete'), { profiles: ['strict'] });
    expect(decisions([strict])).toEqual([]);
    expect(decisions([strict], 'strict')).toEqual([['test.rule', 'deny']]);
  });
  it('reports an experimental rule without stopping anything', () => {
    expect(decisions([rule(pattern('file.delete'), { status: 'experimental' })])).toEqual([['test.rule', 'allow']]);
  });
  it('does not hear a deprecated one', () => expect(decisions([rule(pattern('file.delete'), { status: 'deprecated' })])).toEqual([]));
  it('asks where the call was not read to its end', () => {
    expect(govern(event(), { ...call, incomplete: ['too many\ncommands'] }, policy([]))).toMatchObject([
      {
        stage: 'governance',
        ruleId: 'governance.incomplete',
        severity: 'medium',
        decision: 'ask',
        instead: 'Split it into smaller calls.',
        incomplete: true,
        message: 'The call could not be read to its end: too many\\u{a}commands.',
      },
    ]);
  });
  it('holds the floor of a rule that fails, never less than a question', () => {
    const broken = (changes: Partial<Rule>): Rule => {
      const made = rule(pattern('file.delete'), changes);
      Object.defineProperty(made, 'unless', {
        get: () => {
          throw new Error('broken');
        },
      });
      return made;
    };
    expect(decisions([broken({ id: 'test.a', floor: 'deny' }), broken({ id: 'test.b' })])).toEqual([
      ['test.a', 'deny'],
      ['test.b', 'ask'],
    ]);
  });
  it('hears a rule only where it speaks', () => {
    const alone = policy([rule(pattern('file.delete'), { only: { attended: false } })]);
    expect([true, false].map((attended) => govern(event(), call, alone, attended).length)).toEqual([0, 1]);
  });
  it('marks what rests on something unknown', () => {
    const unknown = analysis([[effect('file.delete', operand('$X', [], 'unknown'))]]);
    expect(govern(event(), unknown, policy([rule(pattern('file.delete', { class: ['home'] }), { unknown: 'match' })]))).toMatchObject([
      { incomplete: true },
    ]);
  });
  it('says the same whatever the order of the rules', () => {
    const rules = [rule(pattern('file.delete'), { id: 'test.a' }), rule(pattern('file.delete'), { id: 'test.b', decision: 'ask' })];
    expect(decisions(rules)).toEqual([...decisions([...rules].reverse())].reverse());
  });
});

describe('what came back', () => {
  const hidden = rule(pattern('text.hidden'), { id: 'test.hidden' });
  const rules = policy([rule(pattern('file.delete')), hidden]);
  it('is held against the rules about hidden text alone, and stops nothing', () => {
    const answer = analysis([[effect('file.delete', operand('/home/dev', ['home'])), effect('text.hidden')], [effect('file.delete')]]);
    expect(review(event(), answer, rules).map(({ ruleId, decision }) => [ruleId, decision])).toEqual([['test.hidden', 'allow']]);
    expect(review(event(), { ...call, incomplete: ['too long'] }, rules)).toMatchObject([
      { ruleId: 'governance.incomplete', decision: 'allow' },
    ]);
  });
});

describe('risk', () => {
  const finding = (severity: Finding['severity'], incomplete?: boolean) =>
    ({ stage: 'governance', ruleId: 'x', severity, decision: 'ask', message: '', ...(incomplete ? { incomplete } : {}) }) as const;
  it('grows with severity, number and certainty, from 0 to 100', () => {
    const risks = [
      [],
      [finding('info')],
      [finding('low')],
      [finding('medium')],
      [finding('high', true)],
      [finding('high')],
      [finding('high'), finding('high')],
      [finding('critical'), finding('high')],
    ].map(riskOf);
    expect(risks).toEqual([0, 5, 15, 35, 36, 60, 84, 96]);
  });
});
