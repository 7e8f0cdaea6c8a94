import { err, ok, type Result } from '../domain/result.ts';
import { readObjects } from './objects.ts';
import { isNothing, type RefUpdate } from './push.ts';
import type { Change } from './raw-diff.ts';
import { type Git, type GitFault, mustAnswer } from './run.ts';

/** What references hand over besides commits: tags, which have messages, and files that no commit holds. */
export interface Tagged {
  readonly tags: readonly { readonly id: string; readonly path: string }[];
  readonly files: readonly Change[];
}

/** A tag of a tag of a tag …: nobody makes more. */
const DEEPEST = 8;
const TARGET = /^object ([0-9a-f]{40,64})\ntype (\w+)\n/;
const ENTRY = /^(\d{6}) (\w+) ([0-9a-f]{40,64})\t([\s\S]+)$/;

interface Pointed {
  readonly id: string;
  readonly type: string;
  readonly ref: string;
}

/** Looks at what each reference points to, and through tags at what they point to. Commits are left to whoever lists them. */
export async function pushedTags(git: Git, updates: readonly RefUpdate[], maxBytes: number): Promise<Result<Tagged, GitFault>> {
  let pointed = await typesOf(git, updates);
  const tags: Tagged['tags'][number][] = [];
  const files: Change[] = [];
  for (let depth = 0; pointed.ok && pointed.value.length > 0; depth++) {
    if (depth > DEEPEST) return err(TOO_DEEP);
    for (const { id, type, ref } of pointed.value) {
      if (type === 'blob') files.push({ path: ref, after: { kind: 'file', id }, before: [] });
      if (type !== 'tree') continue;
      const listed = await filesIn(git, id);
      if (!listed.ok) return listed;
      files.push(...listed.value);
    }
    const through = pointed.value.filter(({ type }) => type === 'tag');
    tags.push(...through.map(({ id, ref }) => ({ id, path: `message of ${ref}` })));
    pointed = await targetsOf(git, through, maxBytes);
  }
  return pointed.ok ? ok({ tags, files }) : pointed;
}

const TOO_DEEP: GitFault = {
  message: `A tag of tags of tags is pushed, more than ${DEEPEST} deep.`,
  instead: 'Let the tag name the commit itself: git tag --force NAME NAME^{}',
};

async function typesOf(git: Git, updates: readonly RefUpdate[]): Promise<Result<readonly Pointed[], GitFault>> {
  const local = updates.filter(({ localId, remoteId }) => localId !== remoteId && !isNothing(localId));
  if (local.length === 0) return ok([]);
  const asked = await mustAnswer(git, ['cat-file', '--batch-check=%(objecttype)'], `${local.map(({ localId }) => localId).join('\n')}\n`);
  if (!asked.ok) return asked;
  const types = asked.value.toString('latin1').split('\n');
  return ok(local.map(({ localId, remoteRef }, at) => ({ id: localId, type: types[at] ?? '', ref: remoteRef })));
}

async function targetsOf(git: Git, tags: readonly Pointed[], maxBytes: number): Promise<Result<readonly Pointed[], GitFault>> {
  const targets: Pointed[] = [];
  const ids = tags.map(({ id }) => id);
  const read = await readObjects(git, ids, maxBytes, (object, at) => {
    const [, id, type] = object.kind === 'read' ? (TARGET.exec(object.bytes.toString('latin1', 0, 200)) ?? []) : [];
    const ref = tags[at]?.ref;
    if (id !== undefined && type !== undefined && ref !== undefined) targets.push({ id, type, ref });
  });
  return read.ok ? ok(targets) : read;
}

async function filesIn(git: Git, tree: string): Promise<Result<readonly Change[], GitFault>> {
  const listed = await mustAnswer(git, ['ls-tree', '-r', '-z', '--full-tree', tree]);
  if (!listed.ok) return listed;
  return ok(
    listed.value
      .toString('utf8')
      .split('\0')
      .flatMap((line): readonly Change[] => {
        const [, mode = '', type, id, path] = ENTRY.exec(line) ?? [];
        if (type !== 'blob' || id === undefined || path === undefined) return [];
        return [{ path, after: { kind: mode === '120000' ? 'link' : 'file', id }, before: [] }];
      }),
  );
}
