import { authenticate, keyIdOf } from '../authentication/authenticate.ts';
import type { Finding } from '../domain/finding.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Clock, RecordDraft } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import type { GitFinding } from '../git/finding.ts';
import type { Judged } from '../git/guard.ts';
import type { Repository } from '../git/repository.ts';
import type { Terms } from '../git/terms.ts';
import { riskOf } from '../governance/risk.ts';
import type { Memory } from '../hook/memory.ts';

const MAX_LISTED = 64;

/** What is known of one run of a git hook when it is over. */
export interface Run {
  readonly verb: string;
  readonly repository: Repository;
  readonly terms: Terms;
  readonly judged: Judged;
  /** What a person answered, where one was asked. */
  readonly answer?: 'yes' | 'no';
  /** What was pushed where. */
  readonly about?: JsonObject;
}

/** Writes the record; the error says why the log does not have it. */
export function recordRun(run: Run, memory: Memory, clock: Clock): string | undefined {
  const { repository, terms } = run;
  const principal = principalOf(memory, repository.root, clock);
  const appended = memory.store.append(
    { ...draftOf(run, clock), ...(principal && { principal }), policy: terms.policy.hash },
    { rate: false },
  );
  if (!appended.ok) return appended.error.message;
  memory.absorb();
  return undefined;
}

function draftOf({ verb, repository, terms, judged, answer, about }: Run, clock: Clock): Omit<RecordDraft, 'policy'> {
  const { branch, operation, root } = repository;
  const { findings, files, commits, decision } = judged;
  const asFindings = findings.map(asFinding);
  const subject: JsonObject = {
    repository: root,
    ...(branch === undefined ? { detached: true } : { branch }),
    ...(operation && { operation }),
    actor: { kind: terms.actor.kind, by: terms.actor.by },
    files,
    ...(commits > 0 && { commits }),
    ...(answer && { answer }),
    ...about,
    places: findings.slice(0, MAX_LISTED).map(({ ruleId, path, line, column, fingerprint, because }) => ({
      ...{ ruleId, path, line, column, fingerprint },
      ...(because !== undefined && { because }),
    })),
  };
  return {
    time: clock.now(),
    kind: 'event',
    host: 'git',
    event: verb,
    subject,
    findings: asFindings,
    decision: answer === 'yes' ? 'allow' : decision === 'ask' ? 'deny' : decision,
    mode: terms.policy.mode,
    stage: 'governance',
    risk: riskOf(asFindings),
    timings: {},
  };
}

const asFinding = ({ ruleId, severity, decision, message, mend, path, line }: GitFinding): Finding => ({
  stage: 'governance',
  ruleId,
  severity,
  decision,
  message: `${path}:${line}: ${message}`,
  instead: mend,
});

/** Whose key lies here; a key that is not good here leaves the record without one. */
function principalOf({ store, presented, pepper }: Memory, project: string, clock: Clock): Principal | undefined {
  const snapshot = store.snapshot(keyIdOf(presented), undefined, clock.now());
  if (!snapshot.ok) return undefined;
  const found = authenticate(presented, snapshot.value, { host: 'git', project, now: snapshot.value.now }, pepper);
  return found.ok ? found.value : undefined;
}
