import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recentMap } from '../../../src/domain/recent.ts';

const MOST = 8;

it('a map of what is recent holds the newest half at least, as they were set last, and nothing that was deleted', () => {
  const acts = fc.array(fc.tuple(fc.constantFrom('set', 'delete'), fc.nat(20)), { maxLength: 200 });
  fc.assert(
    fc.property(acts, (done) => {
      const map = recentMap<number, number>(MOST);
      const model = new Map<number, number>();
      done.forEach(([act, key], time) => {
        model.delete(key);
        if (act === 'delete') map.delete(key);
        else {
          map.set(key, time);
          model.set(key, time);
        }
      });
      const newest = new Map([...model].slice(-MOST / 2));
      for (const [key, time] of newest) expect(map.get(key)).toBe(time);
      const held = Array.from({ length: 21 }, (_, key) => key).filter((key) => map.get(key) !== undefined);
      for (const key of held) expect(map.get(key)).toBe(model.get(key));
      expect(held.length).toBeLessThanOrEqual(MOST);
    }),
  );
});
