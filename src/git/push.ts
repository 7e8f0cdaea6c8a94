import { isSharedByName } from '../domain/branches.ts';
import type { Decision } from '../domain/decision.ts';
import type { GitRule } from '../domain/git-settings.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fitsGlob } from '../policy/glob.ts';
import { findingAt, type GitFinding, NO_SPOT } from './finding.ts';
import { askGit, type Git, type GitFault, mustAnswer } from './run.ts';
import { settle } from './settle.ts';
import { decisionOn, type Terms } from './terms.ts';

/** One line of what git tells its hook before a push (githooks(5), "pre-push"); an id of zeros stands for nothing. */
export interface RefUpdate {
  readonly localRef: string;
  readonly localId: string;
  readonly remoteRef: string;
  readonly remoteId: string;
}

const LINE = /^(\S+) ([0-9a-f]{40}|[0-9a-f]{64}) (\S+) ([0-9a-f]{40}|[0-9a-f]{64})$/;
export const isNothing = (id: string): boolean => /^0+$/.test(id);

export function parseUpdates(text: string): Result<readonly RefUpdate[], GitFault> {
  const updates: RefUpdate[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, localRef, localId, remoteRef, remoteId] = LINE.exec(line) ?? [];
    if (!localRef || !localId || !remoteRef || !remoteId)
      return err({
        message: 'What is pushed was not told in the way that git tells it to a pre-push hook.',
        instead: 'Hand standard input on to the hook as git gives it (lefthook: use_stdin: true).',
      });
    updates.push({ localRef, localId, remoteRef, remoteId });
  }
  return ok(updates);
}

/** What is wrong with where a push leads, whatever it holds. */
export async function refFindings(
  git: Git,
  updates: readonly RefUpdate[],
  remote: string,
  terms: Terms,
): Promise<Result<readonly GitFinding[], GitFault>> {
  const findings: GitFinding[] = [];
  for (const update of updates) {
    const found = await findingsOn(git, update, remote, terms);
    if (!found.ok) return found;
    findings.push(...found.value);
  }
  return ok(settle(findings, undefined, terms));
}

async function findingsOn(git: Git, update: RefUpdate, remote: string, terms: Terms): Promise<Result<readonly GitFinding[], GitFault>> {
  const { localId, remoteRef, remoteId } = update;
  const isShared = isProtected(remoteRef, terms);
  const name = remoteRef.replace(/^refs\/(?:heads|tags)\//, '');
  const about = (rule: GitRule, message: string, mend: string): readonly GitFinding[] => {
    const decision = decisionOn(rule, terms.settings);
    if (decision === undefined) return [];
    // What everybody builds on is not taken from them, not even on a question.
    const strict: Decision = isShared && decision === 'ask' && rule !== 'push.protected-branch' ? 'deny' : decision;
    return [
      findingAt({ ruleId: rule, severity: isShared ? 'critical' : 'medium', decision: strict, path: remoteRef, message, mend }, NO_SPOT),
    ];
  };
  if (isNothing(localId))
    return ok(about('push.delete', `It deletes ${name} on ${remote}.`, 'Leave it there, or have whoever runs the remote delete it.'));
  const direct = isShared
    ? about(
        'push.protected-branch',
        `${name} is a branch that others build on, and is pushed to directly.`,
        'Push another branch and propose the change.',
      )
    : [];
  if (isNothing(remoteId)) return ok(direct);
  const lost = await lostBy(git, update, remote);
  if (!lost.ok) return lost;
  if (lost.value === undefined) return ok(direct);
  const forced = about(
    'push.force',
    `It replaces ${name} on ${remote}: ${lost.value.what}.`,
    'Fetch and rebase or merge first, so that nothing is lost; then push without force.',
  );
  return ok([
    ...direct,
    ...(isShared || !lost.value.seen ? forced : forced.map((one) => ({ ...one, decision: 'allow' as const, because: SEEN }))),
  ]);
}

const SEEN = 'what it replaces was fetched before, and nobody else builds on it by its name';

export function isProtected(ref: string, { policy }: Terms): boolean {
  if (!ref.startsWith('refs/heads/')) return false;
  const branch = ref.slice('refs/heads/'.length);
  return isSharedByName(branch) || policy.context.protectedBranches.some((glob) => fitsGlob(glob, branch));
}

interface Lost {
  readonly what: string;
  /** All of it was fetched before: the same that a push with a lease asks for. */
  readonly seen: boolean;
}

/** What the remote would no longer have; undefined where it keeps all. What is not here cannot be an ancestor of what is. */
async function lostBy(git: Git, { localId, remoteRef, remoteId }: RefUpdate, remote: string): Promise<Result<Lost | undefined, GitFault>> {
  const known = await askGit(git, ['cat-file', '-e', `${remoteId}^{commit}`]);
  if (!known.ok) return known;
  if (known.value.code !== 0) return ok({ what: 'what is there now was never fetched', seen: false });
  const ancestor = await askGit(git, ['merge-base', '--is-ancestor', remoteId, localId]);
  if (!ancestor.ok) return ancestor;
  if (ancestor.value.code === 0) return ok(undefined);
  const [count, tracked] = await Promise.all([
    askGit(git, ['rev-list', '--count', remoteId, `^${localId}`]),
    askGit(git, ['rev-parse', '--verify', '--quiet', remoteRef.replace(/^refs\/heads\//, `refs/remotes/${remote}/`)]),
  ]);
  const commits = count.ok ? count.value.output.toString('latin1').trim() : 'some';
  const isTracked = tracked.ok && tracked.value.output.toString('latin1').trim() === remoteId && remoteRef.startsWith('refs/heads/');
  return ok({ what: `${commits} of its commits would be on no branch there`, seen: isTracked });
}

/** The commits that the remote does not have yet, as far as is known here. */
export async function pushedCommits(git: Git, updates: readonly RefUpdate[], remote: string): Promise<Result<readonly string[], GitFault>> {
  const local = updates.map(({ localId }) => localId).filter((id) => !isNothing(id));
  if (local.length === 0) return ok([]);
  const remoteIds = [...new Set(updates.map(({ remoteId }) => remoteId).filter((id) => !isNothing(id)))];
  const asked = await mustAnswer(git, ['cat-file', '--batch-check'], `${remoteIds.join('\n')}\n`);
  if (!asked.ok) return asked;
  const here = new Set(
    asked.value
      .toString('latin1')
      .split('\n')
      .filter((line) => / (?:commit|tag) /.test(line))
      .map((line) => line.split(' ')[0]),
  );
  // A remote that is only an address has no branches here.
  const known = /^[\w.-]+(?:\/[\w.-]+)*$/.test(remote) ? ['--not', `--remotes=${remote}`] : [];
  const revisions = [...local, ...remoteIds.filter((id) => here.has(id)).map((id) => `^${id}`)];
  const listed = await mustAnswer(git, ['rev-list', '--stdin', ...known], `${revisions.join('\n')}\n`);
  return listed.ok
    ? ok(
        listed.value
          .toString('latin1')
          .split('\n')
          .filter((id) => id !== ''),
      )
    : listed;
}
