import fc from 'fast-check';
import { expect, it } from 'vitest';
import { departuresOf, usualOf } from '../../../src/behaviour/departures.ts';
import type { Features } from '../../../src/behaviour/features.ts';
import { learn, NO_BEHAVIOUR } from '../../../src/behaviour/model.ts';
import { unusualIn } from '../../../src/behaviour/usual.ts';

const HOUR = 3_600_000_000;
const name = fc.constantFrom('git', 'npm', 'git status', '*', 'program', 'a\nprogram nc', 'nc');
const features: fc.Arbitrary<Features> = fc.record({
  programs: fc.array(name, { maxLength: 2 }),
  effects: fc.array(name, { maxLength: 2 }),
  hosts: fc.array(name, { maxLength: 1 }),
  roots: fc.array(name, { maxLength: 1 }),
  uploads: fc.constant([]),
  time: fc.integer({ min: 0, max: 23 }).map((hour) => hour * HOUR),
});

it('what the hook finds unusual is what departs, but for the rate', () => {
  fc.assert(
    fc.property(fc.array(features, { minLength: 1, maxLength: 6 }), fc.integer({ min: 150, max: 2000 }), features, (calls, times, next) => {
      const known = Array.from({ length: times }, (_, at) => calls[at % calls.length] ?? next).reduce(learn, NO_BEHAVIOUR);
      const lines = next.programs.concat(next.effects, next.hosts, next.roots).some((one) => one === '*' || one.includes('\n'));
      if (lines) return;
      const departs = departuresOf(known, next).filter(({ kind }) => kind !== 'rate');
      expect(unusualIn(usualOf(known), next).length > 0).toBe(usualOf(known) === '' ? unusualIn('', next).length > 0 : departs.length > 0);
    }),
    { numRuns: 60 },
  );
});

it('a name with a line break makes no other one usual', () => {
  const odd: Features = { programs: ['a\nprogram nc'], effects: [], hosts: [], roots: [], uploads: [] };
  const known = Array.from({ length: 300 }, () => odd).reduce(learn, NO_BEHAVIOUR);
  expect(unusualIn(usualOf(known), { ...odd, programs: ['nc'] })).toEqual(['program nc']);
});
