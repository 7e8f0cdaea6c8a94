import { type JsonObject, type JsonValue, parseJson } from '../domain/json.ts';

// ECMAScript's proposal "JSON.parse source text access", which Node has since 21.
declare global {
  interface JSON {
    parse(text: string, reviver: (key: string, value: JsonValue, context: { readonly source?: string }) => JsonValue): JsonValue;
    rawJSON(text: string): JsonObject;
  }
}

/** A number that has no equal among JavaScript's may be one of these. */
const LONG_NUMBER = /\d{16}|\d[eE]\+?\d{3}/;

/**
 * Undefined where the text is no JSON. Numbers that would come out as others are written back as they came, but where they are nested so deep
 * that reading them one by one runs out of stack.
 */
export function readJson(text: string): JsonValue | undefined {
  const value = parseJson(text);
  if (value === undefined || !LONG_NUMBER.test(text)) return value;
  try {
    return JSON.parse(text, (_, value, { source }) =>
      typeof value === 'number' && source !== undefined && !isExact(value) ? JSON.rawJSON(source) : value,
    );
  } catch {
    return value;
  }
}

const isExact = (value: number): boolean => (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value));
