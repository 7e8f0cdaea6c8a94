import { existsSync, realpathSync, statSync } from 'node:fs';
import picomatch from 'picomatch';
import { err, ok, type Result } from '../domain/result.ts';
import { walk } from '../secrets/walk.ts';

/** A file that may be a log. */
export interface Source {
  /** As it was found, with forward slashes; `-` is standard input. */
  readonly path: string;
  /** As it lies there, packed or not. */
  readonly bytes: number;
  /** Microseconds since 1970. */
  readonly modified: number;
  /** A person has named this very file. */
  readonly named: boolean;
}

/** The files of paths, of everything below folders and of globs, each once, in the order given and below that of names. */
export function findSources(paths: readonly string[]): Result<readonly Source[], string> {
  const found = new Map<string, Source>();
  for (const path of paths) {
    const below = path === '-' ? ok([STANDARD_INPUT]) : existsSync(path) ? named(path) : globbed(path);
    if (!below.ok) return below;
    for (const source of below.value) if (!found.has(source.path)) found.set(source.path, source);
  }
  return ok([...found.values()]);
}

const STANDARD_INPUT: Source = { path: '-', bytes: 0, modified: Date.now() * 1000, named: true };

function named(path: string): Result<readonly Source[], string> {
  const stats = statSync(path);
  if (!stats.isFile() && !stats.isDirectory()) return err(`${path} is neither a file nor a folder; what a pipe gives is read with --stdin`);
  return ok(sourcesAt(path));
}

/** What was named may be a link; below it none is followed. */
function sourcesAt(path: string): readonly Source[] {
  const isFolder = statSync(path).isDirectory();
  const real = Buffer.from(realpathSync(path));
  const sources: Source[] = [];
  for (const walked of walk(real)) {
    if (walked.kind !== 'file') continue;
    const below = walked.path.subarray(real.length).toString('utf8');
    // A name that is no text cannot be said in a report, nor opened by it.
    if (below.includes('\ufffd')) continue;
    const shown = `${path.replace(/\/+$/, '')}${below}`;
    const modified = statSync(walked.path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    sources.push({ path: shown || '/', bytes: walked.size, modified: Math.floor(modified * 1000), named: !isFolder });
  }
  return sources;
}

function globbed(pattern: string): Result<readonly Source[], string> {
  const { base, glob } = picomatch.scan(pattern);
  if (glob === '') return err(`there is no file or folder ${pattern}`);
  const isMatch = picomatch(pattern, { dot: true });
  const folder = base === '' ? '.' : base;
  const all = existsSync(folder) ? sourcesAt(folder) : [];
  const matching = all.filter(({ path }) => isMatch(base === '' ? path.slice(2) : path));
  return matching.length > 0 ? ok(matching.map((source) => ({ ...source, named: true }))) : err(`no file is like ${pattern}`);
}
