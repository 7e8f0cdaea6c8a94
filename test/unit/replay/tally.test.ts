import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/replay/change.ts';
import { excesses, parseLimit } from '../../../src/replay/limits.ts';
import { type Example, tallyChanges } from '../../../src/replay/tally.ts';

const passed: Change = { kind: 'newly-passed', before: 'ask', after: 'allow', rules: ['a.a'], severity: 'high' };
const stopped: Change = { kind: 'newly-stopped', before: 'allow', after: 'deny', rules: ['b.b'], severity: 'low' };
const call = (what: string) => (): Example => ({ where: 'log:1', what });

describe('the tally of a replay', () => {
  it('counts every call, and each kind of change for itself', () => {
    const tally = tallyChanges(3);
    tally.add(undefined, call('ls'));
    tally.add(passed, call('one'));
    tally.add(passed, call('two'));
    tally.add(stopped, call('three'));
    const report = tally.report();
    expect(report).toMatchObject({ calls: 4, changed: 3, counts: { 'newly-passed': 2, 'newly-stopped': 1, laxer: 0 }, passedWeight: 60 });
    expect(report.passedBySeverity).toMatchObject({ high: 2, low: 0 });
  });

  it('puts what is let go first, and of that the gravest', () => {
    const tally = tallyChanges(1);
    tally.add(stopped, call('x'));
    for (let i = 0; i < 5; i++) tally.add({ ...passed, severity: 'low', rules: ['c.c'] }, call('x'));
    tally.add(passed, call('x'));
    expect(tally.report().groups.map(({ rules, count }) => [rules[0], count])).toEqual([
      ['a.a', 1],
      ['c.c', 5],
      ['b.b', 1],
    ]);
  });

  it('shows different calls, and no more than were asked for', () => {
    const tally = tallyChanges(2);
    for (const what of ['one', 'one', 'two', 'three']) tally.add(passed, call(what));
    expect(tally.report().groups[0]?.examples.map(({ what }) => what)).toEqual(['one', 'two']);
  });

  it('counts on where there are more kinds of change than it can tell apart', () => {
    const tally = tallyChanges(1);
    for (let i = 0; i < 1200; i++) tally.add({ ...passed, rules: [`a.r${i}`] }, call('x'));
    const report = tally.report();
    expect([report.groups.length, report.ungrouped, report.counts['newly-passed'], report.passedWeight]).toEqual([1000, 200, 1200, 36_000]);
  });
});

describe('the limits of a replay', () => {
  it.each([
    ['20', { calls: 20 }],
    ['0', { calls: 0 }],
    ['0.5%', { share: 0.005 }],
    ['100%', { share: 1 }],
  ])('%s is one', (text, limit) => {
    expect(parseLimit(text)).toEqual({ ok: true, value: limit });
  });

  it.each(['', '1.5', '-1', '101%', 'many', '5 %'])('"%s" is none', (text) => {
    expect(parseLimit(text).ok).toBe(false);
  });

  it('are told with the option that sets them', () => {
    const tally = tallyChanges(0);
    for (let i = 0; i < 98; i++) tally.add(undefined, call('x'));
    tally.add(passed, call('x'));
    tally.add({ ...stopped, kind: 'stricter', before: 'ask' }, call('x'));
    const report = tally.report();
    const [none, one, share] = [{ calls: 0 }, { calls: 1 }, { share: 0.01 }];
    expect(excesses(report, { newlyPassed: one, newlyStopped: share })).toEqual([]);
    expect(excesses(report, { newlyPassed: none, newlyStopped: none, passedWeight: 29 })).toEqual([
      'calls that would meet less: 1, at most 0 may (--max-newly-passed)',
      'calls that would meet more: 1, at most 0 may (--max-newly-stopped)',
      'weight of what would meet less: 30, at most 29 may (--max-passed-weight)',
    ]);
  });
});
