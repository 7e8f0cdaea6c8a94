import type { Finding } from '../domain/finding.ts';
import { isObject, type JsonObject, type JsonValue, stringAt } from '../domain/json.ts';
import { scanJson } from '../domain/json-scan.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { LIMITS } from '../validation/limits.ts';
import { type RefusalReason, refuse } from '../validation/refusal.ts';
import { decode } from '../validation/validate.ts';
import { readJson } from './exact-json.ts';
import { MESSAGE, misspelt, spellingOf } from './spelling.ts';

/** A JSON-RPC id that can be given back as it came. */
export type Id = string | number;

/** What a message of the client asks of the server, as far as it matters here. */
export type Asked =
  | { readonly kind: 'call'; readonly id?: Id; readonly tool: string; readonly input: JsonValue }
  | { readonly kind: 'list'; readonly id: Id }
  | { readonly kind: 'cancelled'; readonly id: Id }
  | { readonly kind: 'other' };

interface Message {
  readonly message: JsonObject;
  readonly asked: Asked;
}

/** One line: one message, or a batch of them as protocol versions before 2025-06-18 know it. */
export interface Sent {
  readonly messages: readonly Message[];
}

/** A line that the server must not see. */
export interface Unsendable {
  readonly finding: Finding;
  /** Who waits for an answer, as far as that can be told. */
  readonly id?: Id;
  /** It would have called a tool. */
  readonly isCall: boolean;
}

/**
 * Reads a line as every server may read it, or not at all. INVARIANT: whatever is let through is one JSON value in which no other reader
 * finds another message: no name twice, none that only differs in its letters' case, no line break inside that some take for an end.
 */
export function readSent(bytes: Uint8Array): Result<Sent, Unsendable> {
  const text = decode(bytes);
  if (text === undefined) return err(unsendable('not-utf8', undefined));
  const line = text.replace(/\r?\n$/, '');
  if (/^[ \t]*$/.test(line)) return ok({ messages: [] });
  const scanned = scanJson(line, LIMITS);
  const value = readJson(line);
  if (!scanned.ok) return err(unsendable(scanned.error.reason, value));
  if (line.includes('\r')) return err(odd('has a line break inside, at which some servers would divide it', value));
  const messages: Message[] = [];
  for (const message of Array.isArray(value) ? value : [value]) {
    if (!isObject(message)) return err(odd('is no JSON-RPC message', value));
    const asked = askedBy(message);
    if (!asked.ok) return err(odd(asked.error, value));
    messages.push({ message, asked: asked.value });
  }
  return ok({ messages });
}

const METHOD = /^method$/iu;
const CALL_FIELDS = spellingOf('name', 'arguments', '_meta', 'task');
const CALL = /^\s*tools\/call\s*$/iu;

const NOT_BACK = 'under an id that cannot be given back';

function askedBy(message: JsonObject): Result<Asked, string> {
  if (misspelt(message, MESSAGE).length > 0) return err('has a field that some servers would take for another');
  const { method, id } = message;
  if (method === undefined) return ok({ kind: 'other' });
  if (typeof method !== 'string') return err('names its method with something other than a text');
  const params = isObject(message['params']) ? message['params'] : undefined;
  if (CALL.test(method)) return callOf(message, params);
  if (method === 'tools/list' && id !== undefined) return isId(id) ? ok({ kind: 'list', id }) : err(`asks for the tools ${NOT_BACK}`);
  const cancelled = params?.['requestId'];
  return ok(method === 'notifications/cancelled' && isId(cancelled) ? { kind: 'cancelled', id: cancelled } : { kind: 'other' });
}

function callOf({ id }: JsonObject, params: JsonObject | undefined): Result<Asked, string> {
  if (!params || misspelt(params, CALL_FIELDS).length > 0) return err('calls a tool in a form that servers may read in different ways');
  const tool = stringAt(params, 'name');
  if (tool === undefined) return err('calls a tool without a name');
  if (id !== undefined && !isId(id)) return err(`calls a tool ${NOT_BACK}`);
  return ok({ kind: 'call', tool, input: params['arguments'] ?? {}, ...(id !== undefined && { id }) });
}

export const isId = (id: JsonValue | undefined): id is Id => typeof id === 'string' || (typeof id === 'number' && Number.isSafeInteger(id));

/** `value` is what this program's own reader makes of the line. */
function unsendable(reason: RefusalReason, value: JsonValue | undefined): Unsendable {
  return { ...waitingFor(value), finding: refuse(reason, '', LIMITS).finding };
}

const odd = (what: string, value: JsonValue | undefined): Unsendable => ({
  ...waitingFor(value),
  finding: { ...refuse('bad-field', '', LIMITS).finding, ruleId: 'validation.message', message: `The message ${what}.`, instead: ONE_WAY },
});

const ONE_WAY = 'Send it as one JSON-RPC message on one line, in the form that the protocol gives it.';

function waitingFor(value: JsonValue | undefined): Pick<Unsendable, 'id' | 'isCall'> {
  const message = isObject(value) ? value : {};
  const { id } = message;
  const method = Object.keys(message).find((key) => METHOD.test(key));
  if (method === undefined) return { isCall: false };
  return { isCall: CALL.test(stringAt(message, method) ?? ''), ...(isId(id) && { id }) };
}

/** A line that is too long to be read. */
export const TOO_LONG: Unsendable = unsendable('too-large', undefined);
