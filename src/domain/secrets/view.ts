import type { Span } from './span.ts';

/** A text as something that reads it would see it, and where each of its characters comes from. */
export interface View {
  readonly text: string;
  /** For each character where its spelling begins, and at last where the whole text ends. */
  readonly starts: readonly number[];
}

const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|(\r?\n)|([^\n]))/y;
const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ', v: ' ', 0: ' ' };
/** Two pieces in quotes that the shell, or a language, reads as one word. */
const SEAM = /(?:''|""|'"|"'|"\s{0,3}\+\s{0,3}"|'\s{0,3}\+\s{0,3}')(?=[^\s"',:;)\]}])/y;
/** An empty text stands behind one of these, and no word. */
const BEFORE_SEAM = /[^\s"'=:,([{]/;
const PERCENT = /%([0-7][0-9a-fA-F])/y;

/** As strings of JSON, of most languages and of the shell read: escapes stand for their character, and seams between quotes for nothing. */
export function unescaped(text: string): View | undefined {
  if (!text.includes('\\') && !HAS_SEAM.test(text)) return undefined;
  return rewrite(text, /["'\\]/g, (at) => readEscape(text, at) ?? readSeam(text, at));
}

const HAS_SEAM = /[^\s"'=:,([{](?:''|""|'"|"'|"\s{0,3}\+\s{0,3}"|'\s{0,3}\+\s{0,3}')[^\s"',:;)\]}]/;

/** As addresses and forms read. */
export function percentDecoded(text: string): View | undefined {
  if (!HAS_PERCENT.test(text)) return undefined;
  return rewrite(text, /%/g, (at) => {
    const code = matchAt(PERCENT, text, at)?.[1];
    return code === undefined ? undefined : { read: String.fromCharCode(Number.parseInt(code, 16)), length: 3 };
  });
}

const HAS_PERCENT = /%[0-7][0-9a-fA-F]/;

interface Piece {
  readonly read: string;
  readonly length: number;
}

function readEscape(text: string, at: number): Piece | undefined {
  if (text.charCodeAt(at) !== 92) return undefined;
  const match = matchAt(ESCAPE, text, at);
  if (!match) return undefined;
  const [whole, braced, four, two, octal, newline, letter = ''] = match;
  const code = braced ?? four ?? two;
  if (code !== undefined) return { read: characterOf(Number.parseInt(code, 16)), length: whole.length };
  if (octal !== undefined) return { read: characterOf(Number.parseInt(octal, 8)), length: whole.length };
  return { read: newline === undefined ? (Object.hasOwn(LETTERS, letter) ? (LETTERS[letter] ?? '') : letter) : '', length: whole.length };
}

/** One unit, so that positions stay countable: what lies beyond is no letter of a secret. */
const characterOf = (code: number): string => (code < 0xd800 ? String.fromCharCode(code) : '?');

function readSeam(text: string, at: number): Piece | undefined {
  const sign = text.charCodeAt(at);
  if ((sign !== 34 && sign !== 39) || at === 0 || !BEFORE_SEAM.test(text.charAt(at - 1))) return undefined;
  const seam = matchAt(SEAM, text, at)?.[0];
  return seam === undefined ? undefined : { read: '', length: seam.length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Everything that `pieceAt` knows, at the places where a mark stands, as it reads. */
function rewrite(text: string, marks: RegExp, pieceAt: (at: number) => Piece | undefined): View | undefined {
  const starts: number[] = [];
  let read = '';
  const copy = (from: number, to: number): void => {
    read += text.slice(from, to);
    for (let i = from; i < to; i++) starts.push(i);
  };
  let at = 0;
  for (marks.lastIndex = 0; marks.test(text); marks.lastIndex = at) {
    const mark = marks.lastIndex - 1;
    copy(at, mark);
    const piece = pieceAt(mark);
    if (!piece) copy(mark, mark + 1);
    else {
      read += piece.read;
      for (let i = 0; i < piece.read.length; i++) starts.push(mark);
    }
    at = mark + (piece?.length ?? 1);
  }
  copy(at, text.length);
  starts.push(text.length);
  return read === text ? undefined : { text: read, starts };
}

/** Where spans of the view stand in the text that it was made of. */
export const spansBehind = ({ text, starts }: View, spans: readonly Span[]): readonly Span[] =>
  spans.map((span) => ({
    ...span,
    start: starts[span.start] ?? 0,
    end: starts[span.end] ?? 0,
    value: span.value ?? text.slice(span.start, span.end),
  }));
