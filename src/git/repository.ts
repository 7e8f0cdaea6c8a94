import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { err, ok, type Result } from '../domain/result.ts';
import { askGit, fault, type Git, type GitFault } from './run.ts';

/** What git is in the middle of, where it is. */
type Operation = 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect';

export interface Repository {
  /** The folder that is worked in, absolute and real. */
  readonly root: string;
  readonly gitDir: string;
  /** The same for all work trees of a repository. */
  readonly commonDir: string;
  /** The branch that is checked out, without `refs/heads/`; of a rebase the one that is rebased; absent where HEAD is detached. */
  readonly branch?: string;
  readonly operation?: Operation;
  /** What else than HEAD a merge that is under way will have as parents. */
  readonly mergeHeads: readonly string[];
}

const ASKED = ['rev-parse', '--is-bare-repository', '--absolute-git-dir', '--git-common-dir', '--is-inside-work-tree', '--show-toplevel'];

/** Where we are and what is going on there; a repository without a work tree has no index to judge. */
export async function describeRepository(git: Git): Promise<Result<Repository, GitFault>> {
  const asked = await askGit(git, ASKED);
  if (!asked.ok) return asked;
  const [isBare, gitDir, commonDir, isInside, root] = asked.value.output.toString('utf8').split('\n');
  if (isBare === 'true') return err(BARE);
  if (isInside === 'false') return err(OUTSIDE);
  if (asked.value.code !== 0 || !gitDir || !commonDir || !root) return err(fault(ASKED, asked.value.said));
  const operation = operationIn(gitDir);
  const head = await headOf(git, gitDir);
  if (!head.ok) return head;
  const branch = shortOf(head.value) ?? shortOf(rebasedIn(gitDir));
  return ok({
    root,
    gitDir,
    commonDir: resolve(git.cwd, commonDir),
    ...(branch !== undefined && { branch }),
    ...(operation && { operation }),
    mergeHeads: (textOf(join(gitDir, 'MERGE_HEAD')) ?? '').split('\n').filter((id) => /^[0-9a-f]{40,64}$/.test(id)),
  });
}

const BARE: GitFault = {
  message: 'This repository is bare: it has no index, so that there is nothing to judge.',
  instead: 'Commit in a clone of it.',
};
const OUTSIDE: GitFault = {
  message: 'This folder is not in the work tree of a repository.',
  instead: 'Run it in the folder that is worked in, not in .git.',
};

/** Mostly one small file tells; a repository that keeps its references in another form has a stand-in there, and git is asked. */
async function headOf(git: Git, gitDir: string): Promise<Result<string, GitFault>> {
  const told = /^(?:ref: (refs\/heads\/(?!\.invalid$).+)|[0-9a-f]{40,64})\s*$/.exec(textOf(join(gitDir, 'HEAD')) ?? '');
  if (told) return ok(told[1]?.trim() ?? '');
  const asked = await askGit(git, ['symbolic-ref', '--quiet', 'HEAD']);
  return asked.ok ? ok(asked.value.output.toString('utf8').trim()) : asked;
}

const shortOf = (ref: string | undefined): string | undefined =>
  ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;

const MARKS: readonly (readonly [string, Operation])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
];

const operationIn = (gitDir: string): Operation | undefined => MARKS.find(([name]) => existsSync(join(gitDir, name)))?.[1];

const rebasedIn = (gitDir: string): string | undefined =>
  (textOf(join(gitDir, 'rebase-merge/head-name')) ?? textOf(join(gitDir, 'rebase-apply/head-name')))?.trim();

/** Small files that git keeps for itself. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
