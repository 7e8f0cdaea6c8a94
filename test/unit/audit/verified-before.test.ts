import { describe, expect, it } from 'vitest';
import { encodeFrontier, leafHash } from '../../../src/audit/merkle.ts';
import { type LogReader, type Verification, type VerifyOptions, verifyLog } from '../../../src/audit/verify.ts';
import type { StoredLeaf } from '../../../src/audit/verify-record.ts';
import { bodyOf, frontierOf, INSTALL, type LogInMemory, logOf, logSigner, noteAt, readerOf, rootAt } from '../../support/log-in-memory.ts';

const SIZE = 12;
const EARLIER = 6;
const PRUNE = { first: 0, until: 3, kept: '', file: 'a.gz', sha256: 'ff' };
const log = logOf(
  Array.from({ length: SIZE }, (_, i) => bodyOf(i, i === 4 ? { kind: 'admin', subject: { act: 'audit.prune', ...PRUNE } } : {})),
);
const other = logOf(Array.from({ length: SIZE }, (_, i) => bodyOf(i, { time: 1000 + i })));
const verified = { frontier: frontierOf(log, EARLIER), latest: 5, admin: [4] };

const verify = (reader: LogReader, options: Partial<VerifyOptions> = {}): Verification =>
  verifyLog(reader, { key: logSigner, installId: INSTALL, ...options });
const messages = ({ problems }: Verification): readonly string[] => problems.map(({ message }) => message);
const changed = (sequence: number, change: Partial<StoredLeaf>): LogInMemory => ({
  ...log,
  records: log.records.map((record) => (record.sequence === sequence ? { ...record, ...change } : record)),
});
const exchanged = { body: bodyOf(2, { time: 99 }), leaf: leafHash(bodyOf(2, { time: 99 })) };

describe('a log that was verified before', () => {
  it('is read from there on, and what was found is kept for the next time', () => {
    const found = verify(readerOf(log), { verified, sample: [0, 5] });
    expect(found).toEqual({
      ok: true,
      records: SIZE,
      from: EARLIER,
      notes: 1,
      root: Buffer.from(rootAt(log)).toString('hex'),
      problems: [],
      remarks: [],
      prunes: [{ ...PRUNE, time: 4 }],
      verified: { frontier: frontierOf(log), latest: 11, admin: [4] },
    });
  });

  it('is read as a whole where no sample is asked for, and must have grown out of what was verified', () => {
    expect(verify(readerOf(log), { verified })).toMatchObject({ ok: true, from: 0 });
    expect(verify(readerOf(other), { verified })).toMatchObject({
      from: 0,
      problems: [
        {
          sequence: 0,
          message:
            'Records 0 to 5 are not those that were signed: one of them was changed, put in or left out (what an earlier verification remembers).',
        },
      ],
    });
  });

  it.each([
    ['are gone', () => undefined],
    ['are those of another log', other.nodeAt],
  ])('is read as a whole where the nodes of then %s', (_, nodeAt) => {
    expect(verify(readerOf(log, { nodeAt }), { verified, sample: [] })).toMatchObject({ ok: true, from: 0 });
  });

  it.each([
    ['is gone', { ...log, records: log.records.filter(({ sequence }) => sequence !== 2) }, 'Record 2 is missing.'],
    ['was exchanged with its checksum', changed(2, exchanged), 'Record 2 is not the one that was verified before.'],
    [
      'was exchanged alone',
      changed(2, { body: exchanged.body }),
      'Record 2 does not have its checksum: its content or its checksum was changed.',
    ],
  ])('is held against it where a record of the sample %s, and only there', (_, now, message) => {
    expect(verify(readerOf(now), { verified, sample: [2] }).problems).toEqual([{ sequence: 2, message }]);
    expect(verify(readerOf(now), { verified, sample: [1] }).ok).toBe(true);
  });

  it('has a sample from which content is gone: a prune of before answers for it, or none does', () => {
    expect(verify(readerOf(changed(2, { body: null })), { verified, sample: [2] })).toMatchObject({ ok: true });
    const lost = verify(readerOf(changed(3, { body: null })), { verified, sample: [3] });
    expect(lost.problems).toEqual([{ sequence: 3, message: expect.stringMatching(/^Of 1 record, from 3 on/) }]);
    expect(verify(readerOf(changed(4, { body: null })), { verified, sample: [] }).problems).toMatchObject([{ sequence: 4 }]);
  });

  it('must have had each older head that is kept elsewhere, and each newer one', () => {
    const anchorsOf = (from: LogInMemory, sizes: readonly number[]) =>
      sizes.map((size) => ({ name: `head ${size}`, note: noteAt(from, size) }));
    const sound = { verified, sample: [], anchors: anchorsOf(log, [1, 3, EARLIER, 9, SIZE]) };
    expect(verify(readerOf(log), sound)).toMatchObject({ ok: true, notes: 6 });
    const told = messages(verify(readerOf(log), { verified, sample: [], anchors: anchorsOf(other, [3, EARLIER]) }));
    expect(told).toEqual(
      [3, EARLIER].map(
        (size) =>
          `The log has not grown out of head ${size} (${size} records), or what is kept of its tree was changed; --full tells which.`,
      ),
    );
    expect(messages(verify(readerOf(log), { verified, sample: [], anchors: anchorsOf(other, [9]) }))).toEqual([
      expect.stringMatching(/^Records 6 to 8 are not those that were signed.*\(head 9\)/),
    ]);
  });
});

describe('a verification', () => {
  it('names the head kept elsewhere that cannot be read, and the kept note that is of another size', () => {
    expect(messages(verify(readerOf(log), { anchors: [{ name: 'head.txt', note: 'nothing' }] }))).toEqual([
      expect.stringMatching(/^The head in head\.txt is wrong: ./),
    ]);
    const notes = () => [
      { size: 3, note: 'nothing' },
      { size: 5, note: noteAt(log, 4) },
    ];
    expect(messages(verify(readerOf(log, { notes })))).toEqual([
      expect.stringMatching(/^The note kept at 3 records is wrong: The note/),
      'The note kept at 5 records is wrong: it speaks of 4.',
    ]);
  });

  it('names the kept note from which on records are missing, and where they begin', () => {
    const notes = () => [2, 9].map((size) => ({ size, note: noteAt(log, size) }));
    const short = logOf(log.records.slice(0, 5).flatMap(({ body }) => body ?? []));
    expect(verify(readerOf(short, { notes })).problems).toEqual([
      { sequence: 5, message: 'Missing: records 5 to 8; the note kept at 9 records counts 9 records, the log has 5.' },
    ]);
  });

  it('holds heads that were said aloud against the log', () => {
    const digits = Buffer.from(rootAt(log, 5)).toString('hex').slice(0, 16);
    expect(verify(readerOf(log), { heads: [{ size: 5, digits }] }).ok).toBe(true);
    expect(messages(verify(readerOf(log), { heads: [{ size: 4, digits }] }))).toEqual([expect.stringContaining(`the head 4:${digits}`)]);
  });

  it('tells of twenty problems and no more', () => {
    const long = logOf(Array.from({ length: 30 }, (_, i) => bodyOf(i)));
    const records = () => long.records.map((record) => ({ ...record, leaf: Buffer.alloc(32) }));
    expect(verify(readerOf(long, { records })).problems.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('tells what could not be read: before it reads, and while it did', () => {
    const table = 'The table of notes is gone.';
    expect(verify(readerOf(log, { unreadable: () => [table] })).problems).toEqual([{ message: table }]);
    const unreadable: string[] = [table];
    function* records(): Generator<StoredLeaf> {
      yield* log.records.slice(0, 7);
      unreadable.push('Reading ended early.');
    }
    expect(verify(readerOf(log, { records, unreadable: () => unreadable })).problems.slice(0, 2)).toEqual([
      { message: table },
      { message: 'Reading ended early.', sequence: 7 },
    ]);
  });

  it('reads what is kept sealed only beside a log that is sound', () => {
    const kept = () => [{ sequence: 3, body: bodyOf(3), keyId: 'k', sha256: 'ff' }];
    const sealed = () => ({ kept, missing: () => [] });
    expect(verify(readerOf(log, { sealed })).problems).toEqual([
      { sequence: 3, message: expect.stringMatching(/^Something is kept sealed/) },
    ]);
    expect(messages(verify(readerOf(log, { sealed, head: () => undefined })))).toEqual(['The head of the log is gone.']);
  });

  it('remarks that the clock was set back, by how many records, and from which on', () => {
    const at = (...times: readonly number[]) => logOf(times.map((time, i) => bodyOf(i, { time })));
    expect(verify(readerOf(at(1e9, 5, 1e9)))).toMatchObject({
      ok: true,
      remarks: ['The clock was set back: one record says that it is older than one before it, first record 1.'],
    });
    expect(verify(readerOf(at(1e9, 1e9, 5, 6))).remarks).toEqual([
      'The clock was set back: 2 records say that it is older than one before it, first record 2.',
    ]);
  });
});

describe('the head of a log', () => {
  const head = (log: LogInMemory, change: Partial<NonNullable<ReturnType<LogReader['head']>>>) => () => ({
    size: SIZE,
    frontier: encodeFrontier(frontierOf(log)),
    note: noteAt(log),
    ...change,
  });
  const next = 'The stored frontier of the tree does not lead to the signed root: the next append would fail to verify.';
  it.each([
    ['whose frontier is of another size, of as many nodes', { size: 10 }, next],
    ['whose frontier is too short', { frontier: Buffer.alloc(32) }, next],
    ['whose frontier is of another log', { frontier: encodeFrontier(frontierOf(other)) }, next],
    [
      'that is signed for fewer records',
      { note: noteAt(log, 5) },
      'The signed head counts 5 records, the log has 12: records were cut off or put in at the end.',
    ],
  ])('%s is told', (_, change, message) => {
    expect(messages(verify(readerOf(log, { head: head(log, change) })))).toEqual([message]);
  });

  it('is not held against records of which one is known to be wrong', () => {
    const found = verify(readerOf(changed(2, exchanged), { notes: () => [{ size: 4, note: noteAt(log, 4) }] }));
    expect(messages(found)).toEqual([expect.stringMatching(/beside record 3 does not/), expect.stringMatching(/^Records 0 to 3 are not/)]);
    const unsigned = verify(readerOf(changed(2, { body: exchanged.body }), { head: head(log, { note: 'nothing' }) }));
    expect(unsigned.problems[1]).toEqual({ message: expect.stringMatching(/^The head of the log is wrong/) });
  });
});
