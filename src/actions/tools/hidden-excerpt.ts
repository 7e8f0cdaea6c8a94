import { escapeHidden, type HiddenText } from '../../domain/hidden-text.ts';
import { looksRandom } from '../../domain/secrets/likelihood.ts';
import { maskedPart, type Range, secretRanges } from '../../domain/secrets/mask.ts';

const SHOWN = 40;
/** So far to both sides secrets are looked for: half of one, at the edge of what is shown, would not be known for what it is. */
const LOOKED_AT = 400;
/** In the middle of a key, or of a token whose beginning is further away. */
const RUN = /[0-9A-Za-z+/=_-]{24,}/g;

/** What stands around a hidden character, hidden ones written out and secrets masked, also those that it was put into. */
export function hiddenExcerpt(text: string, { start, end }: HiddenText): string {
  const from = Math.max(0, start - LOOKED_AT);
  const around = text.slice(from, end + LOOKED_AT);
  const secrets = [...secretRanges(around), ...randomRuns(around)].sort((left, right) => left.start - right.start);
  const [low, high] = [start - from, end - from];
  const before = maskedPart(around, { start: Math.max(0, low - SHOWN), end: low }, secrets);
  const behind = maskedPart(around, { start: high, end: Math.min(around.length, high + SHOWN) }, secrets);
  return escapeHidden(before + around.slice(low, high) + behind);
}

const randomRuns = (text: string): readonly Range[] =>
  [...text.matchAll(RUN)]
    .filter(([run]) => /\d/.test(run) && looksRandom(run))
    .map(({ 0: run, index }) => ({ start: index, end: index + run.length }));
