import type { Entry } from './entries.ts';

const COMMAND = /"(?:command|bash|exec)":"((?:[^"\\]|\\.){0,4096})"/g;
const OWN = /hookwarden|\/launcher\b/i;
/** Programs that say nothing against anything, whatever follows them. */
const SILENT = /^(?:\S*\/)?(?:true|:|echo|printf|exit|cat|false|test|sleep|\[|env|nohup|timeout)(?:\s|$)/;

/** How many words at the end of two commands are the same where one is the other by another way. */
const TAIL = 2;

/**
 * Whether a hook that is gone stands there again with the same arguments, handed to another program: moved, or behind a wrapper. Never said
 * of this guard's own, which nobody but its installation moves.
 */
export function isMoved(gone: Entry, there: Entry): boolean {
  if (gone.key !== there.key || frame(gone) !== frame(there)) return false;
  const before = commandsIn(gone);
  const after = commandsIn(there);
  return before.length > 0 && before.length === after.length && before.every((command, at) => isKin(command, after[at] ?? ''));
}

const commandsIn = ({ key, value }: Entry): readonly string[] =>
  key === 'command' ? [value] : [...value.matchAll(COMMAND)].map((match) => match[1] ?? '');

/** All of an entry but its commands. */
const frame = ({ key, value }: Entry): string => (key === 'command' ? '' : value.replace(COMMAND, ''));

function isKin(before: string, after: string): boolean {
  const tail = tailOf(before);
  return !OWN.test(before) && !SILENT.test(after) && tail !== undefined && tail === tailOf(after);
}

function tailOf(command: string): string | undefined {
  const words = command.trim().split(/\s+/);
  return words.length > TAIL ? words.slice(-TAIL).join(' ') : undefined;
}
