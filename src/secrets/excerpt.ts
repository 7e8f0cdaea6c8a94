import type { Span } from './finding.ts';

const MAX_EXCERPT = 120;
const LEAD = 48;

/**
 * What stands around a secret on its line, every secret in it masked, so that it may be printed anywhere: only what the scan found to be no
 * secret is shown, and never its line ends or control characters.
 */
export function excerptOf(text: string, span: Span, spans: readonly Span[]): string {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const lineBreak = text.indexOf('\n', span.start);
  const lineEnd = lineBreak < 0 ? text.length : lineBreak;
  const from = Math.max(lineStart, span.start - LEAD);
  const to = Math.min(lineEnd, from + 4 * MAX_EXCERPT);
  let [shown, at] = ['', from];
  for (const { start, end } of spans) {
    if (end <= at || start >= to) continue;
    shown += text.slice(at, Math.max(at, start)) + mask(text.slice(start, end));
    at = end;
  }
  if (at < to) shown += text.slice(at, to);
  const whole = printable(`${from > lineStart ? '…' : ''}${shown.trim()}`);
  return whole.length > MAX_EXCERPT ? `${whole.slice(0, MAX_EXCERPT - 1)}…` : whole;
}

/** The first letters, where it is long enough that they give nothing away, and how long it is. */
const mask = (secret: string): string => `${secret.length >= 24 ? (/^[\w.-]{4}/.exec(secret)?.[0] ?? '') : ''}***(${secret.length})`;

/** Whatever would move a cursor, hide, or break the line, written out. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
