import { isNamePart, isNameStart, spanEnd } from './characters.ts';
import { readQuoted } from './quoted.ts';
import type { Literal, Quoting, Token } from './tokens.ts';

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** Whether a value ends before this place, so that `/`, `<` and `%` are operators. */
export function afterValue(previous: Token | undefined, wordsBefore: ReadonlySet<string>): boolean {
  if (!previous) return false;
  if (previous.kind === 'name') return !wordsBefore.has(previous.text);
  return previous.kind !== 'mark' || previous.text === ')' || previous.text === ']' || previous.text === '}';
}

/** A literal between delimiters of the writer's choice: what `q{…}`, `%w[…]` and `qx!…!` are after their name. */
export function delimited(text: string, at: number, kind: Token['kind'], quoting: Quoting): Literal | undefined {
  const open = text.charAt(at);
  if (open === '' || isNamePart(open) || open === ' ' || open === '\n' || open === '=' || open === ',' || open === ';' || open === ')')
    return undefined;
  const close = PAIRS[open];
  const { parts, end } = close ? readQuoted(text, at + 1, close, quoting, open) : readQuoted(text, at + 1, open, quoting);
  if (kind !== 'words') return { kind, parts, end, text: 'q' };
  const words = parts.flatMap((part) => (typeof part === 'string' ? part.split(/\s+/).filter(Boolean) : []));
  return { kind, parts: words, end, text: 'w' };
}

/** A pattern between slashes on one line. */
export function slashed(text: string, at: number, quoting: Quoting): Literal | undefined {
  const line = text.indexOf('\n', at);
  const { parts, end } = readQuoted(line < 0 ? text : text.slice(0, line), at + 1, '/', quoting);
  if (text.charAt(end - 1) !== '/' || end === at + 1) return undefined;
  return { kind: 'pattern', parts, end: spanEnd(text, end, isNameStart) };
}

/** A here-document whose opening (`<<~`, `<<<`) ends before `at`; `plain` for the word without quotes. */
export function hereDocument(text: string, at: number, indented: boolean, plain: Quoting): Literal | undefined {
  const quote = text.charAt(at) === '"' || text.charAt(at) === "'" || text.charAt(at) === '`' ? text.charAt(at) : '';
  const start = at + quote.length;
  const wordEnd = spanEnd(text, start, isNamePart);
  const word = text.slice(start, wordEnd);
  if (word === '' || !isNameStart(word) || (quote && text.charAt(wordEnd) !== quote)) return undefined;
  const line = text.indexOf('\n', wordEnd);
  if (line < 0) return undefined;
  const { bodyEnd, resume } = findTerminator(text, line + 1, word, indented);
  const body = text.slice(line + 1, bodyEnd);
  const quoting: Quoting = quote === "'" ? { escapes: 'none' } : plain;
  const { parts } = readQuoted(body, 0, '\0end', quoting);
  return { kind: quote === '`' ? 'shell' : 'text', parts, end: wordEnd + quote.length, text: '<<', resume };
}

function findTerminator(
  text: string,
  from: number,
  word: string,
  indented: boolean,
): { readonly bodyEnd: number; readonly resume: number } {
  for (let at = from; at < text.length; ) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    const line = text.slice(at, Math.min(end, at + 400));
    const candidate = indented ? line.trimStart() : line;
    if (
      candidate.trimEnd() === word ||
      (candidate.startsWith(word) && !isNamePart(candidate.charAt(word.length)) && !/^\s/.test(candidate.charAt(word.length)))
    ) {
      return { bodyEnd: at, resume: candidate.trimEnd() === word ? end + 1 : at + line.length - candidate.length + word.length };
    }
    at = end + 1;
  }
  return { bodyEnd: text.length, resume: text.length };
}
