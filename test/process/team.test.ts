import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/installed.ts';

it('a team of three shares one machine, and each is answered as its role, the place and the repository say', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'hookwarden-test-'));
  const done = spawnSync(process.execPath, [join(ROOT, 'examples/team/run.ts')], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', TMPDIR: temporary },
  });
  expect(done).toMatchObject({ status: 0, stderr: '' });
  const [head = '', ...rows] = done.stdout.split('\n\n')[0]?.split('\n') ?? [];
  const answers = rows.map((row) => [head.indexOf('expected'), head.indexOf('actual')].map((at) => row.slice(at).split(' ')[0]));
  expect(answers.length).toBeGreaterThan(10);
  for (const [expected, actual] of answers) expect(actual).toBe(expected);
  expect(rows.filter((row) => row.includes('kubectl')).map((row) => row.slice(head.indexOf('actual')).split(/ +/).join(' '))).toEqual([
    'allow',
    'ask infrastructure.destroy',
    'deny infrastructure.destroy',
    'deny shop.delete-in-production',
    'allow',
  ]);
  expect(readdirSync(temporary)).toEqual([]);
  rmdirSync(temporary);
}, 60_000);
