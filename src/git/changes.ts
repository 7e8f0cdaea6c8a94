import { err, ok, type Result } from '../domain/result.ts';
import { addedLines } from './added-lines.ts';
import { readText, type Text } from './content.ts';
import { readObjects, type StoredObject } from './objects.ts';
import { type Change, parseRawDiff } from './raw-diff.ts';
import { fault, type Git, type GitFault, mustAnswer } from './run.ts';

/** What a change puts in its place. */
export type Content =
  | (Text & { readonly kind: 'text'; readonly before: readonly string[]; readonly added?: ReadonlySet<number> })
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'submodule' };

export type Visit = (change: Change, content: Content) => Promise<void> | void;

const RAW = ['--raw', '-z', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--ignore-submodules=none'] as const;

/** What the index holds that HEAD does not; of a merge only what none of its parents has. */
export async function stagedChanges(git: Git, mergeHeads: readonly string[]): Promise<Result<readonly Change[], GitFault>> {
  const diffs = await Promise.all([[], ...mergeHeads.map((id) => [id])].map((base) => diffIndex(git, base)));
  const read: (readonly Change[])[] = [];
  for (const diff of diffs) {
    if (!diff.ok) return diff;
    read.push(diff.value);
  }
  const [own = [], ...others] = read;
  const byPath = others.map((changes) => new Map(changes.map((change) => [change.path, change])));
  return ok(
    own.flatMap((change) => {
      const same = byPath.map((changes) => changes.get(change.path));
      if (same.some((other) => other === undefined)) return [];
      return [{ ...change, before: [change, ...same].flatMap((one) => one?.before ?? []) }];
    }),
  );
}

async function diffIndex(git: Git, base: readonly string[]): Promise<Result<readonly Change[], GitFault>> {
  const output = await mustAnswer(git, ['diff', '--cached', ...RAW, '--find-renames', ...base, '--']);
  return output.ok ? parsed(output.value) : output;
}

/** What commits hold that none of their parents has, each change once, however often it was made and taken back. */
export async function committedChanges(git: Git, commits: readonly string[]): Promise<Result<readonly Change[], GitFault>> {
  if (commits.length === 0) return ok([]);
  const output = await mustAnswer(git, ['diff-tree', '--stdin', '--root', '-r', '-c', ...RAW, '--no-renames'], `${commits.join('\n')}\n`);
  const changes = output.ok ? parsed(output.value) : output;
  if (!changes.ok) return changes;
  const known = new Set<string>();
  // The same content is another change where it lies elsewhere, or where something else was there before: what is new in it differs.
  const keyOf = ({ path, after, before }: Change): string => JSON.stringify([path, after.id, before.map(({ id }) => id)]);
  return ok(changes.value.filter((change) => !known.has(keyOf(change)) && known.add(keyOf(change))));
}

function parsed(output: Buffer): Result<readonly Change[], GitFault> {
  const changes = parseRawDiff(output);
  return changes.ok ? changes : err({ ...fault(['diff'], changes.error), instead: 'Settle that first, then try again.' });
}

/** Reads what the changes put there, by one run of git, and shows each to `visit` in turn; a content that is missing is a fault. */
export async function readChanges(
  git: Git,
  changes: readonly Change[],
  maxBytes: number,
  visit: Visit,
): Promise<Result<undefined, GitFault>> {
  const wanted: { readonly change: Change; readonly id: string; readonly isNew: boolean }[] = [];
  for (const change of changes) {
    if (change.after.kind === 'submodule') await visit(change, { kind: 'submodule' });
    else {
      // A file whose mode alone is another holds nothing new.
      const before = new Set(change.before.filter(({ kind }) => kind !== 'submodule').map(({ id }) => id));
      for (const id of before) wanted.push({ change, id, isNew: false });
      wanted.push({ change, id: change.after.id, isNew: true });
    }
  }
  let before: string[] = [];
  let lost: string | undefined;
  const take = (object: StoredObject, at: number): Promise<void> | void => {
    const one = wanted[at];
    if (!one) return;
    if (!one.isNew) {
      // What is too large or not there to compare with makes every line a new one.
      if (object.kind === 'read') before.push(readText(object.bytes).text);
      return;
    }
    const olds = before;
    before = [];
    if (object.kind === 'missing') lost ??= one.change.path;
    else return visit(one.change, contentOf(object, olds));
  };
  const done = await readObjects(
    git,
    wanted.map(({ id }) => id),
    maxBytes,
    take,
  );
  if (!done.ok) return done;
  return lost === undefined ? ok(undefined) : err(fault(['cat-file'], `the content of ${JSON.stringify(lost)} is missing`));
}

function contentOf(object: Exclude<StoredObject, { kind: 'missing' }>, before: readonly string[]): Content {
  if (object.kind === 'too-large') return object;
  const read = readText(object.bytes);
  const added = addedLines(read.text, before);
  return { kind: 'text', ...read, before, ...(added && { added }) };
}
