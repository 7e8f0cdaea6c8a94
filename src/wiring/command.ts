import type { Host } from '../domain/event.ts';
import { VERBS, type Verb } from '../domain/host.ts';

/** A launcher with its verb and host, whatever quotes stand around its path; a script may begin with `exec`. */
const LAUNCHED = /^(?:exec +)?(?:'((?:[^']|'\\'')+)'|"([^"]+)"|((?:[^\s'"\\]|\\.)+)) +(block|notify|prompt)(?: +--host[ =]([a-z-]+))? *$/;

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
    `${/[^\w@%+=:,./-]/.test(launcher) ? `'${launcher.replaceAll("'", `'\\''`)}'` : launcher} ${verb} --host ${host}`;
