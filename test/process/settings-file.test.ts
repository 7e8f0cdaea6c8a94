import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../support/installed.ts';

it('settings of which only a part can be written stay what they were', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const target = join(folder, 'settings.json');
  writeFileSync(target, '{}\n');
  const write = { target, before: '{}\n', after: ' '.repeat(4096), executable: false, unique: 'one' };
  const script = `const { writeSettings } = await import(${JSON.stringify(join(ROOT, 'src/wiring/settings-file.ts'))});
console.log(JSON.stringify(writeSettings(${JSON.stringify(write)})));`;
  // The limit is of one block, of which a longer text is written as far as it fits.
  const done = spawnSync('/bin/sh', ['-c', 'ulimit -f 1; exec "$0" --input-type=module -e "$1"', process.execPath, script], {
    encoding: 'utf8',
  });
  expect(done.stdout).toContain('"ok":false');
  expect(readFileSync(target, 'utf8')).toBe('{}\n');
  expect(readdirSync(folder)).toEqual(['settings.json']);
});
