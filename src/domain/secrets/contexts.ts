import { CONTEXTS } from './context-table.ts';
import { nameTells } from './name.ts';
import { isPlainValue } from './plain-value.ts';
import type { Span } from './span.ts';

/** What a name that tells is made of, so that most texts need no second look. */
const STEMS = ['passw', 'passphrase', 'passcode', 'pass', 'pwd', 'secret', 'token', 'key', 'credential', 'jwt', 'otp', 'cookie', 'dsn'];

/**
 * What stands where a secret stands, whatever it looks like. The finder of secrets weighs how likely a value is one, for it accuses; a
 * record only loses a word by mistake, so that here a weak password goes as well.
 */
export function contextSpans(text: string): readonly Span[] {
  const folded = text.toLowerCase();
  const spans: Span[] = [];
  for (const { kind, words, pattern } of CONTEXTS) {
    if (!words.some((word) => folded.includes(word))) continue;
    for (const match of text.matchAll(pattern)) {
      const [, before = '', value = ''] = match;
      keep(text, spans, kind, value, match.index + before.length);
    }
  }
  if (STEMS.some((stem) => folded.includes(stem))) assignments(text, folded, spans);
  return spans;
}

function keep(text: string, spans: Span[], kind: string, value: string, start: number): void {
  const quoted = /^["'`]/.test(value) && value.length >= 2 && value.endsWith(value.charAt(0));
  const [from, to] = quoted ? [start + 1, pastSeams(text, start + value.length - 1)] : [start, start + value.length];
  if (to > from) spans.push({ start: from, end: to, kind, class: 'secret' });
}

const MAX_SEAMS = 8;

/** Where a quoted text ends at `end`, but another begins right there, as in `'pa''ss'`, both are one: where the last of them ends. */
function pastSeams(text: string, end: number): number {
  let last = end;
  for (let i = 0; i < MAX_SEAMS; i++) {
    const quote = text.charAt(last + 1);
    const next = quote === '"' || quote === "'" ? text.indexOf(quote, last + 2) : -1;
    if (next < 0 || next - last > MAX_QUOTED || text.slice(last, next).includes('\n')) break;
    last = next;
  }
  return last;
}

/** Where a value begins: behind an operator, or as an option behind a blank. */
const OPERATOR = /["'`\]]{0,2}[^\S\n]{0,3}(?::=|=>|==?|:)(?!=)\s{0,3}/y;
const BLANK = /[^\S\n]{1,4}/y;
const NAME_CHARACTER = /[0-9A-Za-z_.-]/;
const LONGEST_NAME = 80;

function assignments(text: string, folded: string, spans: Span[]): void {
  let done = 0;
  for (const match of folded.matchAll(/pass(?:w|phrase|code|(?![a-z]))|pwd|secret|token|key|credential|jwt|otp|dsn/g)) {
    if (match.index < done) continue;
    let [start, end] = [match.index, match.index + match[0].length];
    while (start > 0 && match.index - start < LONGEST_NAME && NAME_CHARACTER.test(text.charAt(start - 1))) start--;
    while (end < text.length && end - start < LONGEST_NAME && NAME_CHARACTER.test(text.charAt(end))) end++;
    done = end;
    const name = text.slice(start, end);
    if (!nameTells(name) || text.slice(Math.max(0, start - 2), start) === '${') continue;
    const span = valueBehind(text, start, end, name);
    if (!span) continue;
    spans.push(span);
    done = Math.max(done, span.end);
  }
}

function valueBehind(text: string, start: number, end: number, name: string): Span | undefined {
  const operator = matchAt(OPERATOR, text, end);
  const isOption = operator === undefined && name.startsWith('-') && /(?:^|[\s"'`([=])$/.test(text.slice(Math.max(0, start - 1), start));
  const join = operator ?? (isOption ? matchAt(BLANK, text, end) : undefined);
  if (join === undefined) return undefined;
  const from = end + join.length;
  const quote = text.charAt(from);
  // The name is the end of a text of its own, which this sign closes.
  if (quote !== '' && text.charAt(start - 1) === quote && !join.includes(quote)) return undefined;
  if (quote === '"' || quote === "'" || quote === '`') return quotedValue(text, from, quote, name);
  const line = lineAround(text, start, from);
  const bare = matchAt(line === undefined ? WORD : TO_LINE_END, text, from);
  if (bare === undefined) return undefined;
  const value = line === undefined ? bare.replace(/[,.:)\]}]+$/, '') : bare.trimEnd();
  const given = {
    name,
    value,
    glued: !/\s/.test(join),
    alone: line !== undefined,
    option: isOption || name.startsWith('--'),
    parameter: /[?&;/]/.test(text.charAt(start - 1)),
  };
  return isPlainValue(given)
    ? undefined
    : { start: from, end: from + value.length, kind: isOption ? 'option' : 'assigned', class: 'secret' };
}

const WORD = /(?![$⟦<`({[)-])[^\s"'&;|<>`]{3,500}/y;
/** In files that have one a line a value holds any sign but a blank. */
const TO_LINE_END = /(?![$⟦<`({[)])[^\s"'`]{3,500}/y;
const MAX_QUOTED = 1000;

function quotedValue(text: string, from: number, quote: string, name: string): Span | undefined {
  const end = text.indexOf(quote, from + 1);
  // Without its end, what is there of it counts: a text may be cut.
  const to = Math.min(end < 0 ? text.length : end, from + MAX_QUOTED);
  const value = text.slice(from + 1, to);
  if (value.includes('\n') || isPlainValue({ name, value, quoted: true })) return undefined;
  return { start: from + 1, end: end < 0 ? to : pastSeams(text, to), kind: 'assigned', class: 'secret' };
}

/** A line that holds the name and its value alone; undefined where there is more in it. */
function lineAround(text: string, start: number, from: number): true | undefined {
  const before = text.slice(Math.max(0, start - 40), start);
  if (!/(?:^|\n)[^\S\n]*(?:export\s+|set\s+|-\s+)?$/.test(before) || (start > 40 && !before.includes('\n'))) return undefined;
  return /^[^\s"'`]{3,500}[^\S\n]{0,9}(?:\r?\n|$)/.test(text.slice(from, from + 520)) ? true : undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
