import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 30_000;

export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * Runs a line of shell with nobody above it, as a person's own would be: whoever runs the tests may be an agent. The line is made for the
 * files of a folder of its own, which are read once it has ended.
 */
export function detached<Read>(
  line: (file: (name: string) => string) => string,
  environment: Record<string, string | undefined>,
  read: (file: (name: string) => string, status: number) => Read,
): Read {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-alone-'));
  const file = (name: string): string => join(folder, name);
  const [done, doing] = [file('code'), file('code.new')].map(quoted);
  spawnSync('/bin/sh', ['-c', `(${line(file)}; echo $? >${doing}; mv ${doing} ${done}) >/dev/null 2>&1 &`], {
    stdio: 'ignore',
    env: environment,
  });
  const deadline = Date.now() + PATIENCE_MS;
  while (!existsSync(file('code'))) {
    if (Date.now() > deadline) throw new Error(`it did not end: ${line(file)}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  const seen = read(file, Number(readFileSync(file('code'), 'utf8')));
  rmSync(folder, { recursive: true, force: true });
  return seen;
}
