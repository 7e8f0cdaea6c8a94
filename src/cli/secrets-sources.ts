import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { codeOf } from '../domain/error-code.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { gitEnvironment } from '../git/environment.ts';
import { type Blob, listBlobs } from '../git/history.ts';
import { readObjects } from '../git/objects.ts';
import { findGit } from '../git/program.ts';
import { type Git, type GitFault, mustAnswer } from '../git/run.ts';
import type { Unscanned } from '../reports/finding.ts';
import type { Scanner } from '../secrets/scanner.ts';
import { walk } from '../secrets/walk.ts';

/** What is to be scanned, known before the first of it is read, so that the work can be divided and its progress told. */
export interface Source {
  readonly count: number;
  readonly bytes: number;
  readonly unscanned: readonly Unscanned[];
  /** Hands everything to the scanner; what cannot be read on the way is told as well. */
  readonly feed: (scanner: Scanner, tell: (unscanned: Unscanned) => void) => Promise<Result<undefined, string>>;
}

interface Limits {
  readonly maxBytes: number;
}

const EMPTY: Source = { count: 0, bytes: 0, unscanned: [], feed: async () => ok(undefined) };

const tooLarge = (size: number): string => `too large (${(size / 1e6).toFixed(1)} MB; --max-size)`;

/** Text that is read as a whole; of more than is wanted nothing is scanned. */
export async function streamSource(path: string, stream: AsyncIterable<Buffer>, { maxBytes }: Limits): Promise<Source> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) return { ...EMPTY, unscanned: [{ path, reason: tooLarge(size) }] };
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return {
    count: 1,
    bytes: bytes.length,
    unscanned: [],
    feed: async (scanner) => {
      await scanner.take({ path, bytes });
      return ok(undefined);
    },
  };
}

/** Files, by names relative to the repository that the current folder is in, so that they are the same wherever in it the command is run. */
export function fileSource(paths: readonly string[], { maxBytes }: Limits): Source {
  const base = baseOf(process.cwd());
  const files: { readonly path: Buffer; readonly size: number }[] = [];
  const unscanned: Unscanned[] = [];
  for (const walked of new Set(paths.map((path) => resolve(path)))) {
    for (const found of walk(Buffer.from(walked))) {
      if (found.kind === 'passed') {
        const reason = found.detail === undefined ? found.reason : `${found.reason} (${found.detail})`;
        unscanned.push({ path: nameIn(base, found.path), reason });
      } else if (found.size > maxBytes) unscanned.push({ path: nameIn(base, found.path), reason: tooLarge(found.size) });
      else files.push(found);
    }
  }
  return {
    count: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    unscanned,
    feed: async (scanner, tell) => {
      for (const { path } of files) {
        const bytes = readBytes(path);
        if (bytes.ok) await scanner.take({ path: nameIn(base, path), bytes: bytes.value });
        else tell({ path: nameIn(base, path), reason: bytes.error });
      }
      return ok(undefined);
    },
  };
}

function readBytes(path: Buffer): Result<Buffer, string> {
  try {
    return ok(readFileSync(path));
  } catch (error) {
    return err(`unreadable (${codeOf(error)})`);
  }
}

function baseOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return folder;
  }
}

function nameIn(base: string, bytes: Buffer): string {
  const path = bytes.toString('utf8');
  const name = relative(base, path);
  return name === '' || name.startsWith('..') || isAbsolute(name) ? path : name.replaceAll('\\', '/');
}

/** What git does not ignore: tracked files, and others that no rule leaves out. */
export async function unignored(paths: readonly string[]): Promise<Result<readonly string[], string>> {
  const git = gitHere();
  if (!git.ok) return git;
  const listed = await mustAnswer(git.value, ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...paths]);
  if (!listed.ok) return err(saying(listed.error));
  return ok([...new Set(listed.value.toString('utf8').split('\0'))].filter((name) => name !== '' && existsSync(name)));
}

/** Each blob of the history once, named by the oldest commit that has it. */
export async function historySource(range: string | undefined, { maxBytes }: Limits): Promise<Result<Source, string>> {
  const git = gitHere();
  if (!git.ok) return git;
  const history = await listBlobs(git.value, range);
  if (!history.ok) return err(saying(history.error));
  const small = history.value.blobs.filter(({ size }) => size <= maxBytes);
  const large = history.value.blobs.filter(({ size }) => size > maxBytes);
  return ok({
    count: small.length,
    bytes: small.reduce((sum, { size }) => sum + size, 0),
    unscanned: [
      ...large.map((blob) => ({ path: placeOf(blob), reason: tooLarge(blob.size) })),
      ...history.value.missing.map((blob) => ({ path: placeOf(blob), reason: 'missing (git fetch --refetch)' })),
    ],
    feed: async (scanner, tell) => {
      const ids = small.map(({ id }) => id);
      const read = await readObjects(git.value, ids, maxBytes, async (object, at) => {
        const blob = small[at];
        if (!blob) return;
        if (object.kind === 'read') await scanner.take({ path: placeOf(blob), bytes: object.bytes });
        else tell({ path: placeOf(blob), reason: object.kind === 'missing' ? 'missing (git fetch --refetch)' : tooLarge(object.size) });
      });
      return read.ok ? read : err(saying(read.error));
    },
  });
}

const COMMIT_DIGITS = 12;

/** `COMMIT:PATH`, as `git show` takes it. */
const placeOf = ({ commit, path }: Blob): string => `${commit.slice(0, COMMIT_DIGITS)}:${path}`;

function gitHere(): Result<Git, string> {
  const cwd = process.cwd();
  const program = findGit(process.env, baseOf(cwd));
  return program.ok ? ok({ program: program.value, cwd, environment: gitEnvironment(process.env) }) : program;
}

const saying = ({ message, instead }: GitFault): string => `${message}\n${instead}`;

/** The least bytes for which starting threads pays. */
const WORTH_THREADS = 16e6;
const MAX_THREADS = 8;

export const threadsFor = (bytes: number, wanted: number | undefined): number =>
  wanted ?? (bytes < WORTH_THREADS ? 0 : Math.min(MAX_THREADS, availableParallelism()));
