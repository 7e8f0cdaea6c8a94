import { addedSpans, NOTHING_MORE, type Withholding } from './additions.ts';
import { contextSpans } from './contexts.ts';
import { encodedSpans } from './encoded.ts';
import { type FoundSecret, findSecrets } from './find.ts';
import { personalSpans } from './personal.ts';
import { isPlainValue } from './plain-value.ts';
import { repetitionsOf } from './repeated.ts';
import { replaceSpans, type Span, settleSpans, type Token } from './span.ts';
import { percentDecoded, spansBehind, unescaped, type View } from './view.ts';

/** Strings in strings, as JSON in JSON in a command has them, and addresses in those. */
const MAX_VIEWS = 4;

/** The text with everything withheld replaced by what `token` makes of it; what begins at `limit` or behind is left out. */
export function redactSecrets(text: string, token: Token, more: Withholding = NOTHING_MORE, limit?: number): string {
  const spans = withheldSpans(text, more);
  return spans.length === 0 ? text.slice(0, limit) : replaceSpans(text, spans, token, limit);
}

/** What of a text is not to be kept: as it stands, as it reads with its escapes resolved, and as what is encoded in it decodes. */
export function withheldSpans(text: string, more: Withholding = NOTHING_MORE): readonly Span[] {
  const spans = [...plainSpans(text, more)];
  for (const view of viewsOf(text)) spans.push(...spansBehind(view, plainSpans(view.text, more)));
  if (spans.length === 0) return spans;
  return settleSpans(text, withRepetitions(text, settleSpans(text, spans), spans));
}

function plainSpans(text: string, more: Withholding): readonly Span[] {
  const direct = directSpans(text, more);
  const encoded = encodedSpans(text, (decoded) => settleSpans(decoded, directSpans(decoded, more)));
  return encoded.length === 0 ? direct : [...direct, ...encoded];
}

function directSpans(text: string, more: Withholding): readonly Span[] {
  const found = findSecrets(text);
  const spanOf = ({ start, end, shape }: FoundSecret): Span => ({ start, end, kind: shape, class: 'secret' });
  const isLikely = ({ shape, confidence }: FoundSecret): boolean => shape === 'named-secret' && confidence === 'low';
  // What a name alone makes likely is an accusation: a record weighs it once more.
  const likely = found.filter((one) => isLikely(one) && !isPlainValue({ name: 'password', value: text.slice(one.start, one.end) }));
  const sure = found.filter((one) => !isLikely(one));
  return [
    ...sure.map(spanOf),
    ...contextSpans(text),
    ...personalSpans(text, more.personal),
    ...addedSpans(text, more),
    ...likely.map(spanOf),
  ];
}

/** Each is read from the one before, its positions being those of the text itself. */
function viewsOf(text: string): readonly View[] {
  const views: View[] = [];
  let last: View | undefined;
  for (const read of [unescaped, unescaped, percentDecoded, unescaped].slice(0, MAX_VIEWS)) {
    const next = read(last?.text ?? text);
    if (!next) continue;
    const { starts } = last ?? {};
    last = starts ? { text: next.text, starts: next.starts.map((at) => starts[at] ?? text.length) } : next;
    views.push(last);
  }
  return views;
}

/** `all` holds what a longer span took in, too: by itself it may stand elsewhere. What an encoded form stands for is said where it was read. */
const withRepetitions = (text: string, found: readonly Span[], all: readonly Span[]): readonly Span[] => [
  ...found,
  ...repetitionsOf(
    text,
    [...found, ...all].map(({ start, end, kind, class: withheld }) => ({ start, end, kind, class: withheld })),
  ),
];
