import { describe, expect, it } from 'vitest';
import { leafHash } from '../../../src/audit/merkle.ts';
import { checkSealed, type SealedReader } from '../../../src/audit/verify-sealed.ts';

const MARK = { key: 'k1', sha256: 'ff' };
const bytes = (record: object): Uint8Array => Buffer.from(JSON.stringify(record));
const stored = (sequence: number, record: object) => ({ sequence, body: bytes(record), leaf: leafHash(bytes(record)) });
const admin = (sequence: number, subject: object, kind = 'admin') => stored(sequence, { kind, subject });
const KEY = admin(0, { act: 'data-key.create' });

function told(reader: Partial<SealedReader>, records: Parameters<typeof checkSealed>[1] = [KEY]): readonly string[] {
  const said: string[] = [];
  checkSealed({ kept: () => [], missing: () => [], ...reader }, records, (message, sequence) => said.push(`${sequence}: ${message}`));
  return said;
}
const keptAt = (sequence: number, body: Uint8Array | null, mark = MARK) => ({
  kept: () => [{ sequence, body, keyId: mark.key, sha256: mark.sha256 }],
});
const call = { id: 'r5', session: 's', time: Date.UTC(2026, 0, 15) * 1000, sealed: MARK };

describe('what is kept sealed beside a record', () => {
  it.each([
    ['is what the record speaks of', keptAt(5, bytes(call)), undefined],
    ['is of another key', keptAt(5, bytes(call), { ...MARK, key: 'k2' }), /^5: The sealed input of record 5 is not the one/],
    ['has other bytes', keptAt(5, bytes(call), { ...MARK, sha256: 'fe' }), /^5: The sealed input of record 5 is not the one/],
    ['is not spoken of', keptAt(5, bytes({ ...call, sealed: undefined })), /^5: Something is kept sealed beside record 5/],
    ['is spoken of in a word', keptAt(5, bytes({ ...call, sealed: 'k1' })), /^5: Something is kept sealed/],
    ['stands beside a record without content', keptAt(5, null), /^5: Something is kept sealed/],
    ['stands beside what is no record', keptAt(5, Buffer.from('[1]')), /^5: Something is kept sealed/],
  ])('%s', (_, reader, message) => {
    expect(told(reader)).toEqual(message ? [expect.stringMatching(message)] : []);
  });

  it.each([
    ['by its month', { month: '2026-01' }, true],
    ['by another month', { month: '2026-02' }, false],
    ['by its id', { record: 'r5' }, true],
    ['by its session', { session: 's' }, true],
    ['by another session', { session: 't' }, false],
    ['by nothing', {}, false],
  ])('is gone once it is erased %s', (_, what, isErased) => {
    const later = [KEY, admin(6, { act: 'sealed.erase', ...what })];
    const missing = { missing: () => [{ sequence: 5, body: bytes(call) }] };
    expect(told(keptAt(5, bytes(call)), later)).toHaveLength(isErased ? 1 : 0);
    expect(told(missing, later)).toHaveLength(isErased ? 0 : 1);
  });

  it.each([
    ['before it', admin(4, { act: 'sealed.erase', record: 'r5' })],
    ['that it tells of itself', admin(5, { act: 'sealed.erase', record: 'r5' })],
    ['that a call speaks of', admin(6, { act: 'sealed.erase', record: 'r5' }, 'call')],
    ['of another act', admin(6, { act: 'sealed.keep', record: 'r5' })],
    ['that is a list', stored(6, { kind: 'admin', subject: ['sealed.erase'] })],
    ['whose record is gone', undefined],
    ['without content', { ...KEY, sequence: 6, body: null }],
  ])('is not gone by an erasure %s', (_, erasure) => {
    expect(told(keptAt(5, bytes(call)), [KEY, erasure])).toEqual([]);
  });
});

describe('a sealed input that is missing', () => {
  const missing = (body: Uint8Array | null) => ({ missing: () => [{ sequence: 5, body }] });
  it('is told once the log has a data key, and not where the record only seems to speak of one', () => {
    expect(told(missing(bytes(call)))).toEqual(['5: The sealed input of record 5 is missing, and no record tells that it was erased.']);
    for (const body of [bytes({ ...call, sealed: undefined }), null, Buffer.from('{')]) expect(told(missing(body))).toEqual([]);
    for (const none of [[], [admin(0, { act: 'sealed.unseal' })], [stored(0, { kind: 'admin', subject: 'data-key.create' })]])
      expect(told(missing(bytes(call)), none)).toEqual([]);
  });
});
