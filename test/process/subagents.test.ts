import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/installed.ts';

it('agents do what they were handed and no more, and each refusal says which capability is missing', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'hookwarden-test-'));
  const done = spawnSync(process.execPath, [join(ROOT, 'examples/subagents/run.ts')], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', TMPDIR: temporary },
  });
  expect(done).toMatchObject({ status: 0, stderr: '' });
  const rows = done.stdout.split('\n\n')[0]?.split('\n').slice(1) ?? [];
  expect(rows).toHaveLength(17);
  const refused = rows.filter((row) => / deny {2,}deny /.test(row));
  expect(refused).toHaveLength(12);
  expect(refused.filter((row) => !row.includes('[capability.'))).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
  rmdirSync(temporary);
}, 60_000);
