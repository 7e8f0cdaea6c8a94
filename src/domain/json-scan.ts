import { err, ok, type Result } from './result.ts';

/** What a text may hold at most. */
export interface ScanLimits {
  /** Objects and arrays inside one another. */
  readonly depth: number;
  /** Objects, arrays, texts, numbers, booleans and nulls together. */
  readonly values: number;
  /** Characters of a property's name. */
  readonly keyLength: number;
}

const SCAN_FAULTS = [
  'empty',
  'not-json',
  'truncated',
  'duplicate-key',
  'reserved-key',
  'nul',
  'lone-surrogate',
  'too-deep',
  'too-many-values',
  'key-too-long',
] as const;

export interface ScanFault {
  readonly reason: (typeof SCAN_FAULTS)[number];
  /** In characters from the start of the text. */
  readonly offset: number;
  /** Keys and indexes down to the value that is at fault. */
  readonly path: readonly (string | number)[];
}

/** Names that reach an object's prototype in careless readers further on. */
const RESERVED_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

interface Cursor {
  readonly text: string;
  readonly limits: ScanLimits;
  readonly path: (string | number)[];
  at: number;
  values: number;
  fault?: ScanFault['reason'];
}

/** Accepts what JSON.parse accepts, less what `SCAN_FAULTS` names; work and recursion are bounded by `limits`. */
export function scanJson(text: string, limits: ScanLimits): Result<undefined, ScanFault> {
  const cursor: Cursor = { text, limits, path: [], at: 0, values: 0 };
  skipSpace(cursor);
  if (cursor.at === text.length) return err({ reason: 'empty', offset: cursor.at, path: [] });
  if (scanValue(cursor, 0)) {
    skipSpace(cursor);
    if (cursor.at === text.length) return ok(undefined);
    fail(cursor, 'not-json');
  }
  return err({ reason: cursor.fault ?? 'not-json', offset: cursor.at, path: cursor.path });
}

function fail(cursor: Cursor, reason: ScanFault['reason']): false {
  cursor.fault ??= reason;
  return false;
}

const unexpected = (cursor: Cursor): false => fail(cursor, cursor.at >= cursor.text.length ? 'truncated' : 'not-json');

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    cursor.at++;
  }
}

function scanValue(cursor: Cursor, depth: number): boolean {
  if (++cursor.values > cursor.limits.values) return fail(cursor, 'too-many-values');
  switch (cursor.text[cursor.at]) {
    case '"':
      return scanString(cursor);
    case '{':
      return scanMembers(cursor, depth + 1, '}', scanMember);
    case '[':
      return scanMembers(cursor, depth + 1, ']', scanElement);
    case 't':
      return scanWord(cursor, 'true');
    case 'f':
      return scanWord(cursor, 'false');
    case 'n':
      return scanWord(cursor, 'null');
    default:
      return scanNumber(cursor);
  }
}

type ScanPart = (cursor: Cursor, depth: number, index: number, keys: Set<string>) => boolean;

/** What stands between brackets. The path keeps its last part only where that part is at fault. */
function scanMembers(cursor: Cursor, depth: number, close: string, scanPart: ScanPart): boolean {
  if (depth > cursor.limits.depth) return fail(cursor, 'too-deep');
  cursor.at++;
  skipSpace(cursor);
  if (cursor.text[cursor.at] === close) {
    cursor.at++;
    return true;
  }
  const keys = new Set<string>();
  for (let index = 0; ; index++) {
    if (!scanPart(cursor, depth, index, keys)) return false;
    skipSpace(cursor);
    const next = cursor.text[cursor.at];
    if (next !== ',' && next !== close) return unexpected(cursor);
    cursor.path.pop();
    cursor.at++;
    if (next === close) return true;
    skipSpace(cursor);
  }
}

function scanElement(cursor: Cursor, depth: number, index: number): boolean {
  cursor.path.push(index);
  return scanValue(cursor, depth);
}

function scanMember(cursor: Cursor, depth: number, _index: number, keys: Set<string>): boolean {
  const start = cursor.at;
  if (cursor.text[start] !== '"') return unexpected(cursor);
  if (!scanString(cursor)) return false;
  if (cursor.at - start - 2 > cursor.limits.keyLength) return failAt(cursor, start, 'key-too-long');
  const written = cursor.text.slice(start + 1, cursor.at - 1);
  const key = written.includes('\\') ? unescaped(written) : written;
  cursor.path.push(key);
  if (RESERVED_KEYS.includes(key)) return failAt(cursor, start, 'reserved-key');
  if (keys.has(key)) return failAt(cursor, start, 'duplicate-key');
  keys.add(key);
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== ':') return unexpected(cursor);
  cursor.at++;
  skipSpace(cursor);
  return scanValue(cursor, depth);
}

function failAt(cursor: Cursor, offset: number, reason: ScanFault['reason']): false {
  cursor.at = offset;
  return fail(cursor, reason);
}

/** INVARIANT: `scanString` has accepted what stands between the quotes. */
const unescaped = (written: string): string => String(JSON.parse(`"${written}"`));

function scanString(cursor: Cursor): boolean {
  const { text } = cursor;
  cursor.at++;
  for (;;) {
    const code = text.charCodeAt(cursor.at);
    if (code === 0x22) {
      cursor.at++;
      return true;
    }
    if (code === 0x5c) {
      if (!scanEscape(cursor)) return false;
    } else if (code >= 0x20) cursor.at++;
    else return code === 0 ? fail(cursor, 'nul') : unexpected(cursor);
  }
}

const SIMPLE_ESCAPES = '"\\/bfnrt';

/** Raw text out of strict UTF-8 holds no half of a surrogate pair; an escape may, unless its other half follows as one, too. */
function scanEscape(cursor: Cursor): boolean {
  const letter = cursor.text[cursor.at + 1];
  if (letter !== undefined && SIMPLE_ESCAPES.includes(letter)) {
    cursor.at += 2;
    return true;
  }
  const unit = unicodeEscape(cursor, cursor.at);
  if (unit === undefined) return false;
  if (unit === 0) return fail(cursor, 'nul');
  if (unit < 0xd800 || unit > 0xdfff) {
    cursor.at += 6;
    return true;
  }
  if (unit > 0xdbff || !cursor.text.startsWith('\\u', cursor.at + 6)) return fail(cursor, 'lone-surrogate');
  const low = unicodeEscape(cursor, cursor.at + 6);
  if (low === undefined) return false;
  if (low < 0xdc00 || low > 0xdfff) return fail(cursor, 'lone-surrogate');
  cursor.at += 12;
  return true;
}

/** The code unit of the `\uXXXX` at `at`; undefined, with the fault set, where it is none. */
function unicodeEscape(cursor: Cursor, at: number): number | undefined {
  const written = cursor.text.slice(at, at + 6);
  if (/^\\u[0-9a-fA-F]{4}$/.test(written)) return Number.parseInt(written.slice(2), 16);
  fail(cursor, at + written.length === cursor.text.length && /^\\(?:u[0-9a-fA-F]*)?$/.test(written) ? 'truncated' : 'not-json');
  return undefined;
}

function scanWord(cursor: Cursor, word: string): boolean {
  const found = cursor.text.slice(cursor.at, cursor.at + word.length);
  if (found !== word)
    return fail(cursor, cursor.at + found.length === cursor.text.length && word.startsWith(found) ? 'truncated' : 'not-json');
  cursor.at += word.length;
  return true;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

function scanNumber(cursor: Cursor): boolean {
  NUMBER.lastIndex = cursor.at;
  const [number] = NUMBER.exec(cursor.text) ?? [];
  if (number === undefined)
    return cursor.text[cursor.at] === '-' && cursor.at + 1 === cursor.text.length ? fail(cursor, 'truncated') : unexpected(cursor);
  cursor.at += number.length;
  return true;
}
