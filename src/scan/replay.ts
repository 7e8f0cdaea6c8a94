import type { HookEvent } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../domain/ports.ts';
import { recentMap } from '../domain/recent.ts';
import { labelsBefore, type SessionLabel, withLabels } from '../domain/session.ts';
import { type Judgement, remembered, reviewEvent } from '../pipeline.ts';

export type JudgeEvent = (event: HookEvent, facts: Facts) => Judgement;
export type JudgeNext = (event: HookEvent, facts: Facts, known?: Known) => Judgement;

interface Known {
  /** Where the event is from, for people; its number where it is left out. */
  readonly source?: string;
  /** Something else has stopped the call, so that it leaves nothing behind. */
  readonly neverRan?: boolean;
}

/** The session of what belongs to none; no host can send it. */
export const NO_SESSION = '';

const MAX_SESSIONS = 20_000;

/** Judges events in their order, each session by itself and by what it did before: what the hook does with its database, without one. */
export function replay(judge: JudgeEvent, policy: Policy, clock: Clock): JudgeNext {
  const sessions = recentMap<string, readonly SessionLabel[]>(MAX_SESSIONS);
  let count = 0;
  return (event, facts, { source, neverRan = false } = {}) => {
    count++;
    const { sessionId } = event;
    if (sessionId === NO_SESSION) return judge(event, facts);
    const time = facts.now;
    const call = event.tool?.useId;
    const before = sessions.get(sessionId) ?? [];
    const judged =
      event.blocking === 'never'
        ? reviewEvent(event, policy, clock)
        : judge(event, { ...facts, session: labelsBefore(before, time, call) });
    const mark = { time, source: source ?? `event ${count}`, ...(call !== undefined && { call }) };
    if (neverRan) return judged;
    const after = withLabels(before, remembered(judged, judged.verdict.decision, policy.mode), mark);
    if (after !== before) sessions.set(sessionId, after);
    return judged;
  };
}
