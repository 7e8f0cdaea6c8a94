import { isObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { type ScanLimits, scanJson } from '../domain/json-scan.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { decode } from '../validation/validate.ts';

/** Deeper than an event may be by what logs put around one; as many values as the longest line can hold of those that matter. */
const LIMITS: ScanLimits = { depth: 96, values: 4_000_000, keyLength: 64 * 1024 };
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes as one JSON value, or what is wrong with them; deep, ambiguous and half-written ones are none. */
export function jsonOf(bytes: Buffer): Result<JsonValue, string> {
  const text = decode(withoutMark(bytes));
  if (text === undefined) return err('not UTF-8');
  const scanned = scanJson(text, LIMITS);
  if (!scanned.ok) return err(`no JSON that can be relied on: ${scanned.error.reason} at character ${scanned.error.offset}`);
  const value: JsonValue = JSON.parse(text);
  return ok(value);
}

export function recordOf(bytes: Buffer): Result<JsonObject, string> {
  const value = jsonOf(bytes);
  if (!value.ok) return value;
  return isObject(value.value) ? ok(value.value) : err('no JSON object');
}

export const withoutMark = (bytes: Buffer): Buffer => (bytes.subarray(0, MARK.length).equals(MARK) ? bytes.subarray(MARK.length) : bytes);
