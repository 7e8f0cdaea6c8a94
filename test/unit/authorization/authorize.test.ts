import { describe, expect, it } from 'vitest';
import { authorize as authorized } from '../../../src/authorization/authorize.ts';
import type { Analysis } from '../../../src/domain/action.ts';
import type { HookEvent } from '../../../src/domain/event.ts';
import type { Facts } from '../../../src/domain/facts.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import type { Rule } from '../../../src/domain/rule.ts';
import { DEFAULTS } from '../../../src/policy/defaults.ts';
import { arrange } from '../../../src/policy/match.ts';
import { facts } from '../../support/setting.ts';
import { analysis, effect, event, operand, pattern, policy, rule } from '../policy/fixtures.ts';

const FACTS = { machine: facts({ project: '/home/dev/project' }).machine, attended: true, now: 1_800_000_000_000_000 };
const authorize = (who: Principal, event: HookEvent, call: Analysis, policy: Policy, facts: Facts) =>
  authorized(who, event, arrange(call), policy, facts);
const principal = (role: string) => ({ id: 'p1', name: 'Ada', role, keyId: 'k1' });
const ids = (findings: readonly { readonly ruleId: string; readonly decision: string }[]): readonly string[] =>
  findings.map(({ ruleId, decision }) => `${ruleId} ${decision}`);
const production = rule(pattern('infra.destroy'), { id: 'test.production', decision: 'ask', context: 'production' });

describe('a role', () => {
  const rules = policy([production]);
  const push = analysis([[effect('exec'), effect('git.push')]]);
  it('that may use every tool is not stopped', () => expect(authorize(principal('developer'), event(), push, rules, FACTS)).toEqual([]));
  it('without the tool is denied, and without its effects', () => {
    const findings = authorize(principal('auditor'), event(), push, rules, FACTS);
    expect(findings.map((finding) => finding.message)).toEqual([
      'The role "auditor" has no permission tool:Bash.',
      'The role "auditor" has no permission effect:exec.',
      'The role "auditor" has no permission effect:git.push.',
    ]);
    expect(new Set(ids(findings))).toEqual(new Set(['authorization.permission deny']));
    for (const finding of findings) expect(finding).toMatchObject({ stage: 'authorization', severity: 'high' });
    for (const { instead } of findings) expect(instead).toContain('hookwarden policy show');
  });
  it('that the policy does not define is denied, and whose it is is said', () => {
    const [finding] = authorize(principal('wizard'), event(), push, rules, FACTS);
    expect(finding?.message).toBe('The role "wizard" of Ada is not defined in the policy.');
    expect(finding?.instead).toContain('hookwarden principal change p1 --role ROLE');
    expect(ids(authorize(principal('wizard'), event(), push, rules, FACTS))).toEqual(['authorization.role deny']);
    expect(ids(authorize(principal('__proto__'), event(), push, rules, FACTS))).toEqual(['authorization.role deny']);
    expect(ids(authorize(principal('constructor'), event(), push, rules, FACTS))).toEqual(['authorization.role deny']);
  });
  it('has nothing beyond the ceiling', () => {
    const under = policy([], { ceiling: ['tool:*', 'effect:exec'] });
    expect(authorize(principal('admin'), event(), push, under, FACTS).map(({ message }) => message)).toEqual([
      'The role "admin" has no permission effect:git.push.',
    ]);
  });
  it('says nothing of an event without a tool', () => {
    const { tool: _tool, ...stop } = event();
    expect(authorize(principal('auditor'), stop, push, rules, FACTS)).toEqual([]);
  });
});

describe('a context', () => {
  const destroy = analysis([[effect('infra.destroy')]]);
  it('asks whoever lacks it', () =>
    expect(ids(authorize(principal('developer'), event(), destroy, policy([production]), FACTS))).toEqual(['test.production ask']));
  it('is no question to whoever has it', () =>
    expect(authorize(principal('admin'), event(), destroy, policy([production]), FACTS)).toEqual([]));
});

it('a rule of a context is told as a matter of the role, and one without a context is left to governance', () => {
  const destroy = analysis([[effect('infra.destroy')]]);
  const found = authorize(principal('developer'), event(), destroy, policy([production, rule(pattern('infra.destroy'))]), FACTS);
  expect(found.map(({ stage, ruleId }) => `${stage} ${ruleId}`)).toEqual(['authorization test.production']);
});

describe('working hours', () => {
  const closed = { ...DEFAULTS.context, hours: [{ timeZone: 'UTC', days: ['mon'], from: 0, to: 1, outside: 'deny' }] } as const;
  const roles = { night: { name: 'night', permissions: ['tool:*', 'effect:*', 'context:hours'] }, ...DEFAULTS.roles };
  const rules = policy([], { context: closed, roles });
  it.each([
    ['developer', ['context.hours deny']],
    ['night', []],
  ])('hold a %s: %j', (role, expected) =>
    expect(ids(authorize(principal(role), event(), analysis([[effect('git.push')]]), rules, FACTS))).toEqual(expected),
  );
});

describe('a rule for some calls only', () => {
  const only = (circumstances: Rule['only'], permissionMode?: string, attended = true) => {
    const held = rule(pattern('infra.destroy'), { context: 'production', ...(circumstances && { only: circumstances }) });
    const call = { ...event(), ...(permissionMode !== undefined && { permissionMode }) };
    return authorize(principal('developer'), call, analysis([[effect('infra.destroy')]]), policy([held]), { ...FACTS, attended }).length;
  };
  it.each([
    ['speaks where nobody is there', { attended: false }, undefined, false, 1],
    ['and not where somebody is', { attended: false }, undefined, true, 0],
    ['speaks in its permission mode', { permissionMode: ['bypassPermissions'] }, 'bypassPermissions', true, 1],
    ['and not in another', { permissionMode: ['bypassPermissions'] }, 'plan', true, 0],
    ['nor where none is known', { permissionMode: ['bypassPermissions'] }, undefined, true, 0],
    ['speaks to its host', { host: ['claude-code' as const] }, undefined, true, 1],
    ['needs all of what it names', { host: ['claude-code' as const], attended: false }, undefined, true, 0],
  ])('%s', (_, circumstances, mode, attended, findings) => expect(only(circumstances, mode, attended)).toBe(findings));
});

it('what is taken from a role is not reached through a folder that holds it, or through a wildcard', () => {
  const careful = policy([], { roles: { careful: { name: 'careful', permissions: ['tool:*', 'effect:*', '!path:secret/**'] } } });
  const reads = (path: string, flags: Parameters<typeof effect>[2] = []) =>
    authorize(principal('careful'), event(), analysis([[effect('file.read', operand(path), flags)]]), careful, FACTS).length === 0;
  expect([
    reads(FACTS.machine.project, ['recursive']),
    reads(`${FACTS.machine.project}/*/key`),
    reads(`${FACTS.machine.project}/src`, ['recursive']),
    reads(`${FACTS.machine.project}/src/*`),
  ]).toEqual([false, false, true, true]);
});

describe('a role that speaks of paths or hosts', () => {
  const narrow = policy([], {
    roles: {
      writer: {
        name: 'writer',
        permissions: ['tool:*', 'effect:*', 'path:src/**', 'path:/tmp/**', '!path:src/secret/**', 'host:*.internal'],
      },
      careful: { name: 'careful', permissions: ['tool:*', 'effect:*', '!path:infra/**'] },
    },
  });
  const on = (kind: 'file.write' | 'net.upload', value: string | undefined) =>
    analysis([[effect(kind, value === undefined ? operand('$X', [], 'unknown') : operand(value))]]);
  it.each<[string, 'file.write' | 'net.upload', string | undefined, boolean]>([
    ['writer', 'file.write', `${FACTS.machine.project}/src/a/b.ts`, true],
    ['writer', 'file.write', `${FACTS.machine.project}/src/secret/b.ts`, false],
    ['writer', 'file.write', `${FACTS.machine.project}/package.json`, false],
    ['writer', 'file.write', '/tmp/x', true],
    ['writer', 'file.write', '/etc/hosts', false],
    ['writer', 'file.write', undefined, false],
    ['writer', 'net.upload', 'tickets.internal', true],
    ['writer', 'net.upload', 'example.org', false],
    ['careful', 'file.write', `${FACTS.machine.project}/src/a.ts`, true],
    ['careful', 'file.write', `${FACTS.machine.project}/infra/a.tf`, false],
    ['careful', 'file.write', undefined, false],
    ['careful', 'net.upload', 'example.org', true],
    ['developer', 'file.write', undefined, true],
  ])('%s: %s on %s is allowed: %s', (role, kind, value, allowed) => {
    const policyWith = { ...narrow, roles: { ...narrow.roles, developer: { name: 'developer', permissions: ['tool:*', 'effect:*'] } } };
    expect(authorize(principal(role), event(), on(kind, value), policyWith, FACTS).length === 0).toBe(allowed);
  });
  it.each<[string, 'file.read' | 'file.delete', string, boolean]>([
    ['writer', 'file.read', 'src/link/key', false],
    ['careful', 'file.read', 'src/link/key', false],
    ['careful', 'file.delete', 'src/link/key', false],
    ['writer', 'file.delete', 'src/link', true],
    ['writer', 'file.read', 'src/plain', true],
  ])('%s: %s of %s follows links: %s', (role, kind, path, allowed) => {
    const lead = (path: string): string => path.replace(/\/src\/link(?=\/|$)/, '/infra').replace(FACTS.machine.project, '/real');
    const files = { ...FACTS.machine.files, resolve: lead };
    const call = analysis([[effect(kind, operand(`${FACTS.machine.project}/${path}`))]]);
    expect(authorize(principal(role), event(), call, narrow, { ...FACTS, machine: { ...FACTS.machine, files } }).length === 0).toBe(
      allowed,
    );
  });
});
