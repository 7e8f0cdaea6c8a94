import { err, ok, type Result } from '../domain/result.ts';

/** What is wrong with a query, and the character at which it is. */
export interface QueryFault {
  readonly position: number;
  readonly message: string;
}

/** One word of a query: a text to look for, or a field with what it must be. */
export interface Word {
  readonly position: number;
  readonly field?: string;
  readonly value: string;
  /** Where the value begins. */
  readonly valueAt: number;
  /** A quoted word is a text, whatever it looks like. */
  readonly quoted: boolean;
}

const MAX_QUERY = 4000;
const MAX_WORDS = 64;
const FIELD = /([A-Za-z][A-Za-z-]*):(?!\/\/)/y;
const BARE = /[^\s"]+/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const SPACE = /\s+/y;

/** Splits at white space; quotes hold a text together, a backslash in them takes the next character as it is. */
export function readWords(query: string): Result<readonly Word[], QueryFault> {
  if (query.length > MAX_QUERY) return err({ position: MAX_QUERY, message: `a query is at most ${MAX_QUERY} characters long` });
  const words: Word[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(query) ?? undefined;
    if (match) at += match[0].length;
    return match;
  };
  for (take(SPACE); at < query.length; take(SPACE)) {
    const position = at;
    const field = take(FIELD)?.[1]?.toLowerCase();
    const valueAt = at;
    const text = take(QUOTED);
    if (!text && query[at] === '"') return err({ position: at, message: 'this quotation mark is never closed' });
    const value = text ? (text[1] ?? '').replace(/\\(.)/g, '$1') : (take(BARE)?.[0] ?? '');
    if (value === '') return err({ position: valueAt, message: field === undefined ? 'nothing to look for' : `${field}: needs a value` });
    words.push({ position, ...(field !== undefined && { field }), value, valueAt, quoted: text !== undefined });
    if (words.length > MAX_WORDS) return err({ position, message: `a query has at most ${MAX_WORDS} words` });
  }
  return ok(words);
}

/** The query with a mark below the place that is meant. */
export function showQueryFault(query: string, { position, message }: QueryFault): string {
  const start = Math.max(0, position - 40);
  const line = query.slice(start, start + 100).replace(/[^ -~]/g, '?');
  return `${message} (at character ${position + 1})\n  ${line}\n  ${' '.repeat(position - start)}^`;
}
