import type { Host } from '../domain/event.ts';
import { VERBS, type Verb } from '../domain/host.ts';
import { quoted } from '../domain/quoted.ts';

/** A launcher with its verb and host, whatever quotes stand around its path; a script may begin with `exec`. */
const LAUNCHED =
  /^(?:exec +)?(?:'((?:[^']|'\\'')+)'|"([^"]+)"|((?:[^\s'"\\]|\\.)+)) +(block|notify|prompt)(?: +--host[ =]([a-z-]+))? *(?:\|\| exit 2)?$/;

export interface Launched {
  readonly launcher: string;
  readonly verb: Verb;
  readonly host: string | undefined;
}

/** What a hook's command line runs, where that is a launcher of this guard. */
export function readCommand(line: string): Launched | undefined {
  const [, single, double, bare, word, host] = LAUNCHED.exec(line.trim()) ?? [];
  const path = single?.replaceAll("'\\''", "'") ?? double ?? bare?.replaceAll(/\\(.)/g, '$1');
  const verb = VERBS.find((name) => name === word);
  if (path === undefined || verb === undefined || !/(?:^|[/\\])launcher$/.test(path)) return undefined;
  return { launcher: path, verb, host };
}

export const commandFor =
  (launcher: string, host: Host) =>
  (verb: Verb): string =>
    `${quoted(launcher)} ${verb} --host ${host}`;

/**
 * The same line, with which the host's shell says no where there is no launcher to run, or it was killed. What the shell itself then writes
 * to standard error is the reason, without which some hosts take a 2 for nothing. Every shell since fish 3.0 reads it.
 */
export const orBlock = (line: string): string => `${line} || exit 2`;
