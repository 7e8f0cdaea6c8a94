import type { Traits } from './dialects.ts';
import { endOfBlockComment, endOfDollarQuote, endOfLine, endOfQuoted, unquoted } from './quotes.ts';

export interface Token {
  /** `command`: one of a client's own; `end`: of a statement. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'command' | 'end';
  /** Words in lower case, names and strings without their quotes, commands without what marks them. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many parentheses are open around it. */
  readonly depth: number;
  /** The first of its line. */
  readonly leads: boolean;
}

const MAX_TOKENS = 65_536;
/** A client's own command is read so far. */
const MAX_COMMAND = 4_096;

const BLANK = /[\s\ufeff]+/y;
const WORD = /(?:[\p{L}_\0]|[@#]{1,2}(?=[\p{L}_\0]))[\p{L}\p{N}_$\0]*/uy;
const NUMBER = /\d+(?:\.\d*)?(?:e[+-]?\d+)?/iy;
const EXECUTABLE = /\/\*M?!\d*/y;
const DASH_COMMENT = /--(?=\s|$)/y;
const STRING_PREFIX = /^(?:[enbx]|_\w+)$/;

interface Scan {
  readonly text: string;
  readonly traits: Traits;
  readonly tokens: Token[];
  at: number;
  depth: number;
  delimiter: string;
  /** True after a line's break, until the next token. */
  leads: boolean;
  /** True before the first token of a statement. */
  fresh: boolean;
}

/** The tokens of a text, comments left out, in one pass; `complete` is false where there were more than are read. */
export function tokenize(text: string, traits: Traits): { readonly tokens: readonly Token[]; readonly complete: boolean } {
  const scan: Scan = { text, traits, tokens: [], at: 0, depth: 0, delimiter: ';', leads: true, fresh: true };
  while (scan.at < text.length && scan.tokens.length < MAX_TOKENS) if (!skip(scan)) take(scan);
  return { tokens: scan.tokens, complete: scan.at >= text.length };
}

function matchAt({ text, at }: Scan, pattern: RegExp): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Passes over blanks and comments. */
function skip(scan: Scan): boolean {
  const { text, at, traits } = scan;
  const blank = matchAt(scan, BLANK);
  if (blank !== undefined) {
    scan.at += blank.length;
    scan.leads ||= blank.includes('\n');
    return true;
  }
  const pair = text.slice(at, at + 2);
  const dashes = pair === '--' && (!traits.mysqlComments || matchAt(scan, DASH_COMMENT) !== undefined);
  if (dashes || (traits.mysqlComments && pair.startsWith('#'))) scan.at = endOfLine(text, at);
  else if (traits.mysqlComments && pair === '/*' && matchAt(scan, EXECUTABLE) !== undefined)
    scan.at += matchAt(scan, EXECUTABLE)?.length ?? 0;
  // What closes such a comment: nothing else in the dialect is written so.
  else if (traits.mysqlComments && pair === '*/') scan.at += 2;
  else if (pair === '/*') scan.at = endOfBlockComment(text, at, traits.nestedComments);
  else return false;
  return true;
}

function take(scan: Scan): void {
  const { text, at, traits, delimiter } = scan;
  const letter = text.charAt(at);
  if (scan.fresh && scan.leads && traits.lineCommand) {
    const command = matchAt(scan, traits.lineCommand);
    if (command !== undefined) {
      takeCommand(scan, command);
      return;
    }
  }
  if (text.startsWith(delimiter, at)) add(scan, 'end', delimiter, at + delimiter.length);
  else if (letter === "'") takeQuoted(scan, 'string', traits.backslash);
  else if (letter === '"') takeQuoted(scan, traits.doubleQuotedStrings ? 'string' : 'name', traits.doubleQuotedStrings);
  else if (letter === '`') takeQuoted(scan, 'name', false);
  else if (letter === '[' && traits.brackets) takeQuoted(scan, 'name', false, ']');
  else if (letter === '$' && traits.dollarQuotes && takeDollarQuote(scan)) return;
  else if (letter === '\\' && traits.backslashCommands) takeBackslash(scan, traits.backslashCommands);
  else takeWord(scan, letter);
}

function add(scan: Scan, kind: Token['kind'], text: string, end: number): void {
  scan.tokens.push({ kind, text, start: scan.at, end, depth: scan.depth, leads: scan.leads });
  scan.at = end;
  scan.leads = false;
  scan.fresh = kind === 'end' || kind === 'command';
  if (scan.fresh) scan.depth = 0;
}

function takeWord(scan: Scan, letter: string): void {
  const { text, at } = scan;
  const word = matchAt(scan, WORD);
  if (word !== undefined) {
    const next = text.charAt(at + word.length);
    const lower = word.toLowerCase();
    if (next === "'" && STRING_PREFIX.test(lower)) {
      scan.at += word.length;
      takeQuoted(scan, 'string', lower === 'e' || scan.traits.backslash);
    } else add(scan, 'word', lower, at + word.length);
    return;
  }
  const number = matchAt(scan, NUMBER);
  if (number !== undefined) {
    add(scan, 'number', number, at + number.length);
    return;
  }
  if (letter === ')') scan.depth = Math.max(0, scan.depth - 1);
  add(scan, 'symbol', letter, at + 1);
  if (letter === '(') scan.depth++;
}

function takeQuoted(scan: Scan, kind: 'string' | 'name', backslash: boolean, close = scan.text.charAt(scan.at)): void {
  const end = endOfQuoted(scan.text, scan.at, close, backslash);
  add(scan, kind, unquoted(scan.text.slice(scan.at + 1, end), close, backslash), end + 1);
}

function takeDollarQuote(scan: Scan): boolean {
  const found = endOfDollarQuote(scan.text, scan.at);
  if (found) add(scan, 'string', scan.text.slice(found.from, found.to), found.end);
  return found !== undefined;
}

/** `\i file`, up to the line's end or the next backslash; `\G`. */
function takeBackslash(scan: Scan, extent: 'line' | 'letter'): void {
  const { text, at } = scan;
  const near = text.slice(at, at + MAX_COMMAND);
  const line = near.slice(0, endOfLine(near, 0));
  if (extent === 'letter') {
    if (/^\\[!.TPe]/.test(line)) takeCommand(scan, line);
    else add(scan, /^\\[gG]/.test(line) ? 'end' : 'symbol', line.slice(0, 2), at + 2);
    return;
  }
  const next = /^\\(?:!|copy)/i.test(line) || line.includes('|') ? -1 : line.indexOf('\\', 1);
  takeCommand(scan, next < 0 ? line : line.slice(0, next + (line.startsWith('\\\\', next) ? 2 : 0)));
}

function takeCommand(scan: Scan, written: string): void {
  const delimiter = /^delimiter[ \t]+(\S{1,16})/i.exec(written)?.[1];
  if (delimiter !== undefined) scan.delimiter = delimiter;
  const text = written.replace(/^\\(?!\\)|^[.:](?=[a-z!])/i, '').replace(/\\\\$/, '');
  add(scan, 'command', text.trim(), scan.at + written.length);
}
