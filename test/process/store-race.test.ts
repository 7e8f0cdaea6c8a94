import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { auditOf } from '../support/audited.ts';

const SCRIPT = fileURLToPath(new URL('./append-many.ts', import.meta.url));

interface Ended {
  readonly status: number | null;
  readonly acknowledged: readonly string[];
  readonly errors: string;
}

/** Runs one process; killed after it has acknowledged `killAfter` records. */
function run(home: string, count: number, killAfter = Number.POSITIVE_INFINITY): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [SCRIPT, home, String(count)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.split('\n').length > killAfter) child.kill('SIGKILL');
    });
    child.stderr.on('data', (chunk) => {
      errors += String(chunk);
    });
    child.on('close', (status) => resolve({ status, errors, acknowledged: output.split('\n').filter((line) => line !== '') }));
  });
}

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'hookwarden-race-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

describe('many processes on one state folder', () => {
  it('that set it up and append at once lose nothing and none is refused', { timeout: 60_000 }, async () => {
    const home = newHome();
    const ended = await Promise.all(Array.from({ length: 8 }, () => run(home, 50)));
    expect(ended.map(({ status, errors }) => [status, errors])).toEqual(ended.map(() => [0, '']));
    const acknowledged = ended.flatMap((one) => one.acknowledged);
    expect(acknowledged.filter((line) => !line.startsWith('appended '))).toEqual([]);
    const { verification, ids } = auditOf(home);
    // One more: the credential that only one of them made.
    expect(verification).toMatchObject({ ok: true, records: 401, problems: [] });
    expect(new Set(ids).size).toBe(401);
    expect(acknowledged.filter((line) => !ids.includes(line.slice('appended '.length)))).toEqual([]);
  });

  it('that are killed while they write keep every acknowledged record, and the next one goes on', { timeout: 60_000 }, async () => {
    const home = newHome();
    const ended = await Promise.all([3, 7, 11, 15].map((killAfter) => run(home, 200, killAfter)));
    const after = await run(home, 1);
    expect(after).toMatchObject({ status: 0, errors: '' });
    const { verification, ids } = auditOf(home);
    expect(verification).toMatchObject({ ok: true, problems: [] });
    const acknowledged = ended.flatMap((one) => one.acknowledged).map((line) => line.slice('appended '.length));
    expect(acknowledged.length).toBeGreaterThanOrEqual(36);
    expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
