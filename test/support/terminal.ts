import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { detached, quoted } from './detached.ts';

/** Whether there is a program here that makes terminals (that of util-linux). */
export const HAS_TERMINALS = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** Runs a command on a terminal of its own, where a person types: what the terminal showed, and how the command ended. */
export function atTerminal(
  cwd: string,
  command: readonly string[],
  typed: string,
  environment: Record<string, string>,
): { readonly code: number; readonly shown: string } {
  return detached(
    (file) =>
      `cd ${quoted(cwd)} && printf %s ${quoted(typed)} | script --quiet --return --command ${quoted(command.map(quoted).join(' '))} ${quoted(file('shown'))}`,
    { PATH: process.env['PATH'], NO_COLOR: '1', ...environment },
    (file, code) => ({ code, shown: readFileSync(file('shown'), 'utf8') }),
  );
}
