import { attemptOf, authenticate, readKey } from '../authentication/authenticate.ts';
import type { Decision } from '../domain/decision.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import type { Finding, Verdict } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Clock, RecordDraft, Snapshot } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import { type Label, labelsBefore } from '../domain/session.ts';
import { combine, judgeEvent, remembered, reviewEvent } from '../pipeline.ts';

export interface Judged {
  readonly principal?: Principal;
  readonly verdict: Verdict;
  /** As it will be answered. */
  readonly decision: Decision;
  readonly timings: RecordDraft['timings'];
  /** What the session has to remember, where the call runs. */
  readonly labels?: readonly Label[];
  readonly approved?: boolean;
  /** A failed attempt to be let in, by what was attempted. */
  readonly attempt?: string;
}

export interface Bench {
  readonly event: HookEvent;
  readonly facts: Facts;
  readonly policy: Policy;
  readonly presented: string | undefined;
  readonly pepper: Uint8Array;
  readonly clock: Clock;
}

/** The id under which the presented key is looked up, if it has the form of a key at all. */
export function keyIdOf(presented: string | undefined): string | undefined {
  const key = readKey(presented);
  return key.ok ? key.value.id : undefined;
}

/** Stages 2 to 4 on one snapshot. An event that nothing can stop is only recorded. */
export function judge({ event, facts, policy, presented, pepper, clock }: Bench, snapshot: Snapshot): Judged {
  const start = clock.elapsed();
  const principal = authenticate(presented, snapshot, { host: event.host, project: facts.project, now: facts.now }, pepper);
  const timings = { authentication: clock.elapsed() - start };
  if (!principal.ok) {
    const { ruleId, message, instead } = principal.error;
    const finding: Finding = { stage: 'authentication', ruleId, severity: 'high', decision: 'deny', message, instead };
    const attempt = attemptOf(presented, principal.error);
    return { verdict: combine([finding], 'authentication'), decision: 'deny', timings, ...(attempt !== undefined && { attempt }) };
  }
  if (event.blocking === 'never') {
    const { verdict, labels, timings: spent } = reviewEvent(event, policy, clock);
    return { principal: principal.value, verdict, decision: 'allow', labels, timings: { ...timings, ...spent } };
  }
  const session = labelsBefore(snapshot.labels, facts.now, event.tool?.useId);
  const judged = judgeEvent(event, principal.value, { ...facts, session }, policy, clock);
  // Nobody is there to answer, or a question would not stop the call.
  const decision = judged.verdict.decision === 'ask' && !facts.attended ? 'deny' : judged.verdict.decision;
  return {
    principal: principal.value,
    verdict: judged.verdict,
    decision,
    approved: judged.approved === true,
    labels: remembered(judged, decision, policy.mode),
    timings: { ...timings, ...judged.timings },
  };
}
