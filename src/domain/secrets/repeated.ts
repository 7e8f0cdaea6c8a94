const SHORTEST = 8;
/** Different texts that are looked for throughout one text. */
const MOST = 64;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Such a value that was found once is taken out wherever it stands; a weak one that is a word would take honest words with it. */
export const isRecognisable = (value: string): boolean => value.length >= SHORTEST && /\d|[^\w\s]|[a-z][A-Z]/.test(value);

/** Every place where what one of these holds stands, as that one: of several that hold the same as the first. */
export function repetitionsOf<T extends Range>(text: string, found: readonly T[]): readonly T[] {
  const known = new Map<string, T>();
  for (const range of found) {
    if (known.size === MOST) break;
    const value = text.slice(range.start, range.end);
    if (isRecognisable(value) && !known.has(value)) known.set(value, range);
  }
  const places: T[] = [];
  for (const [value, range] of known) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
      places.push({ ...range, start: at, end: at + value.length });
  }
  return places;
}
