import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launcherGuard } from '../../../src/mcp/guard.ts';
import { isRunning } from '../../support/running.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookwarden-guard-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o700);
  return path;
}

it('only an exit with 0 that says nothing lets a call run', async () => {
  const said = (name: string, text: string) => launcherGuard(script(name, text)).objection({});
  const gone = join(folder, 'gone');
  expect(
    await Promise.all([
      said('passes', 'cat > /dev/null'),
      said('denies', 'echo "Not that." >&2; exit 2'),
      said('asks', 'echo "{}"'),
      said('fails', 'exit 1'),
      said('dies', 'kill -9 $$'),
      launcherGuard(gone).objection({}),
    ]),
  ).toEqual([
    undefined,
    'Not that.\n',
    ...['asks', 'fails', 'dies', 'gone'].map((name) => expect.stringContaining(`${join(folder, name)} did not answer`)),
  ]);
});

it('one that the system refuses to start denies its call, and the next call is judged', async () => {
  const place = join(folder, 'later');
  writeFileSync(place, 'not a folder');
  const guard = launcherGuard(join(place, 'launcher'));
  expect(await guard.objection({})).toContain('did not answer');
  rmSync(place);
  mkdirSync(place);
  script('later/launcher', 'cat > /dev/null');
  expect(await guard.objection({})).toBeUndefined();
});

it('one that does not end is given up with what it has started, and the next call is judged', async () => {
  const pid = join(folder, 'pid');
  const slow = script('slow', `if grep -q slow; then sleep 60 & echo $! > '${pid}'; wait; fi`);
  const guard = launcherGuard(slow, 500);
  const [first, second] = await Promise.all([guard.objection({ tool: 'slow' }), guard.objection({ tool: 'quick' })]);
  expect([first, second]).toEqual([expect.stringContaining('did not answer'), undefined]);
  const left = Number(readFileSync(pid, 'utf8'));
  await expect.poll(() => isRunning(left), { timeout: 5000 }).toBe(false);
});

it('one after another is asked and told, in the order in which they came', async () => {
  const log = join(folder, 'log');
  const guard = launcherGuard(script('writes', `printf '%s ' "$1" "$(cat)" >> '${log}'`));
  void guard.objection({ n: 1 });
  void guard.tell({ n: 2 });
  void guard.objection({ n: 3 });
  await guard.settled();
  expect(readFileSync(log, 'utf8')).toBe('block {"n":1} notify {"n":2} block {"n":3} ');
});
