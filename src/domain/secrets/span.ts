/** The classes of which nothing is kept but a token; what is public or internal stays (docs/redaction.md). */
export const WITHHELD = ['confidential', 'secret'] as const;
export type Withheld = (typeof WITHHELD)[number];

/** A piece of a text that is not to be kept. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** How it was known: `github-token`, `assigned`. Lower case, digits and hyphens. */
  readonly kind: string;
  readonly class: Withheld;
  /** What it stands for, where it is an encoded or escaped form of that. */
  readonly value?: string;
}

/** What stands in a span's place. */
export type Token = (span: Pick<Span, 'kind' | 'class'>, value: string) => string;

/** What a token looks like: nothing in it can be a secret. */
const TOKEN = /⟦(?:secret|confidential):[a-z0-9-]{1,60}:[0-9a-f]{8}⟧/g;
/** What is left of a span beside a token is no more than punctuation. */
const LEAST = 4;

/** In order, without overlaps; of two that overlap one is made, of the kind of the longer. What has been replaced already stays. */
export function settleSpans(text: string, spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((left, right) => left.start - right.start || right.end - left.end);
  const merged: Span[] = [];
  for (const span of sorted) {
    const previous = merged.at(-1);
    if (!previous || span.start >= previous.end) merged.push(span);
    else if (span.end > previous.end) merged[merged.length - 1] = union(previous, span);
  }
  return text.includes('⟦') ? withoutTokens(text, merged) : merged;
}

/** INVARIANT: of a secret and something confidential together comes a secret. */
function union(left: Span, right: Span): Span {
  const kind = right.end - right.start > left.end - left.start ? right.kind : left.kind;
  const isSecret = left.class === 'secret' || right.class === 'secret';
  return { start: left.start, end: right.end, kind, class: isSecret ? 'secret' : 'confidential' };
}

function withoutTokens(text: string, spans: readonly Span[]): readonly Span[] {
  const tokens = [...text.matchAll(TOKEN)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return tokens.length === 0 ? spans : spans.flatMap((span) => around(span, tokens));
}

function around(span: Span, tokens: readonly Pick<Span, 'start' | 'end'>[]): readonly Span[] {
  const inside = tokens.filter(({ start, end }) => start < span.end && end > span.start);
  if (inside.length === 0) return [span];
  const { value: _value, ...bare } = span;
  const starts = [span.start, ...inside.map(({ end }) => end)];
  const ends = [...inside.map(({ start }) => start), span.end];
  return starts.flatMap((start, i) => {
    const end = ends[i] ?? start;
    return end - start < LEAST ? [] : [{ ...bare, start, end }];
  });
}

/** The text with each span replaced; what begins at `limit` or behind is left out. */
export function replaceSpans(text: string, spans: readonly Span[], token: Token, limit = text.length): string {
  let replaced = '';
  let end = 0;
  for (const span of spans) {
    if (span.start >= limit) break;
    replaced += text.slice(end, span.start) + token(span, span.value ?? text.slice(span.start, span.end));
    end = span.end;
  }
  return replaced + text.slice(end, Math.max(end, limit));
}
