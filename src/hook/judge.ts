import { join } from 'node:path';
import { attemptOf, authenticate, type Refusal } from '../authentication/authenticate.ts';
import { type Change, claim, type Sighting } from '../authentication/claim.ts';
import type { Session } from '../domain/bound-session.ts';
import type { Held, LinkUse } from '../domain/capability.ts';
import type { Decision } from '../domain/decision.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Processes } from '../domain/exception.ts';
import type { Facts } from '../domain/facts.ts';
import type { Finding, Verdict } from '../domain/finding.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import type { Clock, RecordDraft, SessionChange, Snapshot, Store } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import { type Label, labelsBefore } from '../domain/session.ts';
import { type Duration, durationOf } from '../governance/outlives.ts';
import { STRIKES } from '../governance/waive.ts';
import { combine, type Judgement, judgeEvent, remembered, reviewEvent } from '../pipeline.ts';
import { shown } from '../policy/message.ts';
import { boundingOf } from './capabilities.ts';
import { grantsHere } from './exceptions.ts';
import { isWithin } from './files.ts';
import { holding, withDelegation } from './held.ts';
import { unusual } from './unusual.ts';

export interface Judged {
  readonly principal?: Principal;
  readonly verdict: Verdict;
  /** As it will be answered. */
  readonly decision: Decision;
  readonly timings: RecordDraft['timings'];
  /** What the session has to remember, where the call runs. */
  readonly labels?: readonly Label[];
  readonly approved?: boolean;
  /** The exceptions for a single call that it uses up, if it runs. */
  readonly used?: readonly string[];
  /** The rules that stop it, where a person may let it through. */
  readonly waivable?: readonly string[];
  /** The capabilities that it relies on. */
  readonly relied?: readonly string[];
  readonly uses?: readonly LinkUse[];
  /** What an agent was handed, where that is to be recorded. */
  readonly delegated?: JsonObject;
  readonly duration?: Duration;
  /** A failed attempt to be let in, by what was attempted. */
  readonly attempt?: string;
  /** What becomes of the session, and why it was bound anew where it was. */
  readonly session?: SessionChange;
  readonly because?: readonly Change[];
  /** Whose session it is, where this principal has tried to act in it for the first time. */
  readonly intrusion?: string;
}

export interface Bench {
  readonly event: HookEvent;
  readonly facts: Facts;
  /** What the host itself calls the project. */
  readonly project?: string;
  readonly policy: Policy;
  readonly presented: string | undefined;
  readonly pepper: Uint8Array;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly usual: Store['usual'];
}

/** Stages 2 to 4 on one snapshot. An event that nothing can stop is only recorded. */
export function judge(bench: Bench, snapshot: Snapshot): Judged {
  const { event, facts, policy, presented, pepper, processes, clock } = bench;
  const start = clock.elapsed();
  const { now, steady, session: known } = snapshot;
  const occasion = { host: event.host, project: facts.machine.project, now, setBack: now - facts.now > SET_BACK };
  const principal = authenticate(presented, snapshot, occasion, pepper);
  if (!principal.ok) {
    const attempt = attemptOf(presented, principal.error);
    const timings = { authentication: clock.elapsed() - start };
    return { ...refused(principal.error), timings, ...(attempt !== undefined && { attempt }) };
  }
  const claimed = claim(known?.session, principal.value, sightingOf(bench, steady));
  const timings = { authentication: clock.elapsed() - start };
  const change = (after: Session): SessionChange => ({ ...(known && { before: known }), after, lifetime: policy.sessionLifetime });
  if (!claimed.ok) {
    const { session, owner } = claimed.error;
    const noted = session && owner !== undefined ? { session: change(session), intrusion: owner } : {};
    return { ...refused(claimed.error), principal: principal.value, timings, ...noted };
  }
  const { because } = claimed.value;
  const { held = [] } = snapshot;
  const session = holding(claimed.value.session, held);
  const admitted = { principal: principal.value, session: change(session), because };
  if (event.blocking === 'never') {
    const { verdict, labels, timings: spent } = reviewEvent(event, policy, clock);
    return { ...admitted, verdict, decision: 'allow', labels, timings: { ...timings, ...spent } };
  }
  const labels = labelsBefore(session.labels, steady, event.tool?.useId);
  const grants = grantsHere(event, snapshot.grants ?? [], policy.exceptions, processes, now);
  const bounding = isBounded(session, policy, held)
    ? boundingOf(event, session, held, policy, { files: facts.machine.files, now }, (text) => shown(text, policy.withheld))
    : undefined;
  const judgement = judgeEvent(event, principal.value, { ...facts, session: labels, grants }, policy, clock, bounding?.cover);
  const noted = unusual(judgement.analysis, principal.value, { ...facts, now }, policy, bench.usual);
  const judged = afterStrikes(withNoted(judgement, noted), snapshot, policy);
  const delegation = bounding?.delegation;
  // Nobody is there to answer, or a question would not stop the call.
  const decision = judged.verdict.decision === 'ask' && !facts.attended ? 'deny' : judged.verdict.decision;
  return {
    ...admitted,
    ...(delegation && {
      session: change(withDelegation(session, delegation.agent, delegation.mark)),
      delegated: delegation.subject,
    }),
    ...(judged.covered && { relied: judged.covered.relied, ...(decision !== 'deny' && { uses: judged.covered.uses }) }),
    verdict: judged.verdict,
    decision,
    approved: judged.approved === true,
    ...(judged.used && { used: judged.used }),
    ...(judged.waivable && { waivable: judged.waivable }),
    duration: durationOf(event, judged.analysis),
    labels: remembered(judged, decision, policy.mode),
    timings: { ...timings, ...judged.timings },
  };
}

/** Whether capabilities may have anything to say. */
const isBounded = ({ capabilities }: Session, policy: Policy, held: readonly Held[]): boolean =>
  capabilities !== undefined || held.length > 0 || policy.capabilities !== undefined;

/** What is not usual stops nothing, and is not approved without a question either. */
const withNoted = (judgement: Judgement, noted: readonly Finding[]): Judgement =>
  noted.length === 0
    ? judgement
    : { ...judgement, approved: false, verdict: combine([...judgement.verdict.findings, ...noted], judgement.verdict.stage) };

/** Of a session that was denied too often, questions are denials. */
function afterStrikes(judged: Judgement, { denials = [], steady }: Snapshot, { strikes }: Policy): Judgement {
  const { decision, findings, stage } = judged.verdict;
  if (!strikes || decision !== 'ask' || denials.filter((time) => steady - time < strikes.within).length < strikes.after) return judged;
  const denial: Finding = {
    stage: 'governance',
    ruleId: STRIKES,
    severity: 'medium',
    decision: 'deny',
    message: `${strikes.after} calls of this session or more were denied lately, so that what would be asked about is denied for a while.`,
    instead: 'Tell the person what you are after, and let them decide.',
  };
  return { ...judged, verdict: combine([...findings, denial], stage) };
}

/** What a clock may be behind without having been set back. */
const SET_BACK = 60_000_000;

function refused({ ruleId, message, instead }: Refusal): Pick<Judged, 'verdict' | 'decision'> {
  const finding: Finding = { stage: 'authentication', ruleId, severity: 'high', decision: 'deny', message, instead };
  return { verdict: combine([finding], 'authentication'), decision: 'deny' };
}

/** Outside a repository the host's own word for the project counts, where the event comes from inside it. */
function sightingOf({ event, facts, project: named, policy }: Bench, now: number): Sighting {
  const { project, files } = facts.machine;
  const isRepository = () => files.kind(join(project, '.git')) !== undefined;
  const isNamed = named !== undefined && named !== project && isWithin(project, named) && !isRepository();
  return { event, project: isNamed ? named : project, isRepository, now, lifetime: policy.sessionLifetime };
}
