import { describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/authentication/authenticate.ts';
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
  });

  it('is refused under the pepper of another installation', () => {
    const refused = authenticate(formatKey(key), snapshot(), HERE, Buffer.alloc(32, 6));
    expect(refused.ok ? 'accepted' : refused.error.ruleId).toBe('authentication.key-wrong');
  });
});
