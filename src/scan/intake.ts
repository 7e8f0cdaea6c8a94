import type { HookEvent } from '../domain/event.ts';
import { recentMap } from '../domain/recent.ts';
import { endingOf } from '../hook/ending.ts';
import { adapterFor } from '../hosts/index.ts';
import { LIMITS } from '../validation/limits.ts';
import { validateSent } from '../validation/validate.ts';
import type { Told } from './reader.ts';
import type { CallOutcome, Place, Problem } from './row.ts';

/** An event of a log, as the hook would have been told of it. */
export interface RecordedEvent {
  readonly place: Place;
  /** A call comes as the event before it; what a tool gave back as the one behind it, which nothing can block. */
  readonly event: HookEvent;
  /** Microseconds since 1970. */
  readonly time?: number;
  /** The home folder there, where the log tells. */
  readonly home?: string;
  /** Of a call. */
  readonly outcome: CallOutcome;
}

/** Whether it is a call that the hook could have stopped. */
export const isCall = ({ event }: Pick<RecordedEvent, 'event'>): boolean => event.blocking === 'blocks' && event.tool !== undefined;

/** Calls that are held back until the log says what became of them, and the bytes of the lines that they are from. */
const MAX_HELD = 256;
const MAX_HELD_BYTES = 32 * 1024 * 1024;
const MAX_KNOWN = 50_000;
/** Sessions whose latest call is kept whole: the request for permission that announces it again comes right behind it. */
const MAX_LATEST = 1000;
const MAX_SESSION = 512;

interface Held {
  readonly recorded: Omit<RecordedEvent, 'outcome'>;
  readonly bytes: number;
  outcome: CallOutcome;
  waits: boolean;
}

export interface Intake {
  /** `bytes` is how long the record is that tells it. */
  readonly take: (told: Told, line: number, bytes: number) => void;
  /** What has become known since, in the order of the log; at its `end` everything. */
  readonly ready: (end: boolean) => readonly RecordedEvent[];
}

/** Makes events of what a log tells: each call once, with its outcome, in the order in which they were made. */
export function createIntake(place: Omit<Place, 'line'>, onProblem: (problem: Problem) => void): Intake {
  const queue: Held[] = [];
  const known = recentMap<string, true>(MAX_KNOWN);
  const pending = new Map<string, Held>();
  const latest = recentMap<string, HookEvent>(MAX_LATEST);
  let heldBytes = 0;

  const put = (event: HookEvent, line: number, bytes: number, around: Pick<RecordedEvent, 'time' | 'home'>, waits: boolean): void => {
    const recorded = {
      place: { ...place, line },
      event,
      ...(around.time !== undefined && { time: around.time }),
      ...(around.home !== undefined && { home: around.home }),
    };
    const held: Held = { recorded, bytes, outcome: 'unknown', waits };
    queue.push(held);
    heldBytes += bytes;
    if (waits) pending.set(idOf(event), held);
  };
  const settle = (id: string, outcome: CallOutcome): Held | undefined => {
    const held = pending.get(id);
    if (!held) return undefined;
    // What the log has said already is not taken back by a record that says nothing.
    if (outcome !== 'unknown') held.outcome = outcome;
    held.waits = false;
    pending.delete(id);
    return held;
  };
  const call = (event: HookEvent, line: number, bytes: number, around: Pick<RecordedEvent, 'time' | 'home'>): void => {
    if (event.tool?.useId === undefined) {
      put(event, line, bytes, around, false);
      return;
    }
    const id = `${event.sessionId}\0${event.tool.useId}`;
    if (known.get(id)) return;
    known.set(id, true);
    put(event, line, bytes, around, true);
  };
  const take = (told: Told, line: number, bytes: number): void => {
    switch (told.kind) {
      case 'problem':
        onProblem({ source: place.source, line, reason: told.reason });
        return;
      case 'call': {
        const raw = told.raw['session_id'] === '' ? { ...told.raw, session_id: place.source.slice(-MAX_SESSION) } : told.raw;
        const event = validateSent(raw, adapterFor(told.host), 'block', LIMITS);
        if (event.ok) call(event.value, line, bytes, told);
        else onProblem({ source: place.source, line, reason: event.error.finding.message });
        return;
      }
      case 'result': {
        const held = settle(told.call, told.outcome);
        if (held && told.response !== undefined) put(eventBehind(held.recorded.event, told.response), line, bytes, held.recorded, false);
        return;
      }
      case 'event': {
        const { event } = told;
        const ending = endingOf(event);
        if (ending && event.tool?.useId !== undefined) settle(event.tool.useId, ENDINGS[ending.result]);
        if (event.name === 'PermissionRequest' && sameCall(latest.get(event.sessionId), event)) return;
        if (isCall({ event })) {
          latest.set(event.sessionId, event);
          call(event, line, bytes, told);
        } else put(event, line, bytes, told, false);
      }
    }
  };
  const ready = (end: boolean): readonly RecordedEvent[] => {
    const out: RecordedEvent[] = [];
    let count = 0;
    for (const held of queue) {
      if (held.waits && !end && queue.length - count <= MAX_HELD && heldBytes <= MAX_HELD_BYTES) break;
      if (held.waits) pending.delete(idOf(held.recorded.event));
      heldBytes -= held.bytes;
      count += 1;
      out.push({ ...held.recorded, outcome: held.outcome });
    }
    queue.splice(0, count);
    return out;
  };
  return { take, ready };
}

const idOf = ({ tool }: HookEvent): string => tool?.useId ?? '';

const ENDINGS = { ran: 'ran', failed: 'failed', interrupted: 'failed', refused: 'denied' } as const;

/** The host asks for the permission of a call that it has announced already. */
const sameCall = (before: HookEvent | undefined, { tool }: HookEvent): boolean =>
  before?.tool !== undefined && before.tool.name === tool?.name && JSON.stringify(before.tool.input) === JSON.stringify(tool.input);

const eventBehind = (event: HookEvent, response: HookEvent['raw'][string]): HookEvent => ({
  ...event,
  name: 'PostToolUse',
  blocking: 'never',
  raw: { ...event.raw, hook_event_name: 'PostToolUse', tool_response: response },
});
