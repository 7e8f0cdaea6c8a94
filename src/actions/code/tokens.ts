import { isDigit, isNamePart, isNameStart, spanEnd } from './characters.ts';
import { readQuoted } from './quoted.ts';
/** A piece of a string: what is written, or code between interpolation marks. */
export type Part = string | { readonly code: string };

export interface Token {
  /** `shell`: text between backticks and the like; `words`: a list of words; `pattern`: a regular expression; `line`: a line ends here. */
  readonly kind: 'name' | 'number' | 'text' | 'shell' | 'words' | 'pattern' | 'mark' | 'line' | 'end';
  /** The name, number or mark; the flags of a pattern. */
  readonly text: string;
  readonly parts?: readonly Part[];
  /** Of the token's first character; for `line`, the next line's indentation. */
  readonly column: number;
  /** Whether blank space stands before it. */
  readonly spaced: boolean;
}

/** How a string's inside is read. */
export interface Quoting {
  /** `all`: C-like escapes; `quote`: only the quote and the backslash; `none`: raw; `double`: a doubled quote stands for one. */
  readonly escapes: 'all' | 'quote' | 'none';
  /** What opens interpolated code: `${` and `#{` up to `}`, `{` as in f-strings, `$` before a bare variable, `@` likewise. */
  readonly interpolation?: readonly ('${' | '#{' | '{' | '$' | '@' | '{$')[];
}

/** What the words of a language look like. */
export interface Lexis {
  readonly lineComments: readonly string[];
  readonly blockComments?: readonly (readonly [open: string, close: string])[];
  /** Characters beyond letters, digits and `_` that names start with. */
  readonly sigils?: string;
  /** Beyond letters, digits and `_`, inside names. */
  readonly inName?: string;
  readonly quotes: Readonly<Record<string, Quoting>>;
  /** Marks of more than one character, longest first. */
  readonly marks: readonly string[];
  /** The literals that only this language has; undefined where the text at `at` is none. */
  readonly special?: (text: string, at: number, previous: Token | undefined) => Literal | undefined;
}

export interface Literal {
  readonly end: number;
  readonly kind: Token['kind'];
  readonly parts: readonly Part[];
  readonly text?: string;
  /** Where the next line begins: a here-document's text stands in between. */
  readonly resume?: number;
}

/** A whole file of ordinary code stays far below both. */
const MAX_TOKENS = 60_000;
const MAX_CHARACTERS = 300_000;

export interface Tokens {
  readonly list: readonly Token[];
  /** False where the text was longer than is read. */
  readonly complete: boolean;
}

export function tokenize(whole: string, lexis: Lexis): Tokens {
  const text = whole.length > MAX_CHARACTERS ? whole.slice(0, MAX_CHARACTERS) : whole;
  const list: Token[] = [];
  let at = 0;
  let lineStart = 0;
  let previous: Token | undefined;
  let spaced = true;
  let resume: number | undefined;
  const add = (kind: Token['kind'], written: string, end: number, parts?: readonly Part[]) => {
    const token = { kind, text: written, column: at - lineStart, spaced, ...(parts && { parts }) };
    list.push(token);
    if (kind !== 'line') previous = token;
    at = end;
    spaced = false;
  };
  while (at < text.length && list.length < MAX_TOKENS) {
    const character = text.charAt(at);
    if (character === '\n') {
      at = resume ?? at + 1;
      resume = undefined;
      lineStart = at;
      const column = indentation(text, at);
      if (list.at(-1)?.kind === 'line') list.pop();
      list.push({ kind: 'line', text: '\n', column, spaced: true });
      spaced = true;
      continue;
    }
    if (character === ' ' || character === '\t' || character === '\r' || character === '\f' || character === '\uFEFF') {
      at++;
      spaced = true;
      continue;
    }
    if (character === '\\' && (text.charAt(at + 1) === '\n' || text.startsWith('\r\n', at + 1))) {
      at = text.indexOf('\n', at) + 1;
      spaced = true;
      continue;
    }
    const special = lexis.special?.(text, at, previous);
    if (special) {
      resume = special.resume ?? resume;
      add(special.kind, special.text ?? '', special.end, special.parts);
      continue;
    }
    const comment = commentEnd(text, at, lexis);
    if (comment !== undefined) {
      at = comment;
      spaced = true;
      continue;
    }
    const quoting = lexis.quotes[character];
    if (quoting) {
      const { parts, end } = readQuoted(text, at + 1, character, quoting);
      add(character === '`' && lexis.quotes['`'] !== TEMPLATE ? 'shell' : 'text', character, end, parts);
      continue;
    }
    if (isDigit(character)) {
      const end = spanEnd(text, at, isNumberPart);
      add('number', text.slice(at, end), end);
      continue;
    }
    if (isNameStart(character) || lexis.sigils?.includes(character)) {
      const end = spanEnd(text, at + 1, (each) => isNamePart(each) || lexis.inName?.includes(each) === true);
      if (end > at + 1 || isNameStart(character) || lexis.inName?.includes(character)) {
        add('name', text.slice(at, end), end);
        continue;
      }
    }
    const mark = markAt(text, at, lexis);
    add('mark', mark, at + mark.length);
  }
  const complete = at >= whole.length;
  list.push({ kind: 'line', text: '\n', column: 0, spaced: true });
  return { list, complete };
}

/** Backtick strings that are text with code in it, not commands. */
export const TEMPLATE: Quoting = { escapes: 'all', interpolation: ['${'] };

function indentation(text: string, from: number): number {
  let at = from;
  let column = 0;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === ' ') column++;
    else if (character === '\t') column += 8 - (column % 8);
    else break;
  }
  return column;
}

function markAt(text: string, at: number, { marks }: Lexis): string {
  const first = text.charAt(at);
  for (const each of marks) if (each.charAt(0) === first && text.startsWith(each, at)) return each;
  return first;
}

function commentEnd(text: string, at: number, lexis: Lexis): number | undefined {
  for (const [open, close] of lexis.blockComments ?? []) {
    if (!text.startsWith(open, at)) continue;
    const end = text.indexOf(close, at + open.length);
    return end < 0 ? text.length : end + close.length;
  }
  if (!lexis.lineComments.some((open) => text.startsWith(open, at))) return undefined;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

const isNumberPart = (character: string): boolean => isNamePart(character) || character === '.';
