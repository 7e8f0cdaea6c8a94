import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../../src/domain/event.ts';
import { type Grant, madeBy, type ProcessId } from '../../../src/domain/exception.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { eventHashOf, grantsHere, waysThrough } from '../../../src/hook/exceptions.ts';
import { callHashOf } from '../../../src/hook/record.ts';

const event = (input: JsonObject = { command: 'make' }, change: Partial<HookEvent> = {}): HookEvent => ({
  ...{ host: 'claude-code', name: 'PreToolUse', blocking: 'blocks', sessionId: 's', cwd: '/p', raw: {} },
  tool: { name: 'Bash', input, useId: 'u1' },
  ...change,
});
const TERMS = { proofs: ['prompt', 'pin'], longest: 1000 } as const;
const grant = (change: Partial<Grant> = {}): Grant => ({
  ...{ id: 'g-1', kind: 'once', proof: 'pin', rules: ['r'], grantedAt: 100, expiresAt: 200, grantedBy: 'ada', because: 'x' },
  eventHash: eventHashOf(event()),
  ...change,
});
const processes = { lineage: () => ({ host: { pid: 7, startedAt: 8 }, startedAt: 9 }), runs: () => true };
const holds = (one: Grant, what = event(), now = 150, terms: Parameters<typeof grantsHere>[2] = TERMS) =>
  grantsHere(what, [one], terms, processes, now).length === 1;

describe('an exception for a single call', () => {
  it('is for that call, however its input is written', () => {
    expect(eventHashOf(event({ timeout: 5, command: 'make', description: 'builds it' }))).toBe(
      eventHashOf(event({ command: 'make', timeout: 5 })),
    );
    expect([holds(grant()), holds(grant(), event({ command: 'make all' })), holds(grant(), event(undefined, { cwd: '/q' }))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is, where a prompt gave it, for calls of the process that the prompt came from', () => {
    const given = (host: ProcessId) => holds(grant({ proof: 'prompt', eventHash: madeBy(eventHashOf(event()), host) }));
    expect([given({ pid: 7, startedAt: 8 }), given({ pid: 7, startedAt: 9 }), given({ pid: 70, startedAt: 8 })]).toEqual([
      true,
      false,
      false,
    ]);
    expect(holds(grant({ proof: 'prompt' }))).toBe(false);
  });

  it('is used by one call, whose own question to the person is the same use', () => {
    const used = grant({ usedBy: callHashOf(event()) ?? '', usedAt: 150 });
    const another = event(undefined, { tool: { name: 'Bash', input: { command: 'make' }, useId: 'u2' } });
    const question = event(undefined, { name: 'PermissionRequest', tool: { name: 'Bash', input: { command: 'make' } } });
    expect([holds(used), holds(used, another), holds(used, question)]).toEqual([true, false, true]);
    expect(holds({ ...used, expiresAt: 1e12 }, question, 61_000_000, { ...TERMS, longest: 1e12 })).toBe(false);
  });
});

it('holds from when it was granted until it is over, by what the policy says now', () => {
  expect([99, 100, 199, 200].map((now) => holds(grant(), event(), now))).toEqual([false, true, true, false]);
  expect([149, 150].map((now) => holds(grant(), event(), now, { ...TERMS, longest: 50 }))).toEqual([true, false]);
  expect(holds(grant(), event(), 150, { proofs: ['prompt'], longest: 1000 })).toBe(false);
});

it('names only the ways that there are', () => {
  const code = { code: 'HW-7F3KQ2', byPrompt: true };
  expect(waysThrough(code, TERMS, true)).toBe(
    'A person may let this one call through: type `hookwarden allow HW-7F3KQ2` as a prompt, or run `hookwarden allow-once HW-7F3KQ2` in a terminal of their own.',
  );
  expect(waysThrough(code, TERMS, false)).not.toContain('prompt');
  expect(waysThrough({ ...code, byPrompt: false }, TERMS, true)).not.toContain('prompt');
  expect(waysThrough({ ...code, byPrompt: false }, { proofs: ['prompt'], longest: 1 }, true)).toBeUndefined();
});
