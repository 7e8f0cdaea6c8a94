import { describe, expect, it } from 'vitest';
import { outsideHours } from '../../../src/authorization/hours.ts';
import type { Effect } from '../../../src/domain/effect.ts';
import { DAYS, type Hours } from '../../../src/domain/policy.ts';
import { isOpen } from '../../../src/policy/hours.ts';
import { analysis, effect, operand } from '../policy/fixtures.ts';

const at = (instant: string): number => Date.parse(instant) * 1000;
const WORKDAYS: Hours['days'] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const day = (timeZone: string): Hours => ({ timeZone, days: WORKDAYS, from: 8 * 60, to: 18 * 60, outside: 'ask' });
const night: Hours = { timeZone: 'Europe/Berlin', days: ['fri'], from: 22 * 60, to: 6 * 60, outside: 'deny' };

describe('a window', () => {
  it.each([
    ['opens with its first minute', day('Europe/Berlin'), '2026-03-27T07:00:00Z', true],
    ['is closed a minute before', day('Europe/Berlin'), '2026-03-27T06:59:59Z', false],
    ['closes with its last', day('Europe/Berlin'), '2026-03-27T17:00:00Z', false],
    ['opens by the wall clock after clocks went forward', day('Europe/Berlin'), '2026-03-30T06:00:00Z', true],
    ['and not an hour later', day('Europe/Berlin'), '2026-03-30T05:59:00Z', false],
    ['closes by the wall clock after clocks went forward', day('Europe/Berlin'), '2026-03-30T16:00:00Z', false],
    ['opens by the wall clock after clocks went back', day('Europe/Berlin'), '2026-10-26T06:59:00Z', false],
    ['and an hour later by world time', day('Europe/Berlin'), '2026-10-26T07:00:00Z', true],
    ['is closed on the other days', day('Europe/Berlin'), '2026-03-28T11:00:00Z', false],
    ['takes the day of its own time zone', day('Pacific/Auckland'), '2026-06-14T21:00:00Z', true],
    ['where it may be Saturday already', day('Pacific/Auckland'), '2026-06-12T21:00:00Z', false],
    ['knows half hours', day('Asia/Kolkata'), '2026-06-12T02:30:00Z', true],
    ['and is closed before them', day('Asia/Kolkata'), '2026-06-12T02:29:00Z', false],
    ['over midnight is open in the evening', night, '2026-06-12T20:00:00Z', true],
    ['and in the morning of the day after', night, '2026-06-13T03:59:00Z', true],
    ['until it ends', night, '2026-06-13T04:00:00Z', false],
    ['and not in the morning of its own day', night, '2026-06-12T03:00:00Z', false],
    ['over the night in which clocks go forward ends by the wall clock', { ...night, days: ['sat'] }, '2026-03-29T03:59:00Z', true],
    ['and no later', { ...night, days: ['sat'] }, '2026-03-29T04:00:00Z', false],
    ['over the night in which clocks go back lasts an hour longer', { ...night, days: ['sat'] }, '2026-10-25T04:59:00Z', true],
    ['from Sunday reaches into Monday', { ...night, days: ['sun'] }, '2026-06-15T02:00:00Z', true],
    ['that begins when it ends lasts a whole day', { ...night, from: 360 }, '2026-06-13T03:00:00Z', true],
    ['at midnight has the day that begins', { ...day('UTC'), from: 0, to: 60 }, '2026-06-15T00:00:00Z', true],
  ] as const)('%s', (_, hours, instant, open) => expect(isOpen(hours, at(instant))).toBe(open));
});

const SUNDAY = at('2026-06-14T10:00:00Z');
const decisions = (effects: readonly Effect[], ...hours: readonly Hours[]): readonly string[] =>
  outsideHours(analysis([effects]), hours, SUNDAY).map(({ decision }) => decision);

describe('outside of the hours', () => {
  it.each([
    ['infra.create', true],
    ['infra.change', true],
    ['infra.destroy', true],
    ['infra.exec', true],
    ['db.drop', true],
    ['db.truncate', true],
    ['db.admin', true],
    ['db.write', true],
    ['storage.delete', true],
    ['package.publish', true],
    ['git.push', true],
    ['net.upload', true],
    ['infra.read', false],
    ['db.read', false],
    ['file.write', false],
    ['git.commit', false],
    ['net.request', false],
    ['package.install', false],
  ] as const)('%s is held: %s', (kind, held) => expect(decisions([effect(kind)], day('UTC'))).toEqual(held ? ['ask'] : []));

  it.each([
    ['local', [effect('db.drop', undefined, ['local'])]],
    ['there for tests', [effect('db.drop', undefined, ['disposable'])]],
    ['undone in the same call', [effect('db.write', undefined, ['undone'])]],
    ['only written into a file', [effect('infra.destroy', undefined, ['content'])]],
    ['sent to this machine', [effect('net.upload', operand('localhost', ['loopback']))]],
  ])('what is %s passes', (_, effects) => expect(decisions(effects, day('UTC'))).toEqual([]));

  it('what has a mark of another kind is held, and whatever stands behind what passes', () => {
    expect(decisions([effect('git.push', undefined, ['recursive'])], day('UTC'))).toEqual(['ask']);
    const passes = effect('db.drop', undefined, ['local']);
    expect(decisions([passes, effect('git.push')], day('UTC'))).toEqual(['ask']);
    expect(outsideHours(analysis([[passes], [effect('git.push')]]), [day('UTC')], SUNDAY)).toHaveLength(1);
    expect(outsideHours(analysis([]), [day('UTC')], SUNDAY)).toEqual([]);
  });

  it('every window has to be open, and each closed one decides for itself', () => {
    const always: Hours = { timeZone: 'UTC', days: DAYS, from: 0, to: 0, outside: 'deny' };
    expect(decisions([effect('git.push')], always)).toEqual([]);
    expect(decisions([effect('git.push')], always, day('UTC'), night)).toEqual(['ask', 'deny']);
  });

  it('says what, and when it may be done', () => {
    const [finding] = outsideHours(analysis([[{ ...effect('git.push'), note: 'git push' }]]), [day('Europe/Berlin')], SUNDAY);
    expect(finding).toMatchObject({ stage: 'authorization', ruleId: 'context.hours', severity: 'medium', decision: 'ask' });
    expect(finding?.instead).toContain('context:hours');
    expect(finding?.message).toContain('git push would change something for others');
    expect(finding?.message).toContain('mon tue wed thu fri 08:00-18:00 Europe/Berlin');
  });
});
