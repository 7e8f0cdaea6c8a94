/** A span of time, cut into stretches of equal length without a gap between them. */
export interface Stretches {
  /** Length of each. */
  readonly hours: number;
  /** Milliseconds since 1970, where the first begins. */
  readonly begin: number;
  readonly count: number;
  /** Of the stretch that a time within the span lies in. */
  readonly indexOf: (time: number) => number;
}

const HOUR_MS = 3_600_000;
/** Hours, days and weeks that people count in, and about a month, a quarter and a year. */
const LENGTHS = [1, 3, 6, 12, 24, 48, 168, 336, 720, 2160, 8760] as const;
const MOST = 60;

/** Of the times from `first` to `last` in milliseconds, at most 60, each of the shortest length that does. */
export function stretchesOf(first: number, last: number): Stretches {
  const span = (last - first) / HOUR_MS;
  const hours = LENGTHS.find((length) => span / length < MOST - 1) ?? Math.ceil(span / (MOST - 2));
  const begin = Math.floor(first / (hours * HOUR_MS)) * hours * HOUR_MS;
  const indexOf = (time: number): number => Math.floor((time - begin) / (hours * HOUR_MS));
  return { hours, begin, count: indexOf(last) + 1, indexOf };
}

/** `an hour`, `12 hours`, `7 days`. */
export function lengthOf({ hours }: Stretches): string {
  if (hours === 1) return 'an hour';
  if (hours === 24) return 'a day';
  return hours < 24 || hours % 24 !== 0 ? `${hours} hours` : `${hours / 24} days`;
}

export const startOf = ({ begin, hours }: Stretches, index: number): number => begin + index * hours * HOUR_MS;

/** Milliseconds since 1970 as UTC to the minute: `2026-11-22 03:04`. */
export const minute = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
