import { describe, expect, it } from 'vitest';
import { leafHash, leafInput } from '../../../src/audit/merkle.ts';
import { checkRecord, toldBy } from '../../../src/audit/verify-record.ts';
import { bodyOf, INSTALL } from '../../support/log-in-memory.ts';

const usual = { schema: 1, install: INSTALL, sequence: 12_345, id: 'r12345-0', time: 99, kind: 'call' };
const told = { sequence: 12_345, install: INSTALL, time: 99, kind: 'call' };

describe('what a record says of itself', () => {
  it.each([
    ['as records begin', usual, told],
    ['with a session', { ...usual, session: 's 1', more: 1 }, { ...told, session: 's 1' }],
    ['with an empty session', { ...usual, session: '' }, { ...told, session: '' }],
    ['with a session of which this much is not read', { ...usual, session: 'é'.repeat(150) }, told],
    ['in another order', { kind: 'admin', time: 5, sequence: 7, install: 'x' }, { sequence: 7, install: 'x', time: 5, kind: 'admin' }],
    ['not at all', {}, { sequence: Number.NaN, install: '', time: 0, kind: '' }],
    ['in other types', { sequence: '7', install: 7, time: '5', kind: null }, { sequence: Number.NaN, install: '', time: 0, kind: '' }],
    ['within something else', { before: usual, time: 6 }, { sequence: Number.NaN, install: '', time: 6, kind: '' }],
  ])('is read %s', (_, record, expected) => {
    expect(toldBy(Buffer.from(JSON.stringify(record)))).toEqual(expected);
    expect(toldBy(new Uint8Array(Buffer.from(JSON.stringify(record))))).toEqual(expected);
  });

  it.each(['', '{', '[1]', '"text"', '7', 'null', `x${JSON.stringify(usual)}`])('is nothing where it reads %j', (text) => {
    expect(toldBy(Buffer.from(text))).toBeUndefined();
  });
});

describe('a record on its own', () => {
  const body = bodyOf(3);
  const leaf = leafHash(body);
  it.each([
    ['is sound', { sequence: 3, leaf, body }, undefined],
    ['has no content', { sequence: 3, leaf, body: null }, undefined],
    ['was read with what its leaf is of', { sequence: 3, leaf, body, input: leafInput(body) }, undefined],
    [
      'was read with what another leaf is of',
      { sequence: 3, leaf, body, input: leafInput(bodyOf(4)) },
      /^Record 3 does not have its checksum/,
    ],
    ['stands in another place', { sequence: 4, leaf, body }, /^Record 4 says that it is record 3/],
  ])('%s', (_, record, problem) => {
    const checked = checkRecord(record, INSTALL);
    expect(checked.problem).toEqual(problem && expect.stringMatching(problem));
    if (!problem) expect(checked.leaf).toEqual(leaf);
  });

  it('is of this installation', () => {
    expect(checkRecord({ sequence: 3, leaf, body }, 'f'.repeat(16)).problem).toBe('Record 3 comes from another installation.');
  });
});
