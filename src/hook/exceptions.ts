import { hash } from 'node:crypto';
import { entriesOf } from '../domain/call-input.ts';
import type { HookEvent } from '../domain/event.ts';
import {
  type Aftermath,
  type Code,
  type Course,
  type Grant,
  grantedIn,
  madeBy,
  type Processes,
  type Stopped,
} from '../domain/exception.ts';
import type { Finding } from '../domain/finding.ts';
import type { Answer } from '../domain/host.ts';
import type { ExceptionTerms, Policy } from '../domain/policy.ts';
import type { Store } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import type { Judged } from './judge.ts';
import { callHashOf } from './record.ts';

/** How long the question that the host puts to a person may come after the call that it is about. */
const SAME_CALL = 60_000_000;
const MAX_SUMMARY = 300;

/** Those of a session that hold now, by what the policy says today, and for this event. */
export function grantsHere(
  event: HookEvent,
  grants: readonly Grant[],
  { proofs, longest }: ExceptionTerms,
  processes: Processes,
  now: number,
): readonly Grant[] {
  if (!event.tool) return [];
  const live = grants.filter(
    ({ proof, grantedAt, expiresAt }) => proofs.includes(proof) && now >= grantedAt && now < Math.min(expiresAt, grantedAt + longest),
  );
  if (!live.some(({ kind }) => kind === 'once')) return live;
  const [call, same] = [callHashOf(event), eventHashOf(event)];
  return live.filter((grant) => grant.kind !== 'once' || (isOf(grant, same, processes) && isUnused(grant, event, call, now)));
}

/** What a prompt has let through is for the process that the prompt came from. */
function isOf({ proof, eventHash }: Grant, same: string, processes: Processes): boolean {
  if (proof !== 'prompt') return eventHash === same;
  if (!eventHash?.startsWith(same)) return false;
  const host = processes.lineage()?.host;
  return host !== undefined && eventHash === madeBy(same, host);
}

/** One call may be announced twice, and the second time without the id that it was given. */
function isUnused({ usedBy, usedAt = 0 }: Grant, { name, tool }: HookEvent, call: string | undefined, now: number): boolean {
  if (usedBy === undefined || usedBy === call) return true;
  return name === 'PermissionRequest' && tool?.useId === undefined && now - usedAt < SAME_CALL;
}

/** The same call, whenever it is made: without the host's id of it, and without what only describes it. */
export const eventHashOf = ({ cwd, tool }: Pick<HookEvent, 'cwd' | 'tool'>): string =>
  hash('sha256', JSON.stringify([cwd, tool?.name, entriesOf(tool?.input ?? {})]));

export function aftermathOf(event: HookEvent, judged: Judged, policy: Policy, processes: Processes): Aftermath {
  const enforced = policy.mode === 'enforce';
  const denied = enforced && event.blocking === 'blocks' && judged.decision === 'deny';
  const stopped = denied && policy.exceptions.proofs.length > 0 ? stoppedOf(event, judged) : undefined;
  const course = courseOf(event, judged, enforced);
  // Read now: later it would be read while the database is locked. Where a call begins, only a session's first one asks.
  if (stopped || (course && course.kind !== 'begins')) processes.lineage();
  return {
    used: enforced && judged.decision === 'allow' ? (judged.used ?? []) : [],
    ...(stopped && { stopped }),
    ...(course && { course }),
    ...(denied && policy.strikes && { strikes: policy.strikes }),
    processes,
  };
}

function stoppedOf(event: HookEvent, { waivable, verdict }: Judged): Stopped | undefined {
  if (!waivable || !event.tool) return undefined;
  const first = verdict.findings.find(({ decision }) => decision !== 'allow');
  return { eventHash: eventHashOf(event), rules: waivable, summary: `${event.tool.name}: ${first?.message ?? ''}`.slice(0, MAX_SUMMARY) };
}

function courseOf({ name, tool, agentId: agent = '' }: HookEvent, { decision, duration }: Judged, enforced: boolean): Course | undefined {
  switch (name) {
    case 'PreToolUse':
      if (enforced && decision === 'deny') return { kind: 'hosted' };
      if (duration === undefined || duration === 'none') return undefined;
      return { kind: 'begins', call: tool?.useId, agent, lasting: duration === 'session' };
    case 'PostToolUse':
    case 'PostToolUseFailure':
      return tool?.useId === undefined ? undefined : { kind: 'ends', call: tool.useId };
    case 'Stop':
    case 'SubagentStop':
      return { kind: 'answered', agent };
    case 'SessionStart':
    case 'UserPromptSubmit':
      return { kind: 'hosted' };
    default:
      return undefined;
  }
}

/** What a person is told who may let a call through. */
export function waysThrough({ code, byPrompt }: Code, { proofs }: ExceptionTerms, attended: boolean): string | undefined {
  const ways = [
    ...(byPrompt && attended && proofs.includes('prompt') ? [`type \`hookwarden allow ${code}\` as a prompt`] : []),
    ...(proofs.includes('pin') ? [`run \`hookwarden allow-once ${code}\` in a terminal of their own`] : []),
  ];
  return ways.length === 0 ? undefined : `A person may let this one call through: ${ways.join(', or ')}.`;
}

/** Who asks for what, where an event is a prompt that is nothing but a grant. */
export interface Asked {
  readonly event: HookEvent;
  readonly principal: Principal;
  readonly policy: Policy;
  readonly attended: boolean;
  readonly processes: Processes;
  readonly now: number;
}

/** Answers a prompt that is a grant; undefined where it is none. A store that fails grants nothing. */
export function answerGrant({ event, principal, policy, attended, processes, now }: Asked, store: Store): Answer | undefined {
  const code = event.name === 'UserPromptSubmit' && event.agentId === undefined ? grantedIn(event.prompt) : undefined;
  if (code === undefined) return undefined;
  const request = { code, session: event.sessionId, principal, terms: policy.exceptions, attended, processes, policy: policy.hash, now };
  const prompted = store.grantPrompted(request);
  const findings: readonly Finding[] = [];
  if (prompted.ok && prompted.value.granted) {
    const { summary, grant } = prompted.value;
    return {
      decision: 'allow',
      findings,
      notice: `Hookwarden: a person has let this call through, once (${grant.id}). Make it again unchanged. ${summary}`,
    };
  }
  const why = prompted.ok ? (prompted.value.granted ? '' : prompted.value.why) : prompted.error.message;
  return {
    decision: 'allow',
    findings,
    notice: `Hookwarden: ${code} let nothing through. ${why} A person can run \`hookwarden allow-once ${code}\` in a terminal of their own.`,
  };
}
