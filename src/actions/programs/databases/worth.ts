import { hostOperand } from '../../addresses.ts';
import { type Command, literal, type Setting, type Word } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { isForTests } from '../../sql/names.ts';
import { isKnown } from '../../words.ts';

const URI = /^[\w+]{2,20}:\/\/(?:[^@/]{0,256}@)?([^/?:]*)(?::\d+)?(?:\/([^?#]*))?/;

/** Whether a client talks to a database that is there for tests: by its name, and on this machine as far as the call says. */
export function isForTesting(names: readonly Word[], hosts: readonly Word[], { environment }: Command): boolean {
  const spelled = [...names, ...variable(environment, 'PGDATABASE')].slice(0, 4);
  const uris = spelled.map((word) => URI.exec(word.value));
  const machines = [...hosts, ...variable(environment, 'PGHOST'), ...uris.flatMap((uri) => (uri?.[1] ? [literal(uri[1])] : []))];
  if (!machines.every(isHere)) return false;
  return spelled.some((word, at) => isKnown(word) && isForTests(uris[at] ? (uris[at][2] ?? '') : (conninfo(word.value) ?? word.value)));
}

const variable = (environment: Command['environment'], name: string): readonly Word[] =>
  Object.hasOwn(environment, name) ? [environment[name] ?? literal('')] : [];

/** `host=db dbname=shop`. */
const conninfo = (text: string): string | undefined => (text.includes('=') ? (/\bdbname=(\S+)/.exec(text)?.[1] ?? '') : undefined);

const isHere = (word: Word): boolean => isKnown(word) && (word.value.startsWith('/') || hostOperand(word).classes.includes('loopback'));

/** A database in memory, in a temporary folder, or in a file for tests. */
export function isDisposableFile(path: Word | undefined, setting: Setting): boolean {
  if (!path) return true;
  if (!isKnown(path)) return false;
  if (path.value === '' || path.value.startsWith(':memory:')) return true;
  return isForTests(path.value.slice(path.value.lastIndexOf('/') + 1)) || pathOperand(path, setting).classes.includes('temp');
}
