import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditOf } from '../support/audited.ts';
import { type Installed, install } from '../support/installed.ts';
import { hasTime, soak, wrongWith } from '../support/soak.ts';

let installed: Installed;
beforeAll(() => {
  installed = install();
}, 60_000);
afterAll(() => installed.remove());

const RUNS = 24;
const MEGABYTE = 1024;

// `npm run test:soak` makes 30,000, and compares the first with the last.
it.skipIf(process.platform !== 'linux')(
  `${RUNS} calls in four lanes are each answered as they must be, and recorded`,
  { timeout: 60_000 },
  () => {
    const { runs, empty } = soak(installed, 4, 0, RUNS);
    expect(runs.map(wrongWith).filter((problem) => problem !== undefined)).toEqual([]);
    expect(empty).toHaveLength(4);
    expect(Math.max(...runs.map(({ kilobytes }) => kilobytes))).toBeLessThan(128 * MEGABYTE);
    if (hasTime()) expect(Math.min(...runs.map(({ kilobytes }) => kilobytes))).toBeGreaterThan(16 * MEGABYTE);
    // One more: the credential that the set-up has made.
    expect(auditOf(installed.home).verification).toMatchObject({ ok: true, records: RUNS + 1, problems: [] });
  },
);
