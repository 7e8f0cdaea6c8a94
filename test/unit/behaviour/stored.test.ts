import fc from 'fast-check';
import { expect, it } from 'vitest';
import { learn, NO_BEHAVIOUR } from '../../../src/behaviour/model.ts';
import { encodeBehaviour, parseBehaviour } from '../../../src/behaviour/stored.ts';

const names = fc.array(fc.string(), { maxLength: 4 });
const features = fc.record({ programs: names, effects: names, hosts: names, roots: names, uploads: names, time: fc.nat() });

it('what is kept comes back as it was', () => {
  fc.assert(
    fc.property(fc.array(features, { maxLength: 20 }), (calls) => {
      const behaviour = calls.reduce(learn, NO_BEHAVIOUR);
      expect(parseBehaviour(encodeBehaviour(behaviour))).toEqual(behaviour);
    }),
  );
});

it('what is something else is nothing', () => {
  const whole = JSON.parse(encodeBehaviour(NO_BEHAVIOUR));
  for (const key of Object.keys(whole))
    for (const value of [null, 'x', [], {}]) expect(parseBehaviour(JSON.stringify({ ...whole, [key]: value }))).toBeUndefined();
  for (const text of ['', 'null', '[]', '{']) expect(parseBehaviour(text)).toBeUndefined();
});
