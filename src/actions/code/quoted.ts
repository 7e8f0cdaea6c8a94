import { isNamePart, spanEnd } from './characters.ts';
import type { Part, Quoting } from './tokens.ts';

/** Reads a string's inside from `from` up to `close`; `open` is given where the pair nests, as in `%q(a (b))`. */
export function readQuoted(
  text: string,
  from: number,
  close: string,
  quoting: Quoting,
  open?: string,
): { readonly parts: readonly Part[]; readonly end: number } {
  const parts: Part[] = [];
  let written = '';
  let at = from;
  let depth = 0;
  const flush = () => {
    if (written !== '') parts.push(written);
    written = '';
  };
  while (at < text.length) {
    if (depth === 0 && text.startsWith(close, at)) {
      flush();
      return { parts, end: at + close.length };
    }
    const character = text.charAt(at);
    if (open !== undefined && character === open) depth++;
    else if (open !== undefined && character === close) depth--;
    if (character === '\\' && quoting.escapes !== 'none') {
      const escaped = readEscape(text, at, close, quoting);
      written += escaped.value;
      at = escaped.end;
      continue;
    }
    const code = quoting.interpolation && interpolationAt(text, at, quoting.interpolation);
    if (code) {
      if ('code' in code) {
        flush();
        parts.push({ code: code.code });
      } else written += code.written;
      at = code.end;
      continue;
    }
    written += character;
    at++;
  }
  flush();
  return { parts, end: at };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  0: '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  '\n': '',
};

function readEscape(text: string, at: number, close: string, quoting: Quoting): { readonly value: string; readonly end: number } {
  const next = text.charAt(at + 1);
  if (quoting.escapes === 'quote') {
    return next === '\\' || next === close ? { value: next, end: at + 2 } : { value: '\\', end: at + 1 };
  }
  if (next === 'x' || next === 'u') {
    const braced = text.charAt(at + 2) === '{';
    const start = at + (braced ? 3 : 2);
    const limit = start + (braced ? 6 : next === 'x' ? 2 : 4);
    let end = start;
    while (end < limit && isHex(text.charAt(end))) end++;
    const code = Number.parseInt(text.slice(start, end), 16);
    const closed = braced && text.charAt(end) === '}' ? end + 1 : end;
    return end > start && code > 0 && code <= 0x10_ff_ff
      ? { value: String.fromCodePoint(code), end: closed }
      : { value: next, end: at + 2 };
  }
  if (next >= '0' && next <= '7') {
    let end = at + 1;
    while (end < at + 4 && text.charAt(end) >= '0' && text.charAt(end) <= '7') end++;
    const code = Number.parseInt(text.slice(at + 1, end), 8);
    return { value: code === 0 ? '' : String.fromCharCode(code), end };
  }
  return { value: ESCAPES[next] ?? next, end: at + 2 };
}

const isHex = (character: string): boolean => /^[0-9a-fA-F]$/.test(character);

type Interpolation = { readonly code: string; readonly end: number } | { readonly written: string; readonly end: number };

function interpolationAt(text: string, at: number, marks: NonNullable<Quoting['interpolation']>): Interpolation | undefined {
  for (const mark of marks) {
    if (!text.startsWith(mark, at)) continue;
    if (mark === '{' && text.charAt(at + 1) === '{') return { written: '{', end: at + 2 };
    if (mark === '$' || mark === '@') {
      const end = variableEnd(text, at + 1);
      if (end > at + 1) return { code: text.slice(at, end), end };
      continue;
    }
    const start = mark === '{$' ? at + 1 : at + mark.length;
    const end = bracketEnd(text, start);
    return { code: text.slice(start, end), end: end + 1 };
  }
  return text.startsWith('}}', at) && marks.includes('{') ? { written: '}', end: at + 2 } : undefined;
}

/** `$name`, `$name[0]`, `$name{key}`, `$name->key` and `$_` inside a string. */
function variableEnd(text: string, from: number): number {
  let end = spanEnd(text, from, isNamePart);
  if (end === from) return from;
  const bracket = text.charAt(end);
  if (bracket === '[' || bracket === '{') {
    const closed = bracketEnd(text, end + 1);
    if (closed - end < 60) end = closed + 1;
  }
  return end;
}

/** The position of the bracket that closes the one before `from`; strings in between are stepped over; bounded. */
function bracketEnd(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  const limit = Math.min(text.length, from + 4000);
  for (let at = from; at < limit; at++) {
    const character = text.charAt(at);
    if (quote) {
      if (character === '\\') at++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'" || character === '`') quote = character;
    else if (character === '{' || character === '[' || character === '(') depth++;
    else if (character === '}' || character === ']' || character === ')') {
      if (depth === 0) return at;
      depth--;
    }
  }
  return limit;
}
