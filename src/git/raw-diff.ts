import { err, ok, type Result } from '../domain/result.ts';

/** The kinds of entries that a tree holds, by their modes. */
type EntryKind = 'file' | 'program' | 'link' | 'submodule';

/** A stored entry; `id` is that of a blob, or of a commit where it is a submodule. */
interface Entry {
  readonly kind: EntryKind;
  readonly id: string;
}

/** One path that is new or other than before. */
export interface Change {
  /** As git holds it, invalid UTF-8 replaced: for patterns and reports. */
  readonly path: string;
  readonly after: Entry;
  /** What was there before, in each parent that had it. */
  readonly before: readonly Entry[];
  /** Where it lay before, of one that was moved or copied. */
  readonly from?: string;
  /** The commit that made it, where several are read. */
  readonly commit?: string;
}

const HEX = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const META = /^(:+)((?:[0-7]{6} )+)((?:[0-9a-f]{40,64} )+)([A-Z]+)\d*$/;

/**
 * What `git diff --raw -z --no-abbrev` and `git diff-tree --stdin -c` print (git-diff(1), "Raw output format"): entries that end in NUL,
 * so that names may hold anything else. Deletions are left out; an unmerged path is an error.
 */
export function parseRawDiff(output: Buffer): Result<readonly Change[], string> {
  const changes: Change[] = [];
  let commit: string | undefined;
  let at = 0;
  const next = (): string => {
    const end = output.indexOf(0, at);
    const token = output.toString('utf8', at, end < 0 ? output.length : end);
    at = end < 0 ? output.length : end + 1;
    return token;
  };
  while (at < output.length) {
    const token = next();
    if (HEX.test(token)) {
      commit = token;
      continue;
    }
    const meta = META.exec(token);
    if (!meta) return err(`git printed a line that is not understood: ${JSON.stringify(token.slice(0, 200))}`);
    const [, colons = '', modes = '', ids = '', status = ''] = meta;
    const first = next();
    const moved = colons.length === 1 && /^[RC]/.test(status);
    const path = moved ? next() : first;
    if (status.includes('U')) return err(`${JSON.stringify(path)} is not merged yet`);
    const entries = entriesOf(modes.trimEnd().split(' '), ids.trimEnd().split(' '));
    const after = entries.pop();
    if (!after) continue;
    const before = entries.filter((entry) => entry !== undefined);
    changes.push({ path, after, before, ...(moved && { from: first }), ...(commit !== undefined && { commit }) });
  }
  return ok(changes);
}

/** Undefined for what is not there on that side. */
function entriesOf(modes: readonly string[], ids: readonly string[]): (Entry | undefined)[] {
  return modes.map((mode, at) => {
    const kind = kindOf(mode);
    return kind && { kind, id: ids[at] ?? '' };
  });
}

function kindOf(mode: string): EntryKind | undefined {
  switch (mode) {
    case '000000':
      return undefined;
    case '120000':
      return 'link';
    case '160000':
      return 'submodule';
    case '100755':
      return 'program';
    default:
      return 'file';
  }
}
