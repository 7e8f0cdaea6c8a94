import { describe, expect, it } from 'vitest';
import { attemptOf, authenticate, keyIdOf } from '../../../src/authentication/authenticate.ts';
import { formatKey, generateKey, hashSecret } from '../../../src/authentication/key.ts';
import type { StoredKey } from '../../../src/domain/ports.ts';

const NOW = 1_000_000;
const pepper = Buffer.alloc(32, 5);
let seed = 0;
const random = { bytes: (count: number) => Uint8Array.from({ length: count }, () => (seed = (seed * 31 + 17) % 241)) };
const key = generateKey(random);
const stranger = generateKey(random);
const principal = { id: 'ada', name: 'Ada', role: 'developer', keyId: key.id };
const stored: StoredKey = {
  keyId: key.id,
  principal,
  hash: Buffer.from(hashSecret(key.secret, pepper)).toString('hex'),
  perMinute: 3000,
  burst: 1000,
  active: true,
  hosts: ['**'],
  projects: ['**'],
};
const HERE = { host: 'claude-code', project: '/p', now: NOW };
type Known = { readonly key?: StoredKey };
const snapshot = (change: Partial<StoredKey> = {}): Known => ({ key: { ...stored, ...change } });

describe('who presents the key', () => {
  it('is the principal it was made for', () => {
    expect(authenticate(formatKey(key), snapshot(), HERE, pepper)).toEqual({ ok: true, value: principal });
    expect(authenticate(formatKey(key), snapshot({ expiresAt: NOW + 1 }), HERE, pepper).ok).toBe(true);
  });

  it.each<[string, string | undefined, Known]>([
    ['authentication.key-missing', undefined, snapshot()],
    ['authentication.key-missing', ' \n', snapshot()],
    ['authentication.key-malformed', 'hunter2', snapshot()],
    ['authentication.key-malformed', formatKey(key).slice(0, -1), snapshot()],
    ['authentication.key-unknown', formatKey(stranger), {}],
    ['authentication.key-unknown', formatKey(stranger), snapshot()],
    ['authentication.key-wrong', formatKey({ id: key.id, secret: stranger.secret }), snapshot()],
    ['authentication.key-wrong', formatKey(key), snapshot({ hash: '' })],
    ['authentication.key-expired', formatKey(key), snapshot({ expiresAt: NOW })],
    ['authentication.key-revoked', formatKey(key), snapshot({ revokedAt: NOW - 1, expiresAt: NOW - 1 })],
    ['authentication.key-host', formatKey(key), snapshot({ hosts: ['codex'] })],
    ['authentication.key-project', formatKey(key), snapshot({ projects: ['/q/**'] })],
    ['authentication.suspended', formatKey(key), snapshot({ active: false })],
  ])('is refused with %s', (ruleId, presented, seen) => {
    const refused = authenticate(presented, seen, HERE, pepper);
    expect(refused.ok ? 'accepted' : refused.error.ruleId).toBe(ruleId);
    expect(JSON.stringify(refused)).not.toContain(key.secret);
  });

  it('is told of a clock that was set back, where what had expired would be good by it', () => {
    const refused = authenticate(formatKey(key), snapshot({ expiresAt: NOW }), { ...HERE, setBack: true }, pepper);
    expect(refused.ok ? '' : refused.error.instead).toContain('hookwarden clock');
    const never = authenticate(formatKey(key), snapshot({ expiresAt: NOW }), HERE, pepper);
    expect(never.ok ? '' : never.error.instead).toContain('hookwarden key rotate');
  });

  it('is good until the moment in which it is revoked, or expires', () => {
    expect(authenticate(formatKey(key), snapshot({ revokedAt: NOW + 1 }), HERE, pepper).ok).toBe(true);
    expect(authenticate(formatKey(key), snapshot({ revokedAt: NOW }), HERE, pepper)).toMatchObject({
      error: { ruleId: 'authentication.key-revoked' },
    });
  });

  it('may use a key that is good for one of several hosts and projects', () => {
    const several = { hosts: ['codex', 'claude-*'], projects: ['/q/**', '/p'] };
    expect(authenticate(formatKey(key), snapshot(several), HERE, pepper).ok).toBe(true);
  });

  it.each<[string, string | undefined, Known, string, string]>([
    ['missing', undefined, {}, 'No API key', 'hookwarden unlock'],
    ['malformed', 'hw_', {}, 'hw_ID_SECRET_CHECKSUM', 'hookwarden key create'],
    ['unknown', formatKey(key), {}, 'not known to this installation', 'hookwarden init'],
    ['wrong', formatKey(key), snapshot({ hash: '' }), 'wrong secret', 'hookwarden key rotate'],
    ['expired', formatKey(key), snapshot({ expiresAt: 0 }), 'expired', 'hookwarden key rotate'],
    ['revoked', formatKey(key), snapshot({ revokedAt: 0 }), 'revoked', 'hookwarden init'],
    ['for another host', formatKey(key), snapshot({ hosts: [] }), 'this host', 'hookwarden key list'],
    ['for another project', formatKey(key), snapshot({ projects: [] }), 'this project', 'hookwarden key list'],
    ['of one who is suspended', formatKey(key), snapshot({ active: false }), 'suspended', 'hookwarden principal resume'],
  ])('is told what is wrong with a key that is %s, and what mends it', (_, presented, known, message, instead) => {
    const refused = authenticate(presented, known, HERE, pepper);
    expect(refused.ok ? {} : refused.error).toMatchObject({
      message: expect.stringContaining(message),
      instead: expect.stringContaining(`\`${instead}`),
    });
  });

  it('is refused under the pepper of another installation', () => {
    const refused = authenticate(formatKey(key), snapshot(), HERE, Buffer.alloc(32, 6));
    expect(refused.ok ? 'accepted' : refused.error.ruleId).toBe('authentication.key-wrong');
  });
});

it('the id of a key is read off its text where it has the form of one', () => {
  expect([formatKey(key), ` ${formatKey(key)}\n`, 'hunter2', ' ', undefined].map(keyIdOf)).toEqual([
    key.id,
    key.id,
    undefined,
    undefined,
    undefined,
  ]);
});

it('attempts are counted by key, or together where they have not even its form, and what was once good is no attempt', () => {
  const attempt = (presented: string | undefined, known: Known) => {
    const refused = authenticate(presented, known, HERE, pepper);
    return refused.ok ? 'accepted' : attemptOf(presented, refused.error);
  };
  expect(attempt(formatKey({ id: key.id, secret: stranger.secret }), snapshot())).toBe(`key ${key.id}`);
  expect(attempt(formatKey(stranger), snapshot())).toBe(`key ${stranger.id}`);
  expect(attempt('hunter2', snapshot())).toBe('malformed keys');
  expect(attempt(undefined, snapshot())).toBeUndefined();
  expect(attempt(formatKey(key), snapshot({ revokedAt: 0 }))).toBeUndefined();
  expect(attempt(formatKey(key), snapshot({ active: false }))).toBeUndefined();
});
