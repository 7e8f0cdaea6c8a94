import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CONDITIONS } from '../support/conditions/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden conditions '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The quickest of each kind; `npm run test:faults -- conditions` tries all of them. */
const SAMPLE = [
  'descriptors: 20 of them',
  'size of files: 8 blocks',
  'old locks: of maintenance, and files that were half written',
  'two versions on one database: a newer one that has only added to it',
];
const sample = CONDITIONS.map((condition) => ({ ...condition, condition: `${condition.kind}: ${condition.name}` })).filter(
  ({ condition }) => SAMPLE.includes(condition),
);

describe.skipIf(process.platform !== 'linux')('nothing forbidden passes, and the log is whole afterwards, under', () => {
  it.each(sample)('$condition', { timeout: 60_000 }, async ({ find, condition }) => {
    expect((await find(join(folder, condition.replaceAll(/\W/g, '-')))).problems).toEqual([]);
  });

  it('each that is named', () => {
    expect(sample).toHaveLength(SAMPLE.length);
  });
});
