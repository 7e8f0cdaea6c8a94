import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fault, hasStrace, prepare, SCENARIOS, strike } from '../support/faults.ts';
import type { Anchored } from '../support/log-left.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-faults-'));
let prepared: Anchored;

/** Some of what `npm run test:faults -- calls` does in full: of each kind of call one on the way of each answer. */
const SAMPLE: readonly (readonly [scenario: number, ...Fault[]])[] = [
  [
    0,
    { call: 'openat', outcome: 'error=EIO', when: 19 },
    { call: 'read', outcome: 'signal=KILL', when: 25 },
    { call: 'pread64', outcome: 'error=EIO', when: 40 },
    { call: 'pwrite64', outcome: 'error=ENOSPC', when: 9 },
    { call: 'pwrite64', outcome: 'signal=KILL', when: 12 },
    { call: 'fsync', outcome: 'error=EIO', when: 1 },
    { call: 'fsync', outcome: 'signal=KILL', when: 2 },
    { call: 'ftruncate', outcome: 'error=EIO', when: 2 },
    { call: 'ftruncate', outcome: 'signal=KILL', when: 3 },
    { call: 'close', outcome: 'error=EIO', when: 20 },
  ],
  [1, { call: 'write', outcome: 'error=EIO', when: 3 }],
  [2, { call: 'write', outcome: 'error=EIO', when: 3 }],
  [3, { call: 'openat', outcome: 'error=EIO', when: 26 }, { call: 'rename', outcome: 'error=ENOSPC', when: 1 }],
  [4, { call: 'rename', outcome: 'error=EIO', when: 1 }],
];
const cases = SAMPLE.flatMap(([number, ...faults]) => {
  const scenario = SCENARIOS[number];
  return scenario ? faults.map((fault) => ({ name: scenario.name, scenario, fault, ...fault })) : [];
});

describe.skipIf(!hasStrace())('a disk that fails, or a kill, at any system call of the hook', { timeout: 60_000 }, () => {
  beforeAll(() => {
    prepared = prepare(folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  let felt = 0;
  it.concurrent.each(cases)(
    '$call number $when, $outcome: a call that is $name leaves a log that verifies and loses nothing answered',
    async ({ scenario, fault }) => {
      const struck = await strike(prepared, scenario, fault);
      if (struck.felt) felt += 1;
      expect(struck.problems).toEqual([]);
    },
  );

  // Another kernel or processor makes other calls before the first of ours.
  it('was felt in most of them', () => {
    expect(felt).toBeGreaterThan(cases.length / 2);
  });
});
