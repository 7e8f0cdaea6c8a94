import { join } from 'node:path';
import { attemptOf, authenticate, type Refusal } from '../authentication/authenticate.ts';
import { type Change, claim, type Sighting } from '../authentication/claim.ts';
import type { Session } from '../domain/bound-session.ts';
import type { Decision } from '../domain/decision.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Processes } from '../domain/exception.ts';
import type { Facts } from '../domain/facts.ts';
import type { Finding, Verdict } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Clock, RecordDraft, SessionChange, Snapshot } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import { type Label, labelsBefore } from '../domain/session.ts';
import { type Duration, durationOf } from '../governance/outlives.ts';
import { STRIKES } from '../governance/waive.ts';
import { combine, type Judgement, judgeEvent, remembered, reviewEvent } from '../pipeline.ts';
import { grantsHere } from './exceptions.ts';
import { isWithin } from './files.ts';

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
}

/** Stages 2 to 4 on one snapshot. An event that nothing can stop is only recorded. */
export function judge(bench: Bench, snapshot: Snapshot): Judged {
  const { event, facts, policy, presented, pepper, processes, clock } = bench;
  const start = clock.elapsed();
  const { now, steady, session: known } = snapshot;
  const occasion = { host: event.host, project: facts.project, now, setBack: now - facts.now > SET_BACK };
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
  const { session, because } = claimed.value;
  const admitted = { principal: principal.value, session: change(session), because };
  if (event.blocking === 'never') {
    const { verdict, labels, timings: spent } = reviewEvent(event, policy, clock);
    return { ...admitted, verdict, decision: 'allow', labels, timings: { ...timings, ...spent } };
  }
  const labels = labelsBefore(session.labels, steady, event.tool?.useId);
  const grants = grantsHere(event, snapshot.grants ?? [], policy.exceptions, processes, now);
  const judged = afterStrikes(judgeEvent(event, principal.value, { ...facts, session: labels, grants }, policy, clock), snapshot, policy);
  // Nobody is there to answer, or a question would not stop the call.
  const decision = judged.verdict.decision === 'ask' && !facts.attended ? 'deny' : judged.verdict.decision;
  return {
    ...admitted,
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
  const isRepository = () => facts.files.kind(join(facts.project, '.git')) !== undefined;
  const isNamed = named !== undefined && named !== facts.project && isWithin(facts.project, named) && !isRepository();
  return { event, project: isNamed ? named : facts.project, isRepository, now, lifetime: policy.sessionLifetime };
}
