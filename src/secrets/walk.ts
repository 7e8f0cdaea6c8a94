import { type Dirent, lstatSync, readdirSync, type Stats } from 'node:fs';
import { codeOf } from '../domain/error-code.ts';

/** A file to scan, or why what is there is none. Paths are bytes: a name need not be UTF-8. */
export type Walked =
  | { readonly kind: 'file'; readonly path: Buffer; readonly size: number }
  | { readonly kind: 'passed'; readonly path: Buffer; readonly reason: 'link' | 'not a file' | 'unreadable'; readonly detail?: string };

/** Git's own folder: what is in it, `--history` reads. */
const NEVER = '.git';
const SEPARATOR = Buffer.from('/');

/**
 * Every file below a path, or the path itself, in the order of names. Links are not followed: what they lead to is somebody else's, or
 * walked by itself.
 */
export function* walk(path: Buffer): Generator<Walked> {
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

function* walkFolder(folder: Buffer): Generator<Walked> {
  let entries: Dirent<Buffer>[];
  try {
    entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    yield { kind: 'passed', path: folder, reason: 'unreadable', detail: codeOf(error) };
    return;
  }
  const names = entries.map(({ name }) => name).filter((name) => name.toString('latin1') !== NEVER);
  for (const name of names.sort(Buffer.compare)) yield* walk(Buffer.concat([folder, SEPARATOR, name]));
}
