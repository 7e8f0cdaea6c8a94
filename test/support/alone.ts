import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = resolve(import.meta.dirname, '../../bin/hookwarden.cjs');
const PATIENCE_MS = 30_000;

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * Runs the program with nobody above it, as a person's terminal would: whoever runs the tests may be an agent. `lines` are what it reads
 * from descriptor 3.
 */
export function alone(home: string, args: readonly string[], lines: readonly string[] = [], cwd = home): Ended {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-alone-'));
  const file = (name: string): string => join(folder, name);
  writeFileSync(file('lines'), lines.map((line) => `${line}\n`).join(''));
  const run = [process.execPath, PROGRAM, ...args].map(quoted).join(' ');
  const line = `cd ${quoted(cwd)} && ${run} 3<lines-3 >out 2>err </dev/null; echo $? >code.new; mv code.new code`
    .replace('lines-3', quoted(file('lines')))
    .replace('>out', `>${quoted(file('out'))}`)
    .replace('2>err', `2>${quoted(file('err'))}`)
    .replaceAll('code', quoted(file('code')).slice(1, -1));
  spawnSync('/bin/sh', ['-c', `(${line}) >/dev/null 2>&1 &`], {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], HOME: home, HOOKWARDEN_HOME: home, NO_COLOR: '1' },
  });
  const deadline = Date.now() + PATIENCE_MS;
  while (!existsSync(file('code'))) {
    if (Date.now() > deadline) throw new Error(`hookwarden ${args.join(' ')} did not end`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  const ended = {
    status: Number(readFileSync(file('code'), 'utf8')),
    stdout: readFileSync(file('out'), 'utf8'),
    stderr: readFileSync(file('err'), 'utf8'),
  };
  rmSync(folder, { recursive: true, force: true });
  return ended;
}
