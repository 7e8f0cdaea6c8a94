import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, NO_COUNTS, surprise } from '../../../src/behaviour/counts.ts';
import type { Features } from '../../../src/behaviour/features.ts';
import { MOST_SCOPES, watchBehaviour } from '../../../src/behaviour/watch.ts';

const HOUR = 3_600_000_000;
const MORNING = 20_000 * 24 * HOUR + 9 * HOUR;
const NOTHING: Features = { programs: [], effects: [], hosts: [], roots: [], uploads: [] };
const SHOP = { principal: 'ada', project: '/shop' };

/** A call of everyday work: every hundredth is of a program that comes now and then. */
const everyday = (at: number, time: number): Features => ({
  ...NOTHING,
  programs: [at % 100 === 0 ? 'make' : at % 2 === 0 ? 'git' : 'npm'],
  effects: at % 10 === 0 ? ['exec', 'net.request'] : ['exec'],
  hosts: at % 10 === 0 ? ['registry.example.com'] : [],
  roots: ['reads ./src'],
  time,
});

/** A watch that has seen some days of it, twenty calls an hour from nine to five. */
function days(count = 6) {
  const watch = watchBehaviour([]);
  let at = 0;
  for (let day = 0; day < count; day++)
    for (let hour = 0; hour < 8; hour++)
      for (let call = 0; call < 20; call++) watch.see(SHOP, everyday(at++, MORNING + day * 24 * HOUR + hour * HOUR + call * 60_000_000));
  return { watch, next: MORNING + count * 24 * HOUR };
}

describe('what departs from what is usual', () => {
  const kinds = (features: Partial<Features>) => {
    const { watch, next } = days();
    return watch.see(SHOP, { ...NOTHING, time: next, ...features }).map(({ kind, what }) => [kind, what]);
  };
  it.each([
    ['a program never seen', { programs: ['nc'] }, [['program', 'nc']]],
    ['an effect never seen', { effects: ['process.service'] }, [['effect', 'process.service']]],
    ['a place never touched', { roots: ['changes /etc'] }, [['place', 'changes /etc']]],
    ['the middle of the night', { time: MORNING + 30 * 24 * HOUR - 6 * HOUR }, [['hour', '03:00 UTC']]],
    [
      'something sent to a host never addressed',
      { hosts: ['paste.example.net'], uploads: ['paste.example.net'], effects: ['net.upload'] },
      [
        ['upload', 'paste.example.net'],
        ['effect', 'net.upload'],
      ],
    ],
  ])('is %s', (_what, features, expected) => {
    expect(kinds(features)).toEqual(expected);
  });

  it.each([
    ['everyday work', everyday(1, MORNING)],
    ['a program that comes now and then', { programs: ['make'] }],
    ['the hour after the last', { time: MORNING + 25 * 24 * HOUR + 8 * HOUR }],
    ['a call of which only little is known', {}],
  ])('is not %s', (_what, features) => {
    expect(kinds(features)).toEqual([]);
  });

  it('is many more calls within an hour than ever before, told once', () => {
    const { watch, next } = days();
    const told = Array.from({ length: 200 }, (_, at) => watch.see(SHOP, everyday(1, next + at * 1_000_000))).flat();
    expect(told.map(({ kind }) => kind)).toEqual(['rate']);
    expect(told[0]?.reason).toMatch(/^35 calls were made within the hour; before there were 20 an hour, and at most 20$/);
  });

  it('is told with its reason in words', () => {
    const { watch, next } = days();
    const [departure] = watch.see(SHOP, { ...NOTHING, programs: ['nc'], time: next });
    expect(departure?.reason).toBe('the program nc was never seen in 960 calls');
  });

  it('is told once', () => {
    const { watch, next } = days();
    expect(watch.see(SHOP, { ...NOTHING, programs: ['nc'], time: next })).toHaveLength(1);
    expect(watch.see(SHOP, { ...NOTHING, programs: ['nc'], time: next })).toEqual([]);
  });

  it('is nothing of another project or principal, nor where little was seen', () => {
    const { watch, next } = days(1);
    for (const scope of [{ ...SHOP, project: '/other' }, { ...SHOP, principal: 'bob' }, SHOP])
      expect(watch.see(scope, { ...NOTHING, programs: ['nc'], time: next })).toEqual([]);
  });

  it('is no new name where new names come every day', () => {
    const watch = watchBehaviour([]);
    for (let at = 0; at < 2000; at++) watch.see(SHOP, { ...NOTHING, programs: [at % 20 === 0 ? `tool-${at}` : 'git'] });
    expect(watch.see(SHOP, { ...NOTHING, programs: ['nc'] })).toEqual([]);
  });
});

describe('what is remembered', () => {
  it('stays small, whatever is called and by however many', () => {
    const watch = watchBehaviour([]);
    for (let at = 0; at < 3000; at++)
      watch.see(
        { principal: 'ada', project: `/p${at % 700}` },
        { ...NOTHING, programs: [`p${at}-${'x'.repeat(300)}`], hosts: [`h${at}`], roots: [`reads /${at}`] },
      );
    expect(watch.known()).toHaveLength(MOST_SCOPES);
    let counts = NO_COUNTS;
    for (let at = 0; at < 5000; at++) counts = count(counts, ['usual', `${at}-${'x'.repeat(300)}`]);
    expect(Object.keys(counts.names).length).toBeLessThanOrEqual(128);
    expect(counts.names['usual']).toBe(5000);
    expect(JSON.stringify(counts).length).toBeLessThan(16_000);
  });

  it('counts names that objects have of themselves like any other', () => {
    const counts = count(count(NO_COUNTS, ['constructor', '__proto__', 'toString']), ['toString']);
    expect([counts.total, counts.names['toString'], surprise(counts, 'hasOwnProperty') > 0]).toEqual([2, 2, true]);
  });

  it('finds the rarer of two names at least as surprising', () => {
    const names = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 60 });
    fc.assert(
      fc.property(names, fc.constantFrom('a', 'b', 'c', 'x'), fc.constantFrom('a', 'b', 'c', 'x'), (seen, left, right) => {
        const counts = seen.reduce((sofar, name) => count(sofar, [name]), NO_COUNTS);
        const times = (name: string) => seen.filter((one) => one === name).length;
        if (times(left) <= times(right)) expect(surprise(counts, left)).toBeGreaterThanOrEqual(surprise(counts, right));
        expect(surprise(counts, left)).toBeLessThan(64);
      }),
    );
  });
});
