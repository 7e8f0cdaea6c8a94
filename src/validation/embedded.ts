import { isObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { scanJson } from '../domain/json-scan.ts';
import { own } from '../domain/own.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Limits } from './limits.ts';
import type { FieldFault } from './shape.ts';

/**
 * The event with the objects that stand in it as texts opened: they are held to what the event itself is held to, and a text in such a
 * place that is none is a fault.
 */
export function openEmbedded(raw: JsonObject, paths: readonly string[], limits: Limits): Result<JsonObject, FieldFault> {
  let event = raw;
  for (const path of paths) {
    const opened = openAt(event, path.split('.'), limits);
    if (opened === undefined) return err({ reason: 'bad-field', path: path.split('.'), expected: 'an object, or one as JSON in a text' });
    event = opened;
  }
  return ok(event);
}

/** Undefined where the text is no object. What is not there, or is no text, stays as it is. */
function openAt(object: JsonObject, [key = '', ...rest]: readonly string[], limits: Limits): JsonObject | undefined {
  const value = own(object, key);
  if (rest.length > 0) {
    const inner = isObject(value) ? openAt(value, rest, limits) : object;
    return inner === object ? object : inner && { ...object, [key]: inner };
  }
  if (typeof value !== 'string') return object;
  const opened = objectIn(value, limits);
  return opened && { ...object, [key]: opened };
}

function objectIn(text: string, limits: Limits): JsonObject | undefined {
  if (!scanJson(text, limits).ok) return undefined;
  const value: JsonValue = JSON.parse(text);
  return isObject(value) ? value : undefined;
}
