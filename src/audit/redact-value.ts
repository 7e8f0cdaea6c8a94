import { isObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { addedField } from '../domain/secrets/additions.ts';
import { nameTells } from '../domain/secrets/name.ts';
import type { Span } from '../domain/secrets/span.ts';
import type { Pass } from './redact.ts';

const MAX_TOTAL = 48 * 1024;
const MAX_VALUES = 1000;
const MAX_DEPTH = 32;
/** A number this short counts something. */
const SHORTEST_NUMBER = 4;

type Reason = Pick<Span, 'kind' | 'class'>;
const FIELD: Reason = { kind: 'field', class: 'secret' };

/** Redacts every string, those in fields with a telling name whole, and stops at a size that the log can bear. */
export function redactValue(root: JsonValue, { text, token, more }: Pass): JsonValue {
  let room = MAX_TOTAL;
  let values = 0;
  const reasonOf = (name: string): Reason | undefined => (nameTells(name) ? FIELD : addedField(name, more));
  const visit = (value: JsonValue, reason: Reason | undefined, depth: number): JsonValue => {
    values += 1;
    if (values > MAX_VALUES || depth > MAX_DEPTH || room <= 0) return '… [omitted]';
    if (typeof value === 'string') {
      const kept = reason && value !== '' ? token(reason, value) : shorten(text(value), room);
      room -= kept.length;
      return kept;
    }
    if (typeof value === 'number' && reason && String(value).length >= SHORTEST_NUMBER) return token(reason, String(value));
    if (Array.isArray(value)) {
      return value.slice(0, MAX_VALUES).map((item, at) => visit(item, reason ?? reasonBefore(value[at - 1]), depth + 1));
    }
    return isObject(value) ? visitObject(value, reason, depth) : value;
  };
  /** In a list of arguments the secret stands after its option. */
  const reasonBefore = (value: JsonValue | undefined): Reason | undefined =>
    typeof value === 'string' && value.startsWith('-') && !value.includes('=') ? reasonOf(value) : undefined;
  const visitObject = (object: JsonObject, reason: Reason | undefined, depth: number): JsonObject => {
    const entries: [string, JsonValue][] = [];
    const named = reason ?? reasonOfEntry(object, reasonOf);
    for (const [name, value] of Object.entries(object)) {
      if (value === undefined) continue;
      if (values > MAX_VALUES || room <= 0) break;
      const kept = shorten(text(name), room);
      room -= kept.length;
      entries.push([kept, visit(value, reason ?? reasonOf(name) ?? (IS_VALUE.test(name) ? named : undefined), depth + 1)]);
    }
    return Object.fromEntries(entries);
  };
  return visit(root, undefined, 0);
}

const IS_VALUE = /^value$/i;
const IS_NAME = /^(?:name|key|variable|field|header)$/i;

/** `{"name": "API_KEY", "value": "…"}`, as lists of variables and headers have them. */
function reasonOfEntry(object: JsonObject, reasonOf: (name: string) => Reason | undefined): Reason | undefined {
  const name = Object.entries(object).find(([key, value]) => IS_NAME.test(key) && typeof value === 'string')?.[1];
  return typeof name === 'string' ? reasonOf(name) : undefined;
}

/** INVARIANT: what is cut here has been redacted before; a token that is cut through says nothing. */
const shorten = (text: string, room: number): string => (text.length > room ? text.slice(0, room) : text);
