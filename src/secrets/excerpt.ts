import { repetitionsOf } from '../domain/secrets/repeated.ts';
import type { Span } from './finding.ts';

const MAX_EXCERPT = 120;
const LEAD = 48;

type Range = Pick<Span, 'start' | 'end'>;

/** Where a secret of these stands, in order and apart: the spans, and each place where one of their texts comes once more as a part of something else. */
export function hiddenRanges(text: string, spans: readonly Span[]): readonly Range[] {
  const apart: Range[] = [];
  for (const range of [...spans, ...repetitionsOf<Range>(text, spans)].sort((left, right) => left.start - right.start)) {
    const last = apart.at(-1);
    if (!last || range.start >= last.end) apart.push(range);
    else if (range.end > last.end) apart[apart.length - 1] = { start: last.start, end: range.end };
  }
  return apart;
}

/**
 * What stands around the secret on its line, everything that is hidden masked, so that it may be printed anywhere: only what the scan found to be no secret
 * is shown, and never its line ends or control characters.
 */
export function excerptOf(text: string, hidden: readonly Range[], { start: middle }: Range): string {
  const lead = text.slice(Math.max(0, middle - LEAD), middle);
  const from = middle - lead.length + lead.lastIndexOf('\n') + 1;
  const isCut = from > 0 && text[from - 1] !== '\n';
  const rest = text.slice(middle, from + 4 * MAX_EXCERPT);
  const to = middle + (rest.includes('\n') ? rest.indexOf('\n') : rest.length);
  let [shown, at] = ['', from];
  for (let next = firstBehind(hidden, from); ; next++) {
    const { start, end } = hidden[next] ?? { start: to, end: to };
    if (start >= to) break;
    shown += text.slice(at, Math.max(at, start)) + mask(text.slice(start, end));
    at = end;
  }
  if (at < to) shown += text.slice(at, to);
  const whole = printable(`${isCut ? '…' : ''}${shown.trim()}`);
  return whole.length > MAX_EXCERPT ? `${whole.slice(0, MAX_EXCERPT - 1)}…` : whole;
}

/** The first that ends behind `from`, by halves: a line may hold thousands, the excerpt shows a few. */
function firstBehind(ranges: readonly Range[], from: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? from) > from) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first letters, where it is long enough that they give nothing away, and how long it is. */
const mask = (secret: string): string => `${secret.length >= 24 ? (/^[\w.-]{4}/.exec(secret)?.[0] ?? '') : ''}***(${secret.length})`;

/** Whatever would move a cursor, hide, or break the line, written out. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
