import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditOf } from '../support/audited.ts';

const SCRIPT = fileURLToPath(new URL('./append-many.ts', import.meta.url));
const STRACE = 'strace';
const hasStrace = spawnSync(STRACE, ['-V']).status === 0;
const home = mkdtempSync(join(tmpdir(), 'hookwarden-faults-'));
const append = (...inject: readonly string[]) => {
  const [program, ...rest] = [...inject, process.execPath, SCRIPT, home, '1'];
  const { stdout, stderr } = spawnSync(program ?? '', rest, { encoding: 'utf8' });
  return {
    acknowledged: stdout
      .split('\n')
      .filter((line) => line.startsWith('appended '))
      .map((line) => line.slice('appended '.length)),
    stderr,
  };
};

/** Of the calls that one append makes on the database's files, each in its turn fails or is the last one. */
const CASES = ['pwrite64', 'fsync', 'ftruncate']
  .flatMap((call) =>
    ['error=EIO', 'error=ENOSPC', 'signal=KILL'].flatMap((outcome) => [1, 2, 9, 12, 15].map((when) => ({ call, outcome, when }))),
  )
  .filter(({ call, when }) => (call === 'pwrite64' ? when !== 2 : when < 3));

let felt = 0;

describe.skipIf(!hasStrace)('a disk that fails, or a kill, at any of the writes of an append', { timeout: 120_000 }, () => {
  beforeAll(() => {
    append();
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it.each(CASES)('$call number $when: $outcome loses nothing acknowledged and leaves a log that verifies', ({ call, outcome, when }) => {
    const files = ['', '-wal', '-shm'].flatMap((end) => ['-P', `${home}/state/hookwarden.db${end}`]);
    const hurt = append(STRACE, '-f', '-qq', '-o', '/dev/null', ...files, '-e', `inject=${call}:${outcome}:when=${when}`);
    if (hurt.acknowledged.length === 0) felt += 1;
    const next = append();
    expect(next.acknowledged, next.stderr).toHaveLength(1);
    const { verification, ids } = auditOf(home);
    expect(verification.problems).toEqual([]);
    expect([...hurt.acknowledged, ...next.acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('was felt in most of them', () => {
    expect(felt).toBeGreaterThan(CASES.length / 2);
  });
});
