import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECISIONS } from '../../../src/domain/decision.ts';
import type { HookEvent } from '../../../src/domain/event.ts';
import type { Grant } from '../../../src/domain/exception.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { ExceptedCall } from '../../../src/domain/policy.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { waivableRules, waive } from '../../../src/governance/waive.ts';
import { combine } from '../../../src/pipeline.ts';
import { facts } from '../../support/setting.ts';
import { analysis, effect, event, operand, pattern, policy, rule } from '../policy/fixtures.ts';

const rules = policy([
  rule(pattern('git.push'), { id: 'git.one' }),
  rule(pattern('git.push'), { id: 'git.two' }),
  rule(pattern('git.push'), { id: 'git.never', absolute: true }),
]);
const finding = (ruleId: string, decision: Finding['decision'] = 'deny', stage: Finding['stage'] = 'governance'): Finding => ({
  stage,
  ruleId,
  severity: 'high',
  decision,
  message: 'Found.',
});
const grant = (change: Partial<Grant> = {}): Grant => ({
  ...{ id: 'g-1', kind: 'once', proof: 'pin', rules: ['git.one'], grantedAt: 0, expiresAt: 32_700_000_000, grantedBy: 'ada', because: 'x' },
  ...change,
});
const nothing = analysis([]);
const ADA = { id: 'ada', name: 'Ada', role: 'developer', keyId: 'k' };
const lifted = (findings: readonly Finding[], grants: readonly Grant[], what = nothing) =>
  waive(findings, event(), ADA, what, { ...facts(), grants }, rules);
const decisionOf = (findings: readonly Finding[]) => combine(findings, 'governance').decision;

describe('what a person has let through', () => {
  it('passes, and says what would have been decided', () => {
    const { findings, used } = lifted([finding('git.one')], [grant()]);
    expect([decisionOf(findings), used]).toEqual(['allow', ['g-1']]);
    expect(findings.at(-1)).toMatchObject({
      ruleId: 'exceptions.once',
      severity: 'info',
      stage: 'governance',
      decision: 'allow',
      message: 'A person let this through (g-1, until 09:05 UTC); git.one would have decided deny.',
    });
  });

  it('is used up by what it lifts alone', () => {
    const other = grant({ id: 'g-2', rules: ['git.two'] });
    expect(lifted([finding('git.one')], [other, grant()]).used).toEqual(['g-1']);
    expect(lifted([finding('git.one'), finding('git.two')], [other, grant()]).used).toEqual(['g-1', 'g-2']);
    const passing = [finding('git.one', 'allow')];
    expect(lifted(passing, [grant()])).toEqual({ findings: passing, used: [] });
    expect(lifted([], [grant()])).toEqual({ findings: [], used: [] });
  });

  it('and is still needed: what is for longer lifts what it may, whatever else stops the call', () => {
    const longer = grant({ id: 'g-2', kind: 'allowance', rules: ['git.two'] });
    const { findings, used } = lifted([finding('git.one'), finding('git.two')], [grant(), longer]);
    expect([decisionOf(findings), used]).toEqual(['allow', ['g-1']]);
    const stopped = lifted([finding('git.never'), finding('git.one'), finding('git.two')], [grant(), longer]);
    expect(stopped.findings.map(({ ruleId, decision }) => `${ruleId} ${decision}`)).toEqual([
      'git.never deny',
      'git.one deny',
      'git.two allow',
      'exceptions.allowance allow',
    ]);
  });

  it.each(['governance.not-known-safe', 'governance.strikes'])('may be %s, which no rule of the policy says', (ruleId) =>
    expect(decisionOf(lifted([finding(ruleId, 'ask')], [grant({ kind: 'pause', rules: [] })]).findings)).toBe('allow'),
  );

  it.each([
    ['what another rule stops', finding('git.two'), grant()],
    ['what an absolute rule stops', finding('git.never'), grant({ rules: ['git.never'] })],
    ['what an absolute rule stops during a pause', finding('git.never'), grant({ kind: 'pause', rules: [] })],
    ['a missing permission', finding('authorization.permission', 'deny', 'authorization'), grant({ kind: 'pause', rules: [] })],
    ['a call that was not read to its end', finding('governance.incomplete', 'ask'), grant({ kind: 'pause', rules: [] })],
    ['a failure of the guard', finding('governance.failure'), grant({ kind: 'pause', rules: [] })],
  ])('does not lift %s', (_what, objection, exception) => {
    const { findings, used } = lifted([objection], [exception]);
    expect([decisionOf(findings), used]).toEqual([objection.decision, []]);
  });

  it('is not used up by a call that is stopped all the same', () => {
    const { findings, used } = lifted([finding('git.one'), finding('git.two')], [grant()]);
    expect([findings.length, used]).toEqual([2, []]);
  });

  it('spares what is for a single call where something longer lifts it, too', () => {
    expect(lifted([finding('git.one')], [grant(), grant({ id: 'g-2', kind: 'allowance' })]).used).toEqual([]);
  });
});

describe('a call that the policy excepts', () => {
  const input = { command: 'git push --force', timeout: 5, description: 'Push again' };
  const call = { ...event(), tool: { name: 'Bash', input } };
  const excepted: ExceptedCall = { rules: ['git.one', 'git.never'], tool: 'Bash', input, in: call.cwd, by: ['ada'], because: 'a test' };
  const left = (change: { readonly call?: Partial<HookEvent>; readonly who?: Principal; readonly ids?: readonly string[] }) => {
    const found = (change.ids ?? ['git.one']).map((id) => finding(id));
    const policy = { ...rules, exceptedCalls: [excepted] };
    return waive(found, { ...call, ...change.call }, change.who ?? ADA, nothing, facts(), policy).findings;
  };
  const given = (change: JsonObject) => ({ call: { tool: { name: 'Bash', input: { ...input, ...change } } } });

  it('passes, and says what would have been decided', () => {
    expect(decisionOf(left({}))).toBe('allow');
    expect(left({}).at(-1)).toMatchObject({
      ruleId: 'exceptions.policy',
      message: 'The policy lets this very call through; git.one would have decided deny.',
    });
  });

  it.each([
    ['is described in other words', given({ description: 'Once more' }), 'allow'],
    ['is another command', given({ command: 'git push --force ' }), 'deny'],
    ['is given something more', given({ dangerouslyDisableSandbox: true }), 'deny'],
    ['is given something else', given({ timeout: 6 }), 'deny'],
    ['is of another tool', { call: { tool: { name: 'mcp__a__b', input } } }, 'deny'],
    ['is made in a folder below', { call: { cwd: `${call.cwd}/src` } }, 'deny'],
    ['is made by somebody else', { who: { ...ADA, id: 'bob' } }, 'deny'],
    ['is stopped by another rule, too', { ids: ['git.one', 'git.two'] }, 'deny'],
    ['is stopped by an absolute rule, too', { ids: ['git.one', 'git.never'] }, 'deny'],
    ['could not be read to its end', { ids: ['git.one', 'governance.incomplete'] }, 'deny'],
  ])('and one that %s: %#', (_what, change, decision) => {
    expect(decisionOf(left(change))).toBe(decision);
  });

  it('spares what is for a single call', () => {
    expect(
      waive([finding('git.one')], call, ADA, nothing, { ...facts(), grants: [grant()] }, { ...rules, exceptedCalls: [excepted] }).used,
    ).toEqual([]);
  });
});

describe('an allowance for a folder', () => {
  const here = grant({ kind: 'allowance', path: '/home/dev/project' });
  it.each([
    ['works there', [], 'allow'],
    ['changes a file there', [effect('file.write', operand('/home/dev/project/a', ['project']))], 'allow'],
    ['changes a file elsewhere', [effect('file.delete', operand('/home/dev/other/a', ['home']))], 'deny'],
    ['reads a file elsewhere', [effect('file.read', operand('/home/dev/other/a', ['home']))], 'allow'],
    ['writes to nothing', [effect('file.write', operand('/dev/null', ['device']))], 'allow'],
    ['writes to a temporary file', [effect('file.write', operand('/tmp/a', ['temp']))], 'allow'],
    ['writes to what only the run can tell', [effect('file.write', operand('$X', [], 'unknown'))], 'deny'],
    ['deletes nothing that has a name', [effect('file.delete')], 'allow'],
    ['sends something elsewhere', [effect('net.upload', operand('example.org'))], 'allow'],
    ['changes the folder itself', [effect('file.chmod', operand('/home/dev/project', ['project']))], 'allow'],
    ['changes what begins with its name', [effect('file.write', operand('/home/dev/project2', ['home']))], 'deny'],
    [
      'changes a file elsewhere beside one there',
      [effect('file.write', operand('/home/dev/project/a')), effect('file.move', operand('/srv/a', ['outside']))],
      'deny',
    ],
  ])('lifts a call that %s: %#', (_what, effects, decision) => {
    const call = { ...event(), cwd: '/home/dev/project/src' };
    expect(decisionOf(waive([finding('git.one')], call, ADA, analysis([effects]), { ...facts(), grants: [here] }, rules).findings)).toBe(
      decision,
    );
  });

  it.each([
    ['/home/dev/project/src', 'allow'],
    ['/home/dev', 'deny'],
  ])('goes by where each of its commands works: %s', (folder, decision) => {
    const [one] = nothing.actions;
    const actions = [...(one ? [one] : []), ...analysis([[], []]).actions].map((action, at) =>
      at === 1 && action.invocation ? { ...action, invocation: { ...action.invocation, cwd: folder } } : action,
    );
    const given = { ...facts(), grants: [grant({ kind: 'allowance', path: '/home/dev/project//' })] };
    expect(decisionOf(waive([finding('git.one')], event(), ADA, { ...nothing, actions }, given, rules).findings)).toBe(decision);
  });

  it('lifts nothing elsewhere', () => {
    for (const cwd of ['/home/dev/project2', '/home/dev', '/'])
      expect(waive([finding('git.one')], { ...event(), cwd }, ADA, nothing, { ...facts(), grants: [here] }, rules).findings).toHaveLength(
        1,
      );
  });
});

it('no exceptions make a call stricter, and none lifts what is absolute or no rule', () => {
  const ids = ['git.one', 'git.two', 'git.never', 'governance.incomplete', 'authorization.role', 'governance.not-known-safe'];
  const findings = fc.array(
    fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...DECISIONS)).map(([id, decision]) => finding(id, decision)),
  );
  const grants = fc.array(
    fc.record({ kind: fc.constantFrom('once', 'allowance', 'pause'), rules: fc.subarray(ids) } as const).map((change) => grant(change)),
  );
  fc.assert(
    fc.property(findings, grants, (found, given) => {
      const left = lifted(found, given).findings;
      expect(DECISIONS.indexOf(decisionOf(left))).toBeLessThanOrEqual(DECISIONS.indexOf(decisionOf(found)));
      const firm = ({ ruleId }: Finding) => ['git.never', 'governance.incomplete', 'authorization.role'].includes(ruleId);
      expect(left.filter(firm)).toEqual(found.filter(firm));
    }),
  );
});

it('a person may let a call through only where rules are all that stops it, and none is absolute', () => {
  const of = (...ids: readonly string[]) =>
    waivableRules(
      ids.map((id) => finding(id)),
      rules,
    );
  expect([of(), of('git.two', 'git.one', 'git.one'), of('git.one', 'governance.strikes')]).toEqual([
    undefined,
    ['git.one', 'git.two'],
    ['git.one'],
  ]);
  expect([of('git.never'), of('git.one', 'git.never'), of('git.one', 'governance.incomplete'), of('unknown.rule')]).toEqual(
    Array(4).fill(undefined),
  );
});
