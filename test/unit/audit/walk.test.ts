import { describe, expect, it } from 'vitest';
import { EMPTY_FRONTIER, leafHash } from '../../../src/audit/merkle.ts';
import type { StoredLeaf } from '../../../src/audit/verify-record.ts';
import { type Start, type Walk, walkRecords } from '../../../src/audit/walk.ts';
import { bodyOf, frontierOf, INSTALL, logOf, rootAt, type Said } from '../../support/log-in-memory.ts';

const BEGINNING: Start = { frontier: EMPTY_FRONTIER, latest: 0 };
const SECOND = 1_000_000;

type Told = Walk & { readonly told: readonly (readonly [message: string, sequence: number | undefined])[] };
function walk(records: readonly StoredLeaf[], start: Start = BEGINNING, remembered: Parameters<typeof walkRecords>[2] = []): Told {
  const told: [string, number | undefined][] = [];
  const walked = walkRecords(records, start, remembered, INSTALL, (message, sequence) => told.push([message, sequence]));
  return { ...walked, told };
}
const saying = (...said: readonly Said[]) => logOf(said.map((one, sequence) => bodyOf(sequence, one)));
const many = (count: number) => saying(...Array.from({ length: count }, () => ({})));
const changedAt = (records: readonly StoredLeaf[], change: Readonly<Record<number, Partial<StoredLeaf>>>): readonly StoredLeaf[] =>
  records.map((record) => ({ ...record, ...change[record.sequence] }));

describe('a walk over a sound log', () => {
  it('tells nothing, and ends with the tree, the latest time and the records of administration', () => {
    const log = saying({ time: 5 }, { kind: 'admin', time: 9 }, { time: 7 }, { kind: 'admin', time: 8 });
    expect(walk(log.records)).toEqual({
      frontier: frontierOf(log),
      latest: 9,
      agreed: 0,
      broken: false,
      admin: [1, 3],
      prunes: [],
      setBack: undefined,
      told: [],
    });
  });

  it('agrees up to the last root that somebody remembers', () => {
    const log = many(6);
    const remembered = [2, 5].map((size) => ({ name: `the head at ${size}`, size, root: rootAt(log, size) }));
    expect(walk(log.records, BEGINNING, remembered)).toMatchObject({ agreed: 5, broken: false, told: [] });
  });

  it('goes on where an earlier one has ended', () => {
    const log = many(6);
    const start = { frontier: frontierOf(log, 4), latest: 3 };
    expect(walk(log.records.slice(4), start)).toMatchObject({ frontier: frontierOf(log), agreed: 4, told: [] });
  });
});

describe('a clock that was set back', () => {
  it.each([
    ['by a minute, as calls that wait can overtake each other', [{ time: 100 * SECOND }, { time: 40 * SECOND }], undefined],
    ['by more', [{ time: 100 * SECOND }, { time: 40 * SECOND - 1 }], { first: 1, count: 1 }],
    [
      'for several records',
      [{ time: 100 * SECOND }, { time: 5 }, { time: 110 * SECOND }, { time: 6 }, { time: 7 }],
      { first: 1, count: 3 },
    ],
    ['for what was kept in the spool, which is of before', [{ time: 100 * SECOND }, { time: 5, kind: 'spooled' }], undefined],
    ['never', [{ time: 0 }, { time: 100 * SECOND }, { time: 900 * SECOND }], undefined],
  ])('%s', (_, said, setBack) => {
    expect(walk(saying(...said).records)).toMatchObject({ setBack, told: [] });
  });

  it('is told against the latest time of an earlier walk', () => {
    expect(walk(saying({ time: 5 }).records, { ...BEGINNING, latest: 100 * SECOND })).toMatchObject({
      setBack: { first: 0, count: 1 },
      latest: 100 * SECOND,
    });
  });
});

describe('what is kept of the tree beside a record', () => {
  const log = many(8);
  const nodes = log.records[3]?.nodes ?? Buffer.alloc(0);
  const [small, large] = [nodes.subarray(0, 32), nodes.subarray(32)];
  const other = Buffer.alloc(32, 7);
  it.each([
    ['nothing where two are due', 3, null, 2],
    ['another small subtree', 3, Buffer.concat([other, large]), 2],
    ['another large subtree', 3, Buffer.concat([small, other]), 0],
    ['one of two', 3, small, 0],
    ['the same twice', 3, Buffer.concat([small, small]), 0],
    ['something where nothing is due', 4, other, 3],
    ['something beside the first', 0, other, 0],
    ['nothing, in bytes, where nothing is due', 2, Buffer.alloc(0), 1],
  ])('is told as changed: %s', (_, sequence, kept, first) => {
    const { told, broken } = walk(changedAt(log.records, { [sequence]: { nodes: kept } }));
    expect(told).toEqual([
      [
        `What is kept of the tree beside record ${sequence} does not follow from records ${first} to ${sequence}: it was changed, or one of them was.`,
        sequence,
      ],
    ]);
    expect(broken).toBe(false);
  });

  it('is told as changed where more follows what is due', () => {
    expect(walk(changedAt(log.records, { 3: { nodes: Buffer.concat([nodes, other]) } })).told).toHaveLength(1);
  });

  it('is told once, and not of a database of before there was any, nor once a record is wrong', () => {
    expect(walk(changedAt(log.records, { 3: { nodes: other }, 5: { nodes: other } })).told.map(([, sequence]) => sequence)).toEqual([3]);
    const old = log.records.map(({ sequence, leaf, body }) => ({ sequence, leaf, body }));
    expect(walk(old).told).toEqual([]);
    const broken = changedAt(log.records, { 1: { body: Buffer.from('{') }, 3: { nodes: other } });
    expect(walk(broken).told.map(([, sequence]) => sequence)).toEqual([1]);
  });
});

describe('a walk over a log that somebody wrote to', () => {
  const log = many(8);
  it('tells of a gap once, and goes no further', () => {
    const { told, broken } = walk(log.records.filter(({ sequence }) => sequence !== 2 && sequence !== 5));
    expect(told).toEqual([['Record 2 is missing; the next one is 3.', 2]]);
    expect(broken).toBe(true);
  });

  it('tells of each record that is wrong by itself, and of no root after it', () => {
    const other = { body: bodyOf(0, { time: 99 }) };
    const roots = [{ name: 'the head at 8', size: 8, root: rootAt(log) }];
    const { told, broken, agreed } = walk(changedAt(log.records, { 2: other, 5: other }), BEGINNING, roots);
    expect(told.map(([, sequence]) => sequence)).toEqual([2, 5]);
    expect({ broken, agreed }).toEqual({ broken: true, agreed: 0 });
  });

  it('tells between which remembered roots a record was exchanged, once', () => {
    const body = bodyOf(4, { time: 99 });
    const roots = [2, 6, 8].map((size) => ({ name: `the head at ${size}`, size, root: rootAt(log, size) }));
    const records = changedAt(log.records, { 4: { body, leaf: leafHash(body), nodes: null }, 5: {} }).map(({ nodes: _, ...rest }) => rest);
    expect(walk(records, BEGINNING, roots)).toMatchObject({
      told: [['Records 2 to 5 are not those that were signed: one of them was changed, put in or left out (the head at 6).', 2]],
      agreed: 2,
      broken: true,
    });
  });

  it('holds a tree against every root that is remembered of it', () => {
    const roots = [rootAt(log, 4), Buffer.alloc(32)].map((root, i) => ({ name: `head ${i}`, size: 4, root }));
    expect(walk(log.records, BEGINNING, roots).told).toEqual([[expect.stringContaining('(head 1)'), 4]]);
  });
});

describe('the end of a session', () => {
  const end = (from: number, count: number, change: Said = {}) => ({
    kind: 'event',
    session: 's',
    sessionRecords: { from, count },
    ...change,
  });
  const call = { session: 's' };
  const before = Array.from({ length: 12 }, () => ({}));
  it.each([
    ['says how many there are', [call, call, end(0, 2)], []],
    ['says more', [call, end(0, 3)], [0]],
    ['says fewer', [call, call, call, end(0, 2)], [0]],
    ['says more, of numbers with several digits', [...before, call, end(12, 13)], [12]],
    ['speaks of records that are in an archive', [{}, call, end(0, 7)], []],
    ['comes to a session that left nothing here', [{}, end(0, 7)], []],
    ['comes twice, the second time of what followed', [call, end(0, 1), call, call, end(2, 1)], [2]],
    ['speaks for its own session', [call, { session: 't' }, end(0, 1), end(1, 1, { session: 't' })], []],
    ['is said by a call', [call, end(0, 7, { kind: 'call' })], []],
    ['stands within the subject', [call, { kind: 'event', session: 's', subject: { sessionRecords: { from: 0, count: 7 } } }], []],
  ])('%s', (_, said, wrong) => {
    const { told } = walk(saying(...said).records);
    expect(told.map(([, sequence]) => sequence)).toEqual(wrong);
    for (const [message] of told)
      expect(message).toMatch(/^Session s says at its end, in record \d+, that it has \d+ records since record/);
  });

  it('is not held against records whose content is gone', () => {
    const log = saying(call, call, end(0, 2));
    const pruned = { first: 0, until: 2, kept: '', file: 'a.gz', sha256: 'ff', time: 9 };
    expect(walk(changedAt(log.records, { 0: { body: null } }), { ...BEGINNING, prunes: [pruned] }).told).toEqual([]);
  });
});

describe('content that is gone', () => {
  const prune = { act: 'audit.prune', first: 0, until: 3, kept: '1', file: 'a.gz', sha256: 'ff' };
  const log = saying({}, {}, {}, { kind: 'admin', time: 33, subject: prune });
  const vouched = { first: 0, until: 3, kept: '1', file: 'a.gz', sha256: 'ff', time: 33 };

  it('is answered for by a prune, but for what that has kept', () => {
    const emptied = changedAt(log.records, { 0: { body: null }, 2: { body: null } });
    expect(walk(emptied)).toMatchObject({ told: [], prunes: [vouched], admin: [3] });
    expect(walk(changedAt(emptied, { 1: { body: null } })).told).toEqual([
      ['Of 1 record, from 1 on, the content is gone: only checksums are left.', 1],
    ]);
  });

  it('is answered for by a prune that is known from before, and counted with what was found empty before', () => {
    const later = many(6).records.slice(0, 3);
    const start = { ...BEGINNING, prunes: [vouched], emptied: [{ first: 1, last: 1 }] };
    expect(walk(changedAt(later, { 0: { body: null } }), start)).toMatchObject({
      told: [[expect.stringMatching(/^Of 1 record, from 1 on/), 1]],
      prunes: [vouched],
    });
    expect(walk(changedAt(later, { 0: { body: null }, 1: { body: null } })).told).toEqual([
      [expect.stringMatching(/^Of 2 records, from 0 on/), 0],
    ]);
  });

  it('makes no record of administration', () => {
    expect(walk(changedAt(log.records, { 3: { body: null } })).admin).toEqual([]);
  });
});
