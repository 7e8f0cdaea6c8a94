import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit, operationOf } from '../../../src/state/rates.ts';

const NOW = 1_750_000_000_000_000;
const MINUTE = 60_000_000;

/** Runs calls at these times and says which were admitted. */
function run(rate: { perMinute: number; burst: number }, times: readonly number[]): boolean[] {
  let arrival: number | undefined;
  return times.map((time) => {
    const result = admit(rate, arrival, time);
    if ('retryAfter' in result) return false;
    arrival = result.arrival;
    return true;
  });
}

describe('a rate', () => {
  it('admits a burst at once and then evenly', () => {
    const burst = run({ perMinute: 60, burst: 3 }, [NOW, NOW, NOW, NOW, NOW + 1_000_000, NOW + 1_000_000]);
    expect(burst).toEqual([true, true, true, false, true, false]);
  });

  it('admits no more than burst and share in any stretch of time, whatever the calls', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6000 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat(3_000_000), { maxLength: 120 }),
        (perMinute, burst, gaps) => {
          let time = NOW;
          const times = gaps.map((gap) => (time += gap));
          const admitted = run({ perMinute, burst }, times).filter(Boolean).length;
          expect(admitted).toBeLessThanOrEqual(burst + Math.ceil((time - NOW) / Math.floor(MINUTE / perMinute)));
        },
      ),
    );
  });

  it('admits whoever comes after the time that it named', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6000 }), fc.integer({ min: 1, max: 50 }), fc.nat(10_000_000), (perMinute, burst, ahead) => {
        const refused = admit({ perMinute, burst }, NOW + ahead, NOW);
        if (!('retryAfter' in refused)) return;
        expect(refused.retryAfter).toBeLessThanOrEqual(Math.floor(MINUTE / perMinute));
        expect('arrival' in admit({ perMinute, burst }, NOW + ahead, NOW + refused.retryAfter)).toBe(true);
      }),
    );
  });

  it('does not lock anybody out when the clock is set back by years', () => {
    expect(admit({ perMinute: 60, burst: 5 }, NOW * 2, NOW)).toEqual({ arrival: NOW + 1_000_000 });
  });

  it.each([
    ['Bash', 'shell'],
    ['Grep', 'read'],
    ['Edit', 'write'],
    ['WebFetch', 'net'],
    ['mcp__files__read', 'mcp'],
    ['Task', 'agent'],
    ['Unheard', 'other'],
    [undefined, 'event'],
  ])('of %s is that of %s', (tool, operation) => {
    expect(operationOf({ kind: 'event', ...(tool !== undefined && { tool }) })).toBe(operation);
  });
});
