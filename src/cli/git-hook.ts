import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Policy } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type Judged, judgeCommit, judged, judgePush } from '../git/guard.ts';
import type { GitHook } from '../git/hook-name.ts';
import { examineMessage, withoutDiff } from '../git/message.ts';
import { parseUpdates, type RefUpdate } from '../git/push.ts';
import type { Repository } from '../git/repository.ts';
import { askGit, type Git, type GitFault } from '../git/run.ts';
import type { Terms } from '../git/terms.ts';
import { gatherFacts } from '../hook/facts.ts';
import { readLayers } from '../hook/layers.ts';
import { systemClock, systemRandom } from '../hook/machine.ts';
import { type Memory, openMemory } from '../hook/memory.ts';
import { currentPolicy, type PolicyOptions } from '../hook/policy.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { describeFault } from '../policy/fault.ts';
import { GIT_DEFAULTS } from '../policy/git-defaults.ts';
import { type Baseline, parseBaseline } from '../secrets/baseline.ts';
import { foldersOf } from '../state/folders.ts';
import { actorOf } from './actor.ts';
import type { ExitCode } from './command.ts';
import { gitHere } from './git-here.ts';
import { canAsk, saysYes } from './git-question.ts';
import { type Run, recordRun } from './git-record.ts';
import { reportDecision, reportFault, reportFindings, say } from './git-report.ts';

/** What a run needs from how the program was built. */
export interface Program {
  readonly folder: string;
  readonly compiler: PolicyOptions['compiler'];
}

const PATIENCE_MS = 10_000;
const EXIT = { allow: 0, ask: 1, deny: 2 } as const;
const WHAT: Readonly<Record<GitHook, string>> = { 'pre-commit': 'commit', 'commit-msg': 'commit', 'pre-push': 'push' };

/** Runs one hook: whatever keeps it from judging stops what git is about to do. */
export async function runGitHook(hook: GitHook, args: readonly string[], program: Program): Promise<ExitCode> {
  const setUp = await prepare(hook, program);
  if (!setUp.ok) return stop(setUp.error);
  const { git, repository, terms, memory } = setUp.value;
  const found = await judgeHook(hook, args, git, repository, terms);
  if (!found.ok) return stop(found.error);
  const { outcome, about } = found.value;
  reportFindings(outcome.findings);
  if (terms.policy.mode === 'observe' && outcome.decision !== 'allow')
    say(`hookwarden: observed only; in force, this ${WHAT[hook]} would be stopped`);
  else reportDecision(WHAT[hook], outcome, terms);
  const isAsked = outcome.decision === 'ask' && terms.policy.mode === 'enforce' && terms.facts.attended;
  const answer = isAsked ? answerOf(`Go on with this ${WHAT[hook]} all the same?`) : undefined;
  const run: Run = { verb: hook, repository, terms, judged: outcome, ...(answer && { answer }), ...(about && { about }) };
  const unrecorded = memory && recordRun(run, memory, systemClock);
  if (unrecorded !== undefined) return stop({ message: unrecorded, instead: 'What is not on record does not pass.' });
  return terms.policy.mode === 'observe' || answer === 'yes' ? 0 : EXIT[outcome.decision];
}

const answerOf = (question: string): Run['answer'] => (saysYes(question) ? 'yes' : 'no');

function stop(fault: GitFault): ExitCode {
  reportFault(fault);
  return 3;
}

interface SetUp {
  readonly git: Git;
  readonly repository: Repository;
  readonly terms: Terms;
  /** Absent on a machine that is not set up: then it is judged all the same, and recorded nowhere. */
  readonly memory?: Memory;
}

async function prepare(hook: GitHook, program: Program): Promise<Result<SetUp, GitFault>> {
  const here = await gitHere();
  if (!here.ok) return here;
  const { git, repository } = here.value;
  const { root } = repository;
  const environment = process.env;
  const folders = foldersOf(environment, homedir(), process.getuid?.());
  const keyFromEnvironment = environment['HOOKWARDEN_API_KEY'];
  const now = systemClock.now();
  const memory = openMemory({ folders, installId: undefined, keyFromEnvironment, remaining: () => PATIENCE_MS, now, random: systemRandom });
  if (!memory.ok && memory.error.fault.reason !== 'missing') return err({ message: memory.error.fault.message, instead: '' });
  const kept = memory.ok ? memory.value : undefined;
  const policy = policyIn(root, folders, kept, program);
  if (!policy.ok) return policy;
  const actor = actorOf(environment);
  const baseline = await readBaseline(git, root, hook === 'pre-commit' && actor.kind !== 'agent' ? ':' : 'HEAD:');
  if (!baseline.ok) return baseline;
  const attended = actor.kind === 'person' && canAsk();
  const around = gatherFacts({ now, attended, cwd: root, environment, folders, program: program.folder });
  // A commit in the program's own repository changes its sources, and not the program that judges it.
  const { machine } = around;
  const facts = { ...around, machine: { ...machine, ownPaths: machine.ownPaths.filter((path) => path !== program.folder) } };
  const settings = policy.value.git ?? GIT_DEFAULTS;
  const terms: Terms = { policy: policy.value, settings, facts, actor, baseline: baseline.value, clock: systemClock };
  if (!kept) say('hookwarden: judged, but recorded nowhere: this machine is not set up (hookwarden init)');
  return ok({ git, repository, terms, ...(kept && { memory: kept }) });
}

/** Without keys nobody has vouched for anything, and nothing compiled is kept. */
function policyIn(
  project: string,
  folders: PolicyOptions['folders'],
  memory: Memory | undefined,
  { compiler }: Program,
): Result<Policy, GitFault> {
  if (memory) return currentPolicy({ folders, project, builtin: BUILTIN, macKey: memory.pepper, compiler });
  const layers = readLayers(folders.config, project);
  if (!layers.ok || layers.value.length === 0) return layers.ok ? ok(BUILTIN) : layers;
  const compiled = compiler()(layers.value, BUILTIN);
  if (compiled.ok) return compiled;
  return err({ message: `The policy is not valid: ${compiled.error.map(describeFault).join('; ')}`, instead: 'Correct that line.' });
}

const BASELINE = '.hookwarden/secrets-baseline.json';

/** As it is staged, so that it is committed with what it excuses; an agent excuses nothing by what it stages. */
async function readBaseline(git: Git, root: string, from: ':' | 'HEAD:'): Promise<Result<Baseline, GitFault>> {
  const none: Baseline = { fingerprints: new Set() };
  // Only a hint that saves asking git: one that is not checked out excuses nothing.
  if (!existsSync(join(root, BASELINE))) return ok(none);
  const read = await askGit(git, ['cat-file', 'blob', `${from}${BASELINE}`]);
  if (!read.ok) return read;
  if (read.value.code !== 0) return ok(none);
  const parsed = parseBaseline(read.value.output.toString('utf8'));
  return parsed.ok
    ? parsed
    : err({ message: `${BASELINE} ${parsed.error}`, instead: 'Write it anew: hookwarden secrets scan --write-baseline' });
}

interface Found {
  readonly outcome: Judged;
  readonly about?: { readonly remote: string; readonly refs: readonly string[] };
}

async function judgeHook(
  hook: GitHook,
  args: readonly string[],
  git: Git,
  repository: Repository,
  terms: Terms,
): Promise<Result<Found, GitFault>> {
  switch (hook) {
    case 'pre-commit': {
      const found = await judgeCommit(git, repository, terms);
      return found.ok ? ok({ outcome: found.value }) : found;
    }
    case 'commit-msg': {
      const text = messageIn(args[0]);
      if (!text.ok) return text;
      const message = wasEdited(terms) ? withoutDiff(text.value) : text.value;
      return ok({ outcome: judged(await examineMessage(message, terms, 'the message')) });
    }
    case 'pre-push': {
      const updates = await updatesHere();
      if (!updates.ok) return updates;
      const remote = args[0] ?? process.env['PRE_COMMIT_REMOTE_NAME'] ?? 'origin';
      const found = await judgePush(git, updates.value, remote, terms);
      if (!found.ok) return found;
      return ok({ outcome: found.value, about: { remote, refs: updates.value.slice(0, 64).map(({ remoteRef }) => remoteRef) } });
    }
  }
}

/**
 * Where git opened no editor, it showed no diff and will take none off: it tells its hooks by an editor that does nothing. Whatever an agent
 * writes below such a line it may have written to hide it.
 */
const wasEdited = ({ actor }: Terms): boolean => process.env['GIT_EDITOR'] !== ':' && actor.kind === 'person';

const MAX_MESSAGE = 1024 * 1024;

function messageIn(path: string | undefined): Result<string, GitFault> {
  if (path === undefined) return err({ message: 'There is no file with the message.', instead: 'Run: hookwarden git commit-msg FILE' });
  try {
    const text = readFileSync(resolve(path), 'utf8');
    if (text.length <= MAX_MESSAGE) return ok(text);
    return err({ message: 'The message has more than a megabyte.', instead: 'Say it in a file of the commit.' });
  } catch (error) {
    return err({
      message: `The message cannot be read (${error instanceof Error ? error.message : 'an error'}).`,
      instead: 'Give the file that git named.',
    });
  }
}

/**
 * From git itself by standard input; the pre-commit framework reads that and tells it in variables. Anybody can set those: what git says
 * counts before them.
 */
async function updatesHere(): Promise<Result<readonly RefUpdate[], GitFault>> {
  const told = toldByFramework();
  if (process.stdin.isTTY && told === undefined)
    return err({ message: 'Nobody says what is pushed.', instead: 'Give the lines that git gives a pre-push hook on standard input.' });
  let text = '';
  process.stdin.setEncoding('utf8');
  if (!process.stdin.isTTY) for await (const chunk of process.stdin) text += chunk;
  return parseUpdates(text === '' ? (told ?? '') : text);
}

function toldByFramework(): string | undefined {
  const {
    PRE_COMMIT_FROM_REF: from,
    PRE_COMMIT_TO_REF: to,
    PRE_COMMIT_REMOTE_BRANCH: remoteRef,
    PRE_COMMIT_LOCAL_BRANCH: local,
  } = process.env;
  if (to === undefined || remoteRef === undefined) return undefined;
  return `${local ?? remoteRef} ${to} ${remoteRef} ${from ?? '0'.repeat(to.length)}\n`;
}
