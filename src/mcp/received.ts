import { isObject, type JsonObject, type JsonValue, parseJson } from '../domain/json.ts';
import { scanJson } from '../domain/json-scan.ts';
import { LIMITS } from '../validation/limits.ts';
import type { Answered } from './calls.ts';
import { type Id, isId } from './sent.ts';

/** A line of the server in which answers may stand. */
export interface Received {
  readonly value: JsonValue;
  readonly text: string;
}

/** Undefined for what is no JSON: then the client finds no answer in it either. */
export function readReceived(bytes: Buffer): Received | undefined {
  const text = bytes.toString('utf8');
  const value = parseJson(text);
  return value === undefined ? undefined : { value, text };
}

const messagesIn = (value: JsonValue): readonly JsonValue[] => (Array.isArray(value) ? value : [value]);

/** The server counts its own requests apart from the client's: only what names no method answers one. */
const isAnswer = (message: JsonValue): message is JsonObject & { readonly id: Id } =>
  isObject(message) && isId(message['id']) && message['method'] === undefined && ('result' in message || 'error' in message);

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
