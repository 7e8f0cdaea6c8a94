import { findHidden } from '../hidden-text.ts';
import { withheldSpans } from './redact.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where secrets stand: as the text is, and as it was before characters that are not shown came between their letters. */
export function secretRanges(text: string): readonly Range[] {
  const hidden = findHidden(text, 'strict');
  if (hidden.length === 0) return withheldSpans(text);
  const starts: number[] = [];
  let [plain, at] = ['', 0];
  for (const { start, end } of [...hidden, { start: text.length, end: text.length }]) {
    plain += text.slice(at, start);
    for (; at < start; at++) starts.push(at);
    at = end;
  }
  const inPlain = withheldSpans(plain).map(({ start, end }) => ({
    start: starts[start] ?? 0,
    end: (starts[end - 1] ?? text.length - 1) + 1,
  }));
  return [...withheldSpans(text), ...inPlain].sort((left, right) => left.start - right.start);
}

/** A part of the text with `***` for whatever of the secrets is in it. INVARIANT: they are in the order of their starts. */
export function maskedPart(text: string, { start: from, end: to }: Range, secrets: readonly Range[]): string {
  let [shown, at] = ['', from];
  for (const { start, end } of secrets) {
    if (end <= at || start >= to) continue;
    shown += `${text.slice(at, Math.max(at, start))}***`;
    at = Math.min(end, to);
  }
  return shown + text.slice(at, to);
}
