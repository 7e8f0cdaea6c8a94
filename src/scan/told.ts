import type { Sender } from '../domain/event.ts';
import { isObject, type JsonObject, type JsonValue, parseJson } from '../domain/json.ts';
import { homeAround, withAbsolutePaths } from './home.ts';
import type { Told } from './reader.ts';
import type { CallOutcome } from './row.ts';
import { timeOf } from './time.ts';

export interface ToldCall {
  readonly host: Sender;
  /** Empty where the log does not tell: it is then one session of its own. */
  readonly session: string;
  readonly cwd: string;
  /** In the host's own name, as its input. */
  readonly tool: string;
  readonly input: JsonObject;
  readonly id?: string | undefined;
  readonly agent?: string | undefined;
  readonly time?: JsonValue | undefined;
}

/** A call of a log as the event that a hook would have been sent of it. */
export function toldCall({ host, session, cwd, tool, input, id, agent, time }: ToldCall): Told {
  const home = homeAround(cwd);
  const at = timeOf(time);
  const raw = {
    session_id: session,
    cwd,
    hook_event_name: 'PreToolUse',
    tool_name: tool,
    tool_input: withAbsolutePaths(input, cwd, home),
    ...(id !== undefined && id !== '' && { tool_use_id: id }),
    ...(agent !== undefined && { agent_id: agent }),
  };
  return { kind: 'call', host, raw, ...(at !== undefined && { time: at }), ...(home !== undefined && { home }) };
}

export const toldResult = (call: string, outcome: CallOutcome, response?: JsonValue): Told => ({
  kind: 'result',
  call,
  outcome,
  ...(response !== undefined && response !== null && { response }),
});

/** An input that is an object, or the text of one; any other text is what `name` is given. */
export function inputOf(value: JsonValue | undefined, name = 'input'): JsonObject {
  if (isObject(value)) return value;
  if (typeof value !== 'string') return {};
  const parsed = parseJson(value);
  return isObject(parsed) ? parsed : { [name]: value };
}

/** A name for what a document says of itself, at most as long as an event may carry. */
export const nameOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value.slice(0, 512) : '');

/** In which words hosts say that a call was stopped, and not that it went wrong. */
export const saysDenied = (text: string): boolean =>
  /\b(?:rejected by (?:the )?user|user (?:rejected|denied|declined|cancelled)|was (?:rejected|denied|cancelled)|has been denied|(?:denied|blocked|rejected) by (?:an? |the |policy|\w{0,20} ?hook)|blocked by|hook blocked|hook denied|denied by policy)/i.test(
    text.slice(0, 400),
  );
