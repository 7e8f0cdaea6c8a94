import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latestTime, raisedMark, steadyTime } from '../../../src/domain/high-water.ts';

const NOW = 1_750_000_000_000_000;
const DAY = 86_400_000_000;
const YEAR = 365 * DAY;

describe('the latest time that a clock has shown', () => {
  it.each([
    ['nothing was seen before', 0, NOW, NOW, NOW],
    ['the clock goes on', NOW, NOW + 5, NOW + 5, NOW + 5],
    ['the clock is set back', NOW, NOW - YEAR, NOW, NOW],
    ['the clock jumps ahead', NOW, NOW + YEAR, NOW + YEAR, NOW + DAY],
  ])('where %s', (_, mark, now, latest, steady) => {
    expect([latestTime(mark, now), steadyTime(mark, now)]).toEqual([latest, steady]);
  });

  it('is raised by at most a day at once, never lowered, and not for less than a minute', () => {
    const times = fc.array(fc.integer({ min: NOW - YEAR, max: NOW + YEAR }), { maxLength: 50 });
    fc.assert(
      fc.property(times, (looks) => {
        let mark = NOW;
        for (const now of looks) {
          const raised = raisedMark(mark, now);
          if (raised === undefined) expect(now - mark).toBeLessThanOrEqual(60_000_000);
          else {
            expect(raised).toBeGreaterThan(mark);
            expect(raised).toBeLessThanOrEqual(Math.min(now, mark + DAY));
          }
          mark = raised ?? mark;
        }
      }),
    );
  });
});
