import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBy, countByTime, weightOf, wordsOf } from '../../../src/reports/page/counts.ts';
import type { PageData } from '../../../src/reports/page/data.ts';
import { CHOICES, EVERYTHING, type Filter, fromFragment, ORDERS, select, toFragment } from '../../../src/reports/page/filter.ts';
import { collectCalls } from '../../../src/reports/page-calls.ts';
import { minute, startOf, stretchesOf } from '../../../src/reports/stretches.ts';
import type { ScanRow } from '../../../src/scan/row.ts';
import { manyRows, row } from '../../support/scan-rows.ts';

function pageOf(rows: Iterable<ScanRow>, most?: number): PageData {
  const calls = collectCalls(most);
  for (const one of rows) calls.add(one);
  return calls.data();
}

const data = pageOf(manyRows(1000));
const all = select(data, EVERYTHING);
const having = (change: Partial<Filter>): number => select(data, { ...EVERYTHING, ...change }).length;

describe('choosing calls', () => {
  it.each<[string, Partial<Filter>, number]>([
    ['by nothing', {}, 1000],
    ['by decision', { without: ['allow', 'ask'] }, 20],
    ['by rule', { chosen: { rule: 'git.force-push' } }, 50],
    ['by severity, at least', { chosen: { severity: 'medium' } }, 70],
    ['by severity, the gravest', { chosen: { severity: 'critical' } }, 20],
    ['by tool', { chosen: { tool: 'Read' } }, 250],
    ['by project', { chosen: { project: '/home/sam/project-3' } }, 50],
    ['by session', { chosen: { session: 'session-9' } }, 100],
    ['by agent', { chosen: { host: 'claude-code' } }, 1000],
    ['by what became of them', { chosen: { outcome: 'ran' } }, 400],
    ['by a name that there is not', { chosen: { tool: 'Nothing' } }, 0],
    ['by a word, whatever its letters', { text: 'FILE-77.TS' }, 1],
    ['by words, all of them', { text: 'overwrite  origin' }, 50],
    ['by the log they are in', { text: 'logs/17.jsonl' }, 25],
    ['by day', { from: '2026-11-20', to: '2026-11-20' }, 1000],
    ['from a later day', { from: '2026-11-21' }, 0],
    ['by several at once', { chosen: { tool: 'Read', outcome: 'ran' }, text: 'head' }, 100],
  ])('%s', (_, change, count) => {
    expect(having(change)).toBe(count);
  });

  it('puts the worst first, the newest first, or leaves them as they were recorded', () => {
    expect(data.calls.risk[all[0] ?? -1]).toBe(90);
    expect(select(data, { ...EVERYTHING, order: 'newest' })[0]).toBe(999);
    expect(select(data, { ...EVERYTHING, order: 'recorded' })).toEqual(Array.from({ length: 1000 }, (_, at) => at));
  });

  it('says a filter in the address, and reads it back', () => {
    const filters = fc.record({
      text: fc.string({ unit: 'grapheme' }),
      without: fc.subarray(['allow', 'ask', 'deny']),
      from: fc.constantFrom('', '2026-11-20'),
      to: fc.constantFrom('', '2026-11-21'),
      chosen: fc.dictionary(fc.constantFrom(...CHOICES), fc.string({ minLength: 1, unit: 'grapheme' }), { noNullPrototype: true }),
      order: fc.constantFrom(...ORDERS),
    });
    fc.assert(
      fc.property(filters, (filter) => {
        expect(fromFragment(toFragment(filter))).toEqual(filter);
      }),
    );
  });

  it('hears nothing in an address that no filter is', () => {
    expect(fromFragment('from=yesterday&order=worse&without=all&else=1')).toEqual(EVERYTHING);
    expect(fromFragment('from=2026-13-01&to=2026-11-99')).toEqual(EVERYTHING);
  });
});

describe('counting calls', () => {
  it('by rule, the most denied first', () => {
    expect(countBy(data, all, 'rule')).toEqual([
      ['filesystem.delete-home', [0, 0, 20]],
      ['git.force-push', [0, 50, 0]],
    ]);
    expect(countBy(data, all, 'tool').map(([name]) => name)).toHaveLength(4);
  });

  it('by time, each in one stretch', () => {
    const counted = countByTime(data, all);
    expect(counted?.shares.flat().reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(countByTime(pageOf([row()]), [])).toBeUndefined();
    const { time: _, ...timeless } = row();
    expect(countByTime(pageOf([timeless]), [0])).toBeUndefined();
  });

  it('says only what there is', () => {
    expect(wordsOf([20, 0, 3])).toBe('3 denied, 20 allowed');
    expect(wordsOf([0, 1234, 0])).toBe('1,234 asked about');
  });

  it('knows stretches that hold every time of a span, at most 60 of them', () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 * day }), fc.integer({ min: 0, max: 20_000 * day }), (first, span) => {
        const stretches = stretchesOf(first, first + span);
        expect(stretches.count).toBeLessThanOrEqual(60);
        expect([0, stretches.count - 1]).toEqual([stretches.indexOf(first), stretches.indexOf(first + span)]);
        expect(minute(startOf(stretches, 0)) <= minute(first)).toBe(true);
      }),
    );
  });
});

describe('a page that has no room for all', () => {
  it('keeps every call with a finding, and of the others a sample that stands for all', () => {
    const { calls, every, leftOut } = pageOf(manyRows(1000), 300);
    expect([every, leftOut]).toEqual([8, 0]);
    expect(calls.decision.filter((decision) => decision > 0)).toHaveLength(70);
    expect(calls.line).toEqual([...calls.line].sort((left, right) => left - right));
  });

  it('estimates how many calls there were', () => {
    const page = pageOf(manyRows(1000), 300);
    const sum = page.calls.decision.reduce((total, _, call) => total + weightOf(page, call), 0);
    expect(Math.abs(sum - 1000)).toBeLessThan(8);
  });

  it('counts the findings that it leaves out', () => {
    const stopped = [...manyRows(1000)].filter(({ decision }) => decision !== 'allow');
    const { calls, leftOut } = pageOf([row(), ...stopped], 50);
    expect([calls.decision.length, leftOut]).toEqual([50, 21]);
  });
});
