import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../src/domain/result.ts';
import { fault } from '../../../src/state/faults.ts';
import { newSessionKey } from '../../../src/state/session-keys.ts';
import { openVault, type Sealed } from '../../../src/state/vault.ts';
import { random, unwrap } from '../../support/installation.ts';

const pepper = Buffer.alloc(32, 7);
const [old, young] = [newSessionKey(random), newSessionKey(random)];
const vault = openVault(pepper, () => ok([old]), random);
const handle = vault.handleOf('session-1');
const sealed = unwrap(vault.seal(handle, '{"owner":"ada"}'));

const flipped = ({ keyId, bytes }: Sealed, at: number): Sealed => ({
  keyId,
  bytes: bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)),
});

describe('what is sealed', () => {
  it('opens under its handle and says nothing by itself', () => {
    expect(vault.open(handle, sealed)).toEqual({ ok: true, value: '{"owner":"ada"}' });
    expect(Buffer.from(sealed.bytes).toString('latin1')).not.toContain('ada');
    expect(handle).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is never the same twice', () => {
    expect(unwrap(vault.seal(handle, '{"owner":"ada"}')).bytes).not.toEqual(sealed.bytes);
  });

  it('does not open where any byte of it was changed, or it was cut off', () => {
    for (let at = 0; at < sealed.bytes.length; at++)
      expect(vault.open(handle, flipped(sealed, at))).toMatchObject({ ok: false, error: { reason: 'sealed' } });
    for (let length = 0; length < sealed.bytes.length; length += 7)
      expect(vault.open(handle, { ...sealed, bytes: sealed.bytes.subarray(0, length) }).ok).toBe(false);
  });

  it('does not open under another handle, another key, or an id that no key has, and says what mends it', () => {
    const other = openVault(pepper, () => ok([{ id: old.id, bytes: young.bytes }]), random);
    const outcomes = [
      vault.open(vault.handleOf('session-2'), sealed),
      other.open(handle, sealed),
      vault.open(handle, { ...sealed, keyId: 'gone' }),
    ];
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        ok: false,
        error: { reason: 'sealed', message: expect.stringContaining('hookwarden session forget') },
      });
  });
});

describe('the keys', () => {
  it('are read when one is needed, and again where a row names a newer one', () => {
    let reads = 0;
    const late = openVault(pepper, () => ok(reads++ === 0 ? [old] : [young, old]), random);
    expect(late.handleOf('session-1')).toBe(handle);
    expect(reads).toBe(0);
    expect(late.open(handle, sealed).ok).toBe(true);
    const newer = openVault(pepper, () => ok([young, old]), random);
    expect(late.open(handle, unwrap(newer.seal(handle, 'x')))).toEqual({ ok: true, value: 'x' });
    expect(reads).toBe(2);
  });

  it('that cannot be read are a fault for what is sealed and opened', () => {
    const missing = openVault(pepper, () => err(fault('missing', 'not there')), random);
    expect([missing.seal(handle, 'x'), missing.open(handle, sealed)]).toEqual([
      err(fault('missing', 'not there')),
      err(fault('missing', 'not there')),
    ]);
  });
});
