import { findSecrets } from './find.ts';

/** A value this long that was found once is taken out wherever it stands, also where nothing tells that it is one. */
const MIN_REPEATED = 8;
const MAX_REPEATED = 64;

interface Span {
  readonly start: number;
  readonly end: number;
  readonly shape: string;
}

/** The text with every secret replaced by what `token` makes of its kind and value. */
export function redactSecrets(text: string, token: (shape: string, value: string) => string): string {
  const found = findSecrets(text);
  if (found.length === 0) return text;
  let redacted = '';
  let end = 0;
  for (const span of withRepetitions(text, found)) {
    redacted += text.slice(end, span.start) + token(span.shape, text.slice(span.start, span.end));
    end = span.end;
  }
  return redacted + text.slice(end);
}

function withRepetitions(text: string, found: readonly Span[]): readonly Span[] {
  const shapes = new Map<string, string>();
  for (const { start, end, shape } of found) {
    const value = text.slice(start, end);
    if (value.length >= MIN_REPEATED && shapes.size < MAX_REPEATED) shapes.set(value, shape);
  }
  const spans: Span[] = [...found];
  for (const [value, shape] of shapes) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
      spans.push({ start: at, end: at + value.length, shape });
  }
  spans.sort((left, right) => left.start - right.start || right.end - left.end);
  const merged: Span[] = [];
  for (const span of spans) {
    const previous = merged.at(-1);
    if (!previous || span.start >= previous.end) merged.push(span);
    else if (span.end > previous.end) merged[merged.length - 1] = { ...previous, end: span.end };
  }
  return merged;
}
