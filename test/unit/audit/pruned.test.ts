import { describe, expect, it } from 'vitest';
import { formatRuns, lostOf, parseRuns, prunedBy, prunedIn, without } from '../../../src/audit/pruned.ts';
import { bodyOf } from '../../support/log-in-memory.ts';

const PRUNED = { first: 2, until: 7, kept: '3 5-6', file: '/a/b.gz', sha256: 'ff' };
const SUBJECT = { act: 'audit.prune', ...PRUNED, reason: 'more' };

describe('the record of a prune', () => {
  it('says whose content left, when, and for which archive', () => {
    expect(prunedIn(SUBJECT)).toEqual(PRUNED);
    expect(prunedBy(bodyOf(7, { kind: 'admin', time: 70, subject: SUBJECT }))).toEqual({ ...PRUNED, time: 70 });
  });

  it('is read out of the middle of other bytes', () => {
    const body = bodyOf(7, { kind: 'admin', time: 70, subject: SUBJECT });
    const around = Buffer.concat([Buffer.from('xx'), body, Buffer.from('yy')]);
    expect(prunedBy(new Uint8Array(around.buffer, around.byteOffset + 2, body.length))?.time).toBe(70);
  });

  it.each([
    ['another act', { act: 'audit.purge' }],
    ['no first record', { first: '2' }],
    ['no last record', { until: null }],
    ['nothing of what was kept', { kept: undefined }],
    ['no file', { file: 5 }],
    ['no checksum', { sha256: undefined }],
  ])('with %s is none', (_, change) => {
    const subject = { ...SUBJECT, ...change };
    expect(prunedIn(JSON.parse(JSON.stringify(subject)))).toBeUndefined();
    expect(prunedBy(bodyOf(7, { kind: 'admin', subject: { ...subject, said: { act: 'audit.prune' } } }))).toBeUndefined();
  });

  const sound = { kind: 'admin', time: 70, sequence: 7, subject: SUBJECT };
  it.each([
    ['is a call that says the same', { kind: 'call' }],
    ['has no time', { time: '70' }],
    ['has no place', { sequence: undefined }],
    ['speaks of records after it', { sequence: 6 }],
    ['has a list for a subject', { subject: [SUBJECT] }],
  ])('vouches for nothing where it %s', (_, change) => {
    expect(prunedBy(Buffer.from(JSON.stringify(sound)))).toEqual({ ...PRUNED, time: 70 });
    expect(prunedBy(Buffer.from(JSON.stringify({ ...sound, ...change })))).toBeUndefined();
  });

  it.each(['', '"act":"audit.prune"', '["act","audit.prune"]', '{"act":"audit.prune"'])('vouches for nothing where it reads %j', (text) => {
    expect(prunedBy(Buffer.from(text))).toBeUndefined();
  });
});

describe('numbers as ranges', () => {
  it.each([
    [[], ''],
    [[0], '0'],
    [[0, 1], '0-1'],
    [[0, 17, 300, 301, 302, 310], '0 17 300-302 310'],
    [[5, 4], '5 4'],
  ])('%j', (numbers, text) => {
    expect(formatRuns(numbers)).toBe(text);
    expect(parseRuns(text).flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i))).toEqual(numbers);
  });

  it.each(['', ' ', 'x', '1-', '-1', '1-2-3', 'x1', '1x', '1-x', `${'1'.repeat(16)}`])('%j has none', (text) => {
    expect(parseRuns(text)).toEqual([]);
  });

  it('reads numbers of 15 digits, and goes on after what is none', () => {
    const most = Number('9'.repeat(15));
    expect(parseRuns(`7 x ${most}-${most}`)).toEqual([
      { first: 7, last: 7 },
      { first: most, last: most },
    ]);
  });
});

describe('what is left of a run', () => {
  const run = { first: 10, last: 20 };
  it.each([
    ['nothing taken out', [], ['10-20']],
    ['what ends right before it', [[5, 9]], ['10-20']],
    ['what begins right after it', [[21, 30]], ['10-20']],
    ['its first', [[5, 10]], ['11-20']],
    ['its last', [[20, 30]], ['10-19']],
    ['its middle', [[12, 13]], ['10-11', '14-20']],
    ['all of it', [[10, 20]], []],
    ['more than it', [[1, 99]], []],
    [
      'all of it, in two',
      [
        [1, 15],
        [16, 99],
      ],
      [],
    ],
    [
      'two pieces',
      [
        [11, 11],
        [19, 19],
      ],
      ['10-10', '12-18', '20-20'],
    ],
  ])('with %s', (_, others, left) => {
    const runs = others.map(([first = 0, last = 0]) => ({ first, last }));
    expect(without(run, runs).map(({ first, last }) => `${first}-${last}`)).toEqual(left);
  });
});

it('content is lost that no prune has taken, up to the last record that one speaks of', () => {
  const emptied = [
    { first: 0, last: 4 },
    { first: 6, last: 8 },
  ];
  expect(lostOf(emptied, [])).toEqual(emptied);
  expect(lostOf(emptied, [{ ...PRUNED, first: 0, until: 5, kept: '' }])).toEqual([{ first: 6, last: 8 }]);
  expect(lostOf(emptied, [{ ...PRUNED, first: 0, until: 4, kept: '1' }])).toEqual([
    { first: 1, last: 1 },
    { first: 4, last: 4 },
    { first: 6, last: 8 },
  ]);
});
