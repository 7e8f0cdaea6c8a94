import { hash } from 'node:crypto';
import type { Decision, Mode } from '../domain/decision.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Verdict } from '../domain/finding.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RecordDraft } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import type { Withholding } from '../domain/secrets/additions.ts';
import type { Label } from '../domain/session.ts';
import { endingOf, inputHashOf } from './ending.ts';

/** W3C trace context, version 00. */
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What is known when a record is made, however far the event came. */
export interface Course {
  readonly time: number;
  readonly host: string;
  readonly event?: HookEvent;
  readonly principal?: Principal;
  readonly verdict: Verdict;
  /** As answered: an `ask` that nobody can be asked is a `deny`. */
  readonly decision: Decision;
  readonly mode: Mode;
  readonly policy: string;
  readonly timings: RecordDraft['timings'];
  readonly traceparent: string | undefined;
  readonly labels?: readonly Label[];
  /** The capabilities that it relies on. */
  readonly relied?: readonly string[];
  readonly withheld?: Withholding;
}

export function draftOf(course: Course): RecordDraft {
  const { time, host, event, principal, verdict, decision, mode, policy, timings, traceparent, labels, relied, withheld } = course;
  const isCall = event?.tool !== undefined && event.blocking === 'blocks';
  const callHash = isCall ? callHashOf(event) : undefined;
  const outcome = event && endingOf(event);
  return {
    time,
    kind: isCall ? 'call' : event ? 'event' : 'incident',
    host,
    ...(event && { event: event.name, session: event.sessionId }),
    ...(event?.tool && { tool: event.tool.name }),
    ...(event?.tool?.useId !== undefined && { toolUseId: event.tool.useId }),
    ...(traceparent !== undefined && TRACEPARENT.test(traceparent) && { traceparent }),
    ...(principal && { principal }),
    subject: event?.raw ?? {},
    findings: verdict.findings,
    decision,
    mode,
    stage: verdict.stage,
    risk: verdict.risk,
    timings,
    policy,
    ...(callHash !== undefined && { callHash }),
    ...(labels && labels.length > 0 && { labels }),
    ...(relied && relied.length > 0 && { capabilities: relied }),
    ...(event?.tool !== undefined && (isCall || outcome) && { inputHash: inputHashOf(event.tool) }),
    ...(outcome && { outcome }),
    ...(withheld && { withheld }),
  };
}

/** One call may be announced by several events and to several wired hooks; without an id of its own, each event is another call. */
export function callHashOf({ sessionId, cwd, tool }: HookEvent): string | undefined {
  if (tool?.useId === undefined) return undefined;
  return hash('sha256', JSON.stringify([sessionId, cwd, tool.useId, tool.name, tool.input]));
}

/** A record that goes with a call's or an event's own and says one thing about its session. */
export function noticeOf(draft: RecordDraft, kind: 'event' | 'incident', event: string, subject: JsonObject): RecordDraft {
  const {
    tool: _tool,
    toolUseId: _use,
    callHash: _hash,
    inputHash: _input,
    outcome: _outcome,
    labels: _labels,
    capabilities: _relied,
    ...rest
  } = draft;
  return { ...rest, kind, event, subject, ...(kind === 'event' && { findings: [], decision: 'allow', risk: 0 }) };
}

/** Of a call whose policy cannot be read nothing is kept that it may want withheld. */
export const withoutContent = (event: HookEvent): HookEvent => ({ ...event, raw: { omitted: 'what is withheld is not known' } });

/** Names by which tables hold what belongs together: a secret in one stands there as its token, always the same. */
export function withoutSecretNames(event: HookEvent, text: (text: string) => string): HookEvent {
  const { sessionId, agentId, tool } = event;
  return {
    ...event,
    sessionId: text(sessionId),
    ...(agentId !== undefined && { agentId: text(agentId) }),
    ...(tool?.useId !== undefined && { tool: { ...tool, useId: text(tool.useId) } }),
  };
}
