import { err, ok, type Result } from './result.ts';

const SECOND = 1_000_000;
const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: 86_400 * SECOND };

/** Calls a minute, and how many may come at once. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

/** `30d`, `12h`, `45m`, `90s` in microseconds. */
export function parseDuration(text: string): Result<number, string> {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const length = Number(count) * (UNITS[unit ?? ''] ?? 0);
  return length > 0 ? ok(length) : err(`"${text.slice(0, 40)}" is no length of time; write a number and one of s, m, h, d: 30d`);
}

/** `600/m` as a rate with a third of it as burst. */
export function parseRate(text: string): Result<Rate, string> {
  const [, count, unit] = /^(\d{1,7})\/([smh])$/.exec(text) ?? [];
  const perMinute = Math.floor((Number(count) * 60 * SECOND) / (UNITS[unit ?? ''] ?? 1));
  if (!count || perMinute < 1)
    return err(`"${text.slice(0, 40)}" is no rate of at least one a minute; write a number, a slash and one of s, m, h: 600/m`);
  return ok({ perMinute, burst: Math.max(1, Math.floor(perMinute / 3)) });
}

const SIZES: Readonly<Record<string, number>> = { KB: 1000, MB: 1_000_000, GB: 1_000_000_000 };

/** `500MB`, `1GB` in bytes. */
export function parseSize(text: string): Result<number, string> {
  const [, count, unit] = /^(\d{1,6})([KMG]B)$/.exec(text) ?? [];
  const size = Number(count) * (SIZES[unit ?? ''] ?? 0);
  return size > 0 ? ok(size) : err(`"${text.slice(0, 40)}" is no size; write a number and one of KB, MB, GB: 500MB`);
}

/** As it is written: in the largest unit that it is a whole number of; else to a tenth. */
export function showSize(bytes: number): string {
  const [unit, size] = Object.entries(SIZES).findLast(([, one]) => bytes >= one) ?? ['bytes', 1];
  const count = bytes / size;
  return unit === 'bytes' ? counted(count, 'byte') : `${Number.isInteger(count) ? count : count.toFixed(1)}${unit}`;
}

/** `1 record`, `2 records`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** `record 4`, `records 4 to 6`: those from `first` on and before `until`. */
export const recordsFrom = (first: number, until: number): string =>
  until - first === 1 ? `record ${first}` : `records ${first} to ${until - 1}`;
