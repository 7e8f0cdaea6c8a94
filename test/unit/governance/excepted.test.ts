import { expect, it } from 'vitest';
import type { ExceptedCall } from '../../../src/domain/policy.ts';
import { exceptedHere } from '../../../src/governance/excepted.ts';
import { event, policy } from '../policy/fixtures.ts';

const ADA = { id: 'ada', name: 'Ada', role: 'developer', keyId: 'k' };
const call = { ...event(), tool: { name: 'Bash', input: { command: 'git push', timeout: 5 } } };
const about = (change: Partial<ExceptedCall> = {}): ExceptedCall => ({
  ...{ rules: ['git.one'], tool: 'Bash', input: { timeout: 5, command: 'git push' }, in: call.cwd, because: 'a test' },
  ...change,
});
const here = (...calls: readonly ExceptedCall[]) => exceptedHere(call, ADA, policy([], { exceptedCalls: calls }));

it('exceptions are about one call, whatever the order of its fields and whoever makes it, unless they say whose', () => {
  const ofAda = about({ by: ['eve', 'ada'] });
  expect(here(about({ input: { command: 'ls' } }), about(), about({ by: ['eve'] }), ofAda)).toEqual([about(), ofAda]);
});

it('there are none for an event without a tool, or in a policy without any', () => {
  const { tool: _tool, ...lifecycle } = call;
  expect(exceptedHere(lifecycle, ADA, policy([], { exceptedCalls: [about()] }))).toEqual([]);
  expect(exceptedHere(call, ADA, policy([]))).toEqual([]);
  expect(here(about({ tool: 'Read' }))).toEqual([]);
});
