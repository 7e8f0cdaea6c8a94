import { isObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { scanJson } from '../domain/json-scan.ts';
import { LIMITS } from '../validation/limits.ts';
import type { Answered } from './calls.ts';
import { readJson } from './exact-json.ts';
import { type Id, isId } from './sent.ts';
import { MESSAGE, misspelt } from './spelling.ts';

/** A line of the server in which answers may stand. */
export interface Received {
  readonly value: JsonValue;
  readonly text: string;
}

const [RETURN, LINE_FEED, BLANK] = [0x0d, 0x0a, 0x20];

/**
 * The line without breaks inside it, at which some clients would divide it: between the values of JSON a break is a blank, and in them none
 * may stand.
 */
export function withoutBreaks(bytes: Buffer): Buffer {
  const end = bytes.at(-1) === LINE_FEED ? bytes.length - 1 : bytes.length;
  const last = bytes[end - 1] === RETURN ? end - 1 : end;
  const first = bytes.indexOf(RETURN);
  return first < 0 || first >= last ? bytes : Buffer.from(bytes.map((byte, at) => (byte === RETURN && at < last ? BLANK : byte)));
}

/** Undefined for what is no JSON: then the client finds no answer in it either. */
export function readReceived(bytes: Buffer): Received | undefined {
  const text = bytes.toString('utf8');
  // Some clients leave the mark of a text's beginning out.
  const value = readJson(text.replace(/^\ufeff/, ''));
  return value === undefined ? undefined : { value, text };
}

const messagesIn = (value: JsonValue): readonly JsonValue[] => (Array.isArray(value) ? value : [value]);

/** The server counts its own requests apart from the client's: only what names no method answers one. */
const isAnswer = (message: JsonValue): message is JsonObject & { readonly id: Id } =>
  isObject(message) && isId(message['id']) && message['method'] === undefined && ('result' in message || 'error' in message);

/** Whether a message of the line has a field that some clients would take for another, and so find an answer where others find none. */
export const isMisspelt = ({ value }: Received): boolean =>
  messagesIn(value).some((message) => isObject(message) && misspelt(message, MESSAGE).length > 0);

/**
 * Whether every client takes it for an answer and waits no longer. Another may be followed by one that clients wait for that are stricter
 * than those that took it.
 */
export function isFinal(answer: JsonObject): boolean {
  const { jsonrpc, id: _, result, error, ...rest } = answer;
  const isError = isObject(error) && Number.isSafeInteger(error['code']) && typeof error['message'] === 'string';
  const isOne = isObject(result) ? error === undefined : result === undefined && isError;
  return jsonrpc === '2.0' && isOne && Object.keys(rest).length === 0;
}

export const answersIn = ({ value }: Received): readonly (JsonObject & { readonly id: Id })[] => messagesIn(value).filter(isAnswer);

/** The line with other answers in the place of some. */
export function withAnswers({ value }: Received, change: (answer: JsonObject) => JsonObject): Buffer {
  const changed = messagesIn(value).map((message) => (isAnswer(message) ? change(message) : message));
  return Buffer.from(`${JSON.stringify(Array.isArray(value) ? changed : changed[0])}\n`);
}

/** As much of an answer as is looked at for secrets and strangers' words, and more. */
const MAX_TEXT = 512 * 1024;

/** What an answer says of its call. One that the hook would refuse for its form is told of as the text that it came in. */
export function answered(answer: JsonObject, { text }: Received): Answered {
  const { result, error } = answer;
  const failed = error !== undefined || (isObject(result) && result['isError'] === true);
  const isPlain = text.length <= MAX_TEXT && scanJson(text, LIMITS).ok;
  const content = error ?? result ?? null;
  return {
    failed,
    content: isPlain
      ? content
      : text
          .slice(0, MAX_TEXT)
          .replaceAll('\0', '')
          .replace(/[\ud800-\udbff]$/, ''),
  };
}
