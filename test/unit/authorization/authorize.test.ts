import { describe, expect, it } from 'vitest';
import { authorize } from '../../../src/authorization/authorize.ts';
import { analysis, effect, event, pattern, policy, rule } from '../policy/fixtures.ts';

const principal = (role: string) => ({ id: 'p1', name: 'Ada', role, keyId: 'k1' });
const ids = (findings: readonly { readonly ruleId: string; readonly decision: string }[]): readonly string[] =>
  findings.map(({ ruleId, decision }) => `${ruleId} ${decision}`);
const production = rule(pattern('infra.destroy'), { id: 'test.production', decision: 'ask', context: 'production' });

describe('a role', () => {
  const rules = policy([production]);
  const push = analysis([[effect('exec'), effect('git.push')]]);
  it('that may use every tool is not stopped', () => expect(authorize(principal('developer'), event(), push, rules)).toEqual([]));
  it('without the tool is denied, and without its effects', () => {
    const findings = authorize(principal('auditor'), event(), push, rules);
    expect(findings.map((finding) => finding.message)).toEqual([
      'The role "auditor" has no permission tool:Bash.',
      'The role "auditor" has no permission effect:exec.',
      'The role "auditor" has no permission effect:git.push.',
    ]);
    expect(new Set(ids(findings))).toEqual(new Set(['authorization.permission deny']));
  });
  it('that the policy does not define is denied', () => {
    expect(ids(authorize(principal('wizard'), event(), push, rules))).toEqual(['authorization.role deny']);
    expect(ids(authorize(principal('__proto__'), event(), push, rules))).toEqual(['authorization.role deny']);
    expect(ids(authorize(principal('constructor'), event(), push, rules))).toEqual(['authorization.role deny']);
  });
  it('has nothing beyond the ceiling', () => {
    const under = policy([], { ceiling: ['tool:*', 'effect:exec'] });
    expect(authorize(principal('admin'), event(), push, under).map(({ message }) => message)).toEqual([
      'The role "admin" has no permission effect:git.push.',
    ]);
  });
  it('says nothing of an event without a tool', () => {
    const { tool: _tool, ...stop } = event();
    expect(authorize(principal('auditor'), stop, push, rules)).toEqual([]);
  });
});

describe('a context', () => {
  const destroy = analysis([[effect('infra.destroy')]]);
  it('asks whoever lacks it', () =>
    expect(ids(authorize(principal('developer'), event(), destroy, policy([production])))).toEqual(['test.production ask']));
  it('is no question to whoever has it', () => expect(authorize(principal('admin'), event(), destroy, policy([production]))).toEqual([]));
});
