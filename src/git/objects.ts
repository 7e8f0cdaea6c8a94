import { err, ok, type Result } from '../domain/result.ts';
import { fault, feed, type Git, type GitFault, listen, startGit } from './run.ts';

/** What is stored under an id: its bytes, or that there are too many, or that it is not there. */
export type StoredObject =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'missing' };

const BATCH = ['cat-file', '--batch', '--buffer'] as const;
const LINE_END = 0x0a;
/** `<id> <type> <size>`; a longer line is none of git's. */
const MAX_HEAD = 256;

/**
 * Reads objects by `git cat-file --batch` (git-cat-file(1), "Batch output"), in the order of their ids, and hands each over before the
 * next is kept: memory is bounded by the largest that is wanted. A fault says that not all of them could be read.
 */
export async function readObjects(
  git: Git,
  ids: readonly string[],
  maxBytes: number,
  take: (object: StoredObject, at: number) => Promise<void> | void,
): Promise<Result<undefined, GitFault>> {
  let from = 0;
  while (from < ids.length) {
    const read = await readFrom(git, ids, from, maxBytes, take);
    if (!read.ok) return read;
    from = read.value;
  }
  return ok(undefined);
}

/** More than this of an object that nobody wants is not waited for: another git goes on behind it. */
const WAITED_FOR = 4 * 1024 * 1024;

/** Says up to which id it came. */
async function readFrom(
  git: Git,
  ids: readonly string[],
  from: number,
  maxBytes: number,
  take: (object: StoredObject, at: number) => Promise<void> | void,
): Promise<Result<number, GitFault>> {
  const child = startGit(git, BATCH);
  const said = listen(child);
  const ended = new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : said()));
  });
  feed(child, `${ids.slice(from).join('\n')}\n`);
  const reader = batchReader(maxBytes);
  let next = from;
  for await (const chunk of child.stdout ?? []) {
    for (const object of reader.read(chunk)) {
      await take(object, next);
      next += 1;
      if (object.kind !== 'too-large' || object.size < WAITED_FOR) continue;
      child.kill('SIGKILL');
      return ok(next);
    }
  }
  const failure = await ended;
  if (failure !== undefined) return err(fault(BATCH, failure));
  return next === ids.length ? ok(next) : err(fault(BATCH, `only ${next} of ${ids.length} objects could be read`));
}

interface Wanted {
  readonly size: number;
  /** Bytes of it, and of the line end behind it, that have not come yet. */
  left: number;
  readonly parts: Buffer[];
}

/** Takes the output in pieces of any size apart into objects. */
export function batchReader(maxBytes: number): { readonly read: (chunk: Buffer) => Generator<StoredObject> } {
  let head: Buffer = Buffer.alloc(0);
  let wanted: Wanted | undefined;
  return {
    *read(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (!wanted) {
          const end = chunk.indexOf(LINE_END, at);
          head = Buffer.concat([head, chunk.subarray(at, end < 0 ? chunk.length : end)]);
          if (head.length > MAX_HEAD) throw new RangeError('git cat-file printed something else than objects');
          if (end < 0) return;
          at = end + 1;
          const size = sizeIn(head.toString('latin1'));
          head = Buffer.alloc(0);
          if (size === undefined) yield { kind: 'missing' };
          else wanted = { size, left: size + 1, parts: [] };
          // Its head says all that is told of it.
          if (size !== undefined && size > maxBytes) yield { kind: 'too-large', size };
          continue;
        }
        const part = chunk.subarray(at, at + wanted.left);
        at += part.length;
        wanted.left -= part.length;
        if (wanted.size <= maxBytes) wanted.parts.push(part);
        if (wanted.left > 0) continue;
        if (wanted.size <= maxBytes) yield readObject(wanted);
        wanted = undefined;
      }
    },
  };
}

function readObject({ size, parts }: Wanted): StoredObject {
  const [only] = parts;
  const bytes = parts.length === 1 && only ? only : Buffer.concat(parts);
  return { kind: 'read', bytes: bytes.subarray(0, size) };
}

/** Undefined for `<id> missing`. */
function sizeIn(line: string): number | undefined {
  const size = / (\d+)$/.exec(line)?.[1];
  return size === undefined ? undefined : Number(size);
}
