import { type Decision, stricter } from '../domain/decision.ts';
import { ok, type Result } from '../domain/result.ts';
import { committedChanges, readChanges, stagedChanges } from './changes.ts';
import { commitExaminer, type Examine, pushExaminer } from './examine.ts';
import { findingAt, type GitFinding, NO_SPOT } from './finding.ts';
import { examineMessage } from './message.ts';
import { readObjects } from './objects.ts';
import { tooLarge } from './own-rules.ts';
import { isProtected, pushedCommits, type RefUpdate, refFindings } from './push.ts';
import { pushedTags } from './pushed-tags.ts';
import type { Change } from './raw-diff.ts';
import type { Repository } from './repository.ts';
import type { Git, GitFault } from './run.ts';
import { settle } from './settle.ts';
import { decisionOn, type Terms } from './terms.ts';

/** What was looked at and what was found. */
export interface Judged {
  readonly decision: Decision;
  readonly findings: readonly GitFinding[];
  readonly files: number;
  readonly commits: number;
}

export const judged = (findings: readonly GitFinding[], files = 0, commits = 0): Judged => ({
  decision: findings.reduce<Decision>((strictest, { decision }) => stricter(strictest, decision), 'allow'),
  findings,
  files,
  commits,
});

/** Judges what the index would make a commit of. */
export async function judgeCommit(git: Git, repository: Repository, terms: Terms): Promise<Result<Judged, GitFault>> {
  const changes = await stagedChanges(git, repository.mergeHeads);
  if (!changes.ok) return changes;
  const found = await examineAll(git, changes.value, commitExaminer(terms), terms);
  if (!found.ok) return found;
  return ok(judged([...onBranch(repository, terms), ...found.value], changes.value.length));
}

function onBranch({ branch }: Repository, terms: Terms): readonly GitFinding[] {
  const decision = decisionOn('commit.protected-branch', terms.settings);
  if (decision === undefined || branch === undefined || !isProtected(`refs/heads/${branch}`, terms)) return [];
  const said = {
    ruleId: 'commit.protected-branch',
    severity: 'medium',
    message: `${branch} is a branch that others build on, and is committed to directly.`,
    mend: 'Make a branch of your own (git switch --create NAME); what is staged comes along.',
  } as const;
  return settle([findingAt({ ...said, decision, path: branch }, NO_SPOT)], undefined, terms);
}

/** Judges a push: where it leads, and what the commits hold that the remote does not have yet. */
export async function judgePush(git: Git, updates: readonly RefUpdate[], remote: string, terms: Terms): Promise<Result<Judged, GitFault>> {
  const refs = await refFindings(git, updates, remote, terms);
  if (!refs.ok) return refs;
  const commits = await pushedCommits(git, updates, remote);
  if (!commits.ok) return commits;
  const tagged = await pushedTags(git, updates, terms.settings.maxFileSize);
  if (!tagged.ok) return tagged;
  const committed = await committedChanges(git, commits.value);
  if (!committed.ok) return committed;
  const changes = [...committed.value, ...tagged.value.files];
  const inFiles = await examineAll(git, changes, pushExaminer(terms), terms);
  if (!inFiles.ok) return inFiles;
  const ofCommits = commits.value.map((id) => ({ id, path: `message of ${id.slice(0, 12)}` }));
  const inMessages = await examineMessages(git, [...ofCommits, ...tagged.value.tags], terms);
  if (!inMessages.ok) return inMessages;
  return ok(judged([...refs.value, ...inMessages.value, ...inFiles.value], changes.length, commits.value.length));
}

async function examineAll(
  git: Git,
  changes: readonly Change[],
  examine: Examine,
  terms: Terms,
): Promise<Result<readonly GitFinding[], GitFault>> {
  const findings: GitFinding[] = [];
  const read = await readChanges(git, changes, terms.settings.maxFileSize, async (change, content) => {
    findings.push(...(await examine(change, content)));
  });
  return read.ok ? ok(findings) : read;
}

/** What is said of commits and tags, which may hold what a file may not. Both begin with lines of git's own, up to an empty one. */
async function examineMessages(
  git: Git,
  messages: readonly { readonly id: string; readonly path: string }[],
  terms: Terms,
): Promise<Result<readonly GitFinding[], GitFault>> {
  const findings: GitFinding[] = [];
  const ids = messages.map(({ id }) => id);
  const read = await readObjects(git, ids, terms.settings.maxFileSize, async (object, at) => {
    const path = messages[at]?.path ?? '';
    if (object.kind === 'too-large') findings.push(...settle([tooLarge({ path }, object.size, terms)], undefined, terms));
    if (object.kind !== 'read') return;
    const text = object.bytes.toString('utf8');
    findings.push(...(await examineMessage(text.slice(text.indexOf('\n\n') + 2), terms, path, false)));
  });
  return read.ok ? ok(findings) : read;
}
