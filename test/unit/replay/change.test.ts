import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECISIONS, type Decision, SEVERITIES, type Severity } from '../../../src/domain/decision.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { combine } from '../../../src/pipeline.ts';
import { changeOf, isLaxer, isStricter } from '../../../src/replay/change.ts';

const finding = (ruleId: string, decision: Decision, severity: Severity = 'medium'): Finding => ({
  stage: 'governance',
  ruleId,
  severity,
  decision,
  message: 'Found.',
});
const verdict = (...findings: readonly Finding[]) => combine(findings, 'governance');
const [pass, asked, denied] = [verdict(), verdict(finding('a.a', 'ask')), verdict(finding('a.a', 'deny', 'critical'))];

describe('what another policy makes of a call', () => {
  it.each([
    ['is newly passed', asked, pass, 'newly-passed'],
    ['is newly passed where the rule only notes it', denied, verdict(finding('a.a', 'allow')), 'newly-passed'],
    ['is laxer', denied, asked, 'laxer'],
    ['is newly stopped', pass, asked, 'newly-stopped'],
    ['is stricter', asked, denied, 'stricter'],
    ['has another reason', asked, verdict(finding('b.b', 'ask')), 'other-reason'],
    ['has one reason more', asked, verdict(finding('a.a', 'ask'), finding('b.b', 'ask')), 'other-reason'],
  ])('%s', (_what, before, after, kind) => {
    expect(changeOf(before, after)?.kind).toBe(kind);
  });

  it.each([
    ['the same rules decide the same', asked, verdict({ ...finding('a.a', 'ask'), message: 'Found in other words.' })],
    ['a rule only notes what it did not before', pass, verdict(finding('a.a', 'allow', 'critical'))],
    ['the same rule is said twice', asked, verdict(finding('a.a', 'ask'), finding('a.a', 'ask'))],
  ])('is no change where %s', (_what, before, after) => {
    expect(changeOf(before, after)).toBeUndefined();
  });

  it('names the rules that decide otherwise, and no other', () => {
    const both = verdict(finding('a.a', 'ask'), finding('b.b', 'deny', 'critical'), finding('c.c', 'ask'));
    const one = verdict(finding('c.c', 'ask'), finding('a.a', 'deny'));
    expect(changeOf(both, one)).toMatchObject({ kind: 'other-reason', rules: ['a.a', 'b.b'] });
    expect(changeOf(both, verdict())).toMatchObject({ rules: ['a.a', 'b.b', 'c.c'], severity: 'critical' });
  });

  it('is as grave as what is let go, or else as what now objects', () => {
    expect(changeOf(verdict(finding('a.a', 'deny', 'high')), verdict(finding('b.b', 'ask', 'low')))?.severity).toBe('high');
    expect(changeOf(verdict(finding('a.a', 'ask', 'high')), verdict(finding('b.b', 'deny', 'low')))?.severity).toBe('low');
  });
});

it('a change the other way round is its opposite, and none there is none back', () => {
  const findings = fc.array(
    fc
      .tuple(fc.constantFrom('a.a', 'b.b', 'c.c'), fc.constantFrom(...DECISIONS), fc.constantFrom(...SEVERITIES))
      .map((parts) => finding(...parts)),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(findings, findings, (left, right) => {
      const [there, back] = [changeOf(verdict(...left), verdict(...right)), changeOf(verdict(...right), verdict(...left))];
      expect(there === undefined).toBe(back === undefined);
      if (!there || !back) return;
      expect([isLaxer(there.kind), isStricter(there.kind)]).toEqual([isStricter(back.kind), isLaxer(back.kind)]);
      expect(there.rules).toEqual(back.rules);
      expect(there.rules.length).toBeGreaterThan(0);
    }),
  );
});
