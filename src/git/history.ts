import { err, ok, type Result } from '../domain/result.ts';
import { fault, type Git, type GitFault, mustAnswer } from './run.ts';

/** The content of a file as some commit has it. */
export interface Blob {
  readonly id: string;
  /** In bytes. */
  readonly size: number;
  /** Of the oldest commit of the range that has it, and where it lies there. */
  readonly commit: string;
  readonly path: string;
}

export interface History {
  readonly blobs: readonly Blob[];
  /** Ids that commits name, and that are not here: a partial clone, or a damaged one. */
  readonly missing: readonly Blob[];
}

const LIST = ['rev-list', '--objects', '--in-commit-order', '--reverse'] as const;
const CHECK = ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)', '--buffer'] as const;

/** Every blob that a range of commits reaches, once, oldest commit first; without a range, what any branch, tag or stash reaches. */
export async function listBlobs(git: Git, range: string | undefined): Promise<Result<History, GitFault>> {
  const revisions = range === undefined ? ['--all'] : ['--end-of-options', ...range.split(' ').filter((part) => part !== '')];
  const listed = await mustAnswer(git, [...LIST, ...revisions]);
  if (!listed.ok) return listed;
  const named = objectsIn(listed.value);
  if (named.length === 0) return ok({ blobs: [], missing: [] });
  const checked = await mustAnswer(git, CHECK, `${named.map(({ id }) => id).join('\n')}\n`);
  if (!checked.ok) return checked;
  const lines = checked.value.toString('latin1').trimEnd().split('\n');
  if (lines.length !== named.length) return err(fault(CHECK, `it said ${lines.length} things of ${named.length} objects`));
  const sized = named.map((object, at) => ({ ...object, ...kindOf(lines[at] ?? '') }));
  const strip = ({ id, size, commit, path }: Blob): Blob => ({ id, size, commit, path });
  return ok({
    blobs: sized.filter(({ type }) => type === 'blob').map(strip),
    missing: sized.filter(({ type }) => type === 'missing').map(strip),
  });
}

/** Lines are `<commit>`, or `<tree or blob> <path>` after the commit that brought it. */
function objectsIn(output: Buffer): readonly Omit<Blob, 'size'>[] {
  const objects: Omit<Blob, 'size'>[] = [];
  let commit = '';
  for (const line of output.toString('utf8').split('\n')) {
    const space = line.indexOf(' ');
    if (space < 0) commit = line;
    // A tree at the root has no path.
    else if (space < line.length - 1) objects.push({ id: line.slice(0, space), path: line.slice(space + 1), commit });
  }
  return objects;
}

function kindOf(line: string): { readonly type: string; readonly size: number } {
  const [, type = 'missing', size = '0'] = line.split(' ');
  return { type, size: Number(size) };
}
