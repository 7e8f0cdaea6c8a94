import { describe, expect, it } from 'vitest';
import { KEPT } from './kept.ts';
import { run } from './run.ts';
import { TARGETS } from './targets/index.ts';

/** `npm run test:fuzz` goes on for minutes, and from another place each time. */
const [SEED, RUNS, MILLISECONDS] = [20_261_122, 30, 250];

describe.each(TARGETS)('whatever comes as $name', (target) => {
  it('is answered, and nothing passes on an error', async () => {
    expect(await run(target, { seed: SEED, runs: RUNS, milliseconds: MILLISECONDS })).not.toHaveProperty('crash');
  });
});

describe('what once was not answered', () => {
  it.each(KEPT)('$target: $what', async ({ target, input }) => {
    await TARGETS.find(({ name }) => name === target)?.check(input);
  });

  it('is held against a target that is there', () => {
    const names = TARGETS.map(({ name }) => name);
    expect(KEPT.filter(({ target }) => !names.includes(target))).toEqual([]);
  });
});
