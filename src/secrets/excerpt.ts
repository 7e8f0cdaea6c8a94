import type { Span } from './finding.ts';

const MAX_EXCERPT = 120;
const LEAD = 48;

/**
 * What stands around the secret of that index on its line, every secret in it masked, so that it may be printed anywhere: only what the scan found to be no
 * secret is shown, and never its line ends or control characters.
 */
export function excerptOf(text: string, spans: readonly Span[], index: number): string {
  const span = spans[index];
  if (!span) return '';
  const lead = text.slice(Math.max(0, span.start - LEAD), span.start);
  const from = span.start - lead.length + lead.lastIndexOf('\n') + 1;
  const isCut = from > 0 && text[from - 1] !== '\n';
  const rest = text.slice(span.start, from + 4 * MAX_EXCERPT);
  const to = span.start + (rest.includes('\n') ? rest.indexOf('\n') : rest.length);
  let [shown, at] = ['', from];
  for (let next = firstBehind(spans, index, from); ; next++) {
    const { start, end } = spans[next] ?? { start: to, end: to };
    if (start >= to) break;
    shown += text.slice(at, Math.max(at, start)) + mask(text.slice(start, end));
    at = end;
  }
  if (at < to) shown += text.slice(at, to);
  const whole = printable(`${isCut ? '…' : ''}${shown.trim()}`);
  return whole.length > MAX_EXCERPT ? `${whole.slice(0, MAX_EXCERPT - 1)}…` : whole;
}

/** Of those that end behind `from`, looked for backwards: a line may hold thousands, the excerpt shows a few. */
function firstBehind(spans: readonly Span[], index: number, from: number): number {
  let first = index;
  while (first > 0 && (spans[first - 1]?.end ?? 0) > from) first--;
  return first;
}

/** The first letters, where it is long enough that they give nothing away, and how long it is. */
const mask = (secret: string): string => `${secret.length >= 24 ? (/^[\w.-]{4}/.exec(secret)?.[0] ?? '') : ''}***(${secret.length})`;

/** Whatever would move a cursor, hide, or break the line, written out. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
