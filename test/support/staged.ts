import { err, type Result } from '../../src/domain/result.ts';
import { gitEnvironment } from '../../src/git/environment.ts';
import { type Judged, judgeCommit, judgePush } from '../../src/git/guard.ts';
import { findGit } from '../../src/git/program.ts';
import { parseUpdates } from '../../src/git/push.ts';
import { describeRepository } from '../../src/git/repository.ts';
import type { Git, GitFault } from '../../src/git/run.ts';
import type { Terms } from '../../src/git/terms.ts';
import { gatherFacts } from '../../src/hook/facts.ts';
import { systemClock } from '../../src/hook/machine.ts';
import { BUILTIN } from '../../src/policy/builtin.ts';
import { GIT_DEFAULTS } from '../../src/policy/git-defaults.ts';
import { unwrap } from './installation.ts';
import type { TestRepository } from './repository.ts';

const gitIn = ({ folder }: TestRepository, environment: Record<string, string> = {}): Git => ({
  program: unwrap(findGit(process.env, folder)),
  cwd: folder,
  environment: gitEnvironment({ ...process.env, ...environment }),
});

function termsIn({ folder }: TestRepository, change: Partial<Terms> = {}): Terms {
  const folders = { state: '/nowhere/state', config: '/nowhere/config', runtime: '/nowhere/run' };
  return {
    policy: BUILTIN,
    settings: GIT_DEFAULTS,
    facts: gatherFacts({ now: 0, attended: false, cwd: folder, environment: process.env, folders, program: '/nowhere/program' }),
    actor: { kind: 'person', by: 'ada' },
    baseline: { fingerprints: new Set() },
    clock: systemClock,
    ...change,
  };
}

/** Judges what is staged, as the pre-commit hook does. */
export async function judgeStaged(
  repository: TestRepository,
  change: Partial<Terms> = {},
  environment: Record<string, string> = {},
): Promise<Result<Judged, GitFault>> {
  const git = gitIn(repository, environment);
  const described = await describeRepository(git);
  return described.ok ? judgeCommit(git, described.value, termsIn(repository, change)) : described;
}

/** Judges a push, as the pre-push hook does. */
export async function judgePushed(
  repository: TestRepository,
  lines: string,
  change: Partial<Terms> = {},
): Promise<Result<Judged, GitFault>> {
  const updates = parseUpdates(lines);
  return updates.ok ? judgePush(gitIn(repository), updates.value, 'origin', termsIn(repository, change)) : err(updates.error);
}

/** `rule path:line`, sorted; what does not count in brackets. */
export const places = (found: Result<Judged, GitFault>): readonly string[] =>
  unwrap(found)
    .findings.map(({ ruleId, path, line, because }) =>
      because === undefined ? `${ruleId} ${path}:${line}` : `(${ruleId} ${path}:${line})`,
    )
    .sort();
