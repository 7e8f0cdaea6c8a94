import { type Dirent, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../domain/error-code.ts';

/** A file to scan, or why what is there is none. */
export type Walked =
  | { readonly kind: 'file'; readonly path: string; readonly size: number }
  | { readonly kind: 'passed'; readonly path: string; readonly reason: 'link' | 'not a file' | 'unreadable'; readonly detail?: string };

/** Git's own folder: what is in it, `--history` reads. */
const NEVER = '.git';

/** Every file below a path, or the path itself, in the order of names. Links are not followed: what they lead to is somebody else's, or walked by itself. */
export function* walk(path: string): Generator<Walked> {
  let stats: Stats;
  try {
    stats = lstatSync(path);
  } catch (error) {
    yield { kind: 'passed', path, reason: 'unreadable', detail: codeOf(error) };
    return;
  }
  if (stats.isDirectory()) yield* walkFolder(path);
  else if (stats.isFile()) yield { kind: 'file', path, size: stats.size };
  else yield { kind: 'passed', path, reason: stats.isSymbolicLink() ? 'link' : 'not a file' };
}

function* walkFolder(folder: string): Generator<Walked> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    yield { kind: 'passed', path: folder, reason: 'unreadable', detail: codeOf(error) };
    return;
  }
  for (const { name } of entries.sort((left, right) => (left.name < right.name ? -1 : 1)))
    if (name !== NEVER) yield* walk(join(folder, name));
}
