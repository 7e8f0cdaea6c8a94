import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyToken } from '../../../src/capabilities/token.ts';
import { claimsOf } from '../../../src/capabilities/token-claims.ts';
import { openAdmin } from '../../../src/state/admin.ts';
import { addOwnKey, type KeyPlace, retireKey, setMode, trustKeys } from '../../../src/state/capability-key-acts.ts';
import { type KnownKey, MAX_KEYS, readKeyring, readTokenKeys, signingKey } from '../../../src/state/capability-keyring.ts';
import { signerOf } from '../../../src/state/installation.ts';
import { freshInstallation, random, unwrap } from '../../support/installation.ts';
import { chainOf, HOUR, NOW, newKey, signed } from '../../support/tokens.ts';

const [first, second, third] = [newKey('EdDSA'), newKey('RS256'), newKey('EdDSA', { issuer: 'elsewhere' })];
const own = ({ known }: typeof first): KnownKey => ({ ...known, since: NOW, kept: { file: `/keys/${known.kid}` } });
const others = ({ known }: typeof first): KnownKey => ({ ...known, since: NOW });

function place() {
  const { installation, database, vault, folders } = freshInstallation();
  const { id, pepper } = installation;
  const admin = unwrap(openAdmin({ database, installId: id, pepper, signer: signerOf(installation), random, vault, timeoutMs: 2000 }));
  onTestFinished(admin.close);
  const { config } = folders;
  return {
    config,
    pepper,
    file: join(config, 'capability-keys.json'),
    keyring: () => readKeyring(config, pepper),
    act: (work: (at: KeyPlace) => ReturnType<typeof setMode>) => admin.transact((log) => work({ log, config, unique: 'x' })),
    record: () =>
      admin.transact((log) => ({
        ok: true,
        value: log.db.prepare<[], Buffer>('SELECT body FROM records ORDER BY sequence DESC').pluck().get(),
      })),
  };
}

describe('the keys of tokens', () => {
  it('are none, and capabilities are kept here, until something else is said', () => {
    expect(place().keyring()).toEqual({ ok: true, value: { mode: 'central', keys: [] } });
  });

  it('are read back as they were written, with what they sign by', () => {
    const { act, keyring } = place();
    unwrap(act((at) => addOwnKey(at, own(first), undefined, NOW)));
    unwrap(act((at) => trustKeys(at, [others(second), others(third)], NOW)));
    unwrap(act((at) => setMode(at, 'token', NOW)));
    expect(unwrap(keyring())).toEqual({ mode: 'token', keys: [own(first), others(second), others(third)] });
    expect(signingKey(unwrap(keyring()))?.kid).toBe(first.known.kid);
  });

  it('overlap where one replaces another: the old one signs nothing any more, and its tokens count until it retires', () => {
    const { act, keyring, config, pepper } = place();
    unwrap(act((at) => addOwnKey(at, own(first), undefined, NOW)));
    unwrap(act((at) => addOwnKey(at, own(second), { kid: first.known.kid, at: NOW + HOUR / 2 }, NOW)));
    expect(signingKey(unwrap(keyring()))?.kid).toBe(second.known.kid);
    expect(JSON.stringify(unwrap(keyring()).keys[0])).not.toContain('/keys/');
    const token = signed(claimsOf(chainOf(2), first.known), first);
    const reasonAt = (now: number) => {
      const found = verifyToken(token, readTokenKeys(config, pepper), now);
      return found.ok ? 'good' : found.error.reason;
    };
    expect([reasonAt(NOW + HOUR / 2 - 1), reasonAt(NOW + HOUR / 2)]).toEqual(['good', 'retired-key']);
  });

  it('retire for good: a later end is not heard', () => {
    const { act, keyring } = place();
    unwrap(act((at) => trustKeys(at, [others(first)], NOW)));
    unwrap(act((at) => retireKey(at, { kid: first.known.kid, at: NOW }, NOW)));
    unwrap(act((at) => retireKey(at, { kid: first.known.kid, at: NOW + HOUR }, NOW)));
    expect(unwrap(keyring()).keys[0]?.retiredAt).toBe(NOW);
    expect(act((at) => retireKey(at, { kid: 'another', at: NOW }, NOW))).toMatchObject({ ok: false, error: { reason: 'missing' } });
  });

  it('come in all or not at all, none twice under whatever name, and none that is retired comes to life', () => {
    const { act, keyring } = place();
    unwrap(act((at) => trustKeys(at, [others(first)], NOW)));
    unwrap(act((at) => retireKey(at, { kid: first.known.kid, at: NOW }, NOW)));
    const renamed = { ...others(first), kid: 'renamed' };
    expect(act((at) => trustKeys(at, [others(second), renamed], NOW))).toMatchObject({ ok: false, error: { reason: 'exists' } });
    expect(act((at) => trustKeys(at, [{ ...others(second), kid: first.known.kid }], NOW))).toMatchObject({ ok: false });
    expect(unwrap(keyring()).keys).toHaveLength(1);
    unwrap(act((at) => trustKeys(at, [others(first), others(second)], NOW)));
    expect(unwrap(keyring()).keys).toMatchObject([{ retiredAt: NOW }, others(second)]);
    const many = Array.from({ length: MAX_KEYS }, () => others(newKey('EdDSA')));
    expect(act((at) => trustKeys(at, many, NOW))).toMatchObject({ ok: false, error: { message: expect.stringContaining('no more') } });
  });

  it('are recorded by name', () => {
    const { act, record } = place();
    unwrap(act((at) => addOwnKey(at, own(first), undefined, NOW)));
    const { subject } = JSON.parse(String(unwrap(record())));
    expect(subject).toEqual({ act: 'capability.key.create', kid: first.known.kid, algorithm: 'EdDSA', issuer: 'here', audience: 'here' });
  });

  it.each([
    ['a key put in by another', (text: string) => text.replace('"keys":[', `"keys":[${JSON.stringify(others(second))},`)],
    ['a retirement taken back', (text: string) => text.replace(/,"retiredAt":\d+/, '')],
    ['another mode', (text: string) => text.replace('"central"', '"token"')],
    ['its mark cut off', (text: string) => text.split('\n')[0] ?? ''],
    ['nothing in it', () => ''],
  ])('are believed in no file with %s, and no token counts then', (_what, edit) => {
    const { act, keyring, file, config, pepper } = place();
    unwrap(act((at) => trustKeys(at, [others(first)], NOW)));
    unwrap(act((at) => retireKey(at, { kid: first.known.kid, at: NOW + HOUR }, NOW)));
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    expect(keyring()).toMatchObject({ ok: false, error: { reason: 'corrupt' } });
    const token = signed(claimsOf(chainOf(1), first.known), first);
    expect(verifyToken(token, readTokenKeys(config, pepper), NOW)).toEqual({ ok: false, error: { reason: 'wrong-key' } });
  });
});
