import { err, ok, type Result } from '../domain/result.ts';

const SECOND = 1_000_000;
const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: 86_400 * SECOND };

/** `30d`, `12h`, `45m`, `90s` in microseconds; undefined where nothing was given. */
export function parseDuration(text: string | undefined): Result<number | undefined, string> {
  if (text === undefined) return ok(undefined);
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const length = Number(count) * (UNITS[unit ?? ''] ?? 0);
  return length > 0 ? ok(length) : err(`"${text}" is no length of time; write a number and one of s, m, h, d: 30d`);
}

/** `600/m` as a rate with a third of it as burst; undefined where nothing was given. */
export function parseRate(text: string | undefined): Result<{ readonly perMinute: number; readonly burst: number } | undefined, string> {
  if (text === undefined) return ok(undefined);
  const [, count, unit] = /^(\d{1,7})\/([smh])$/.exec(text) ?? [];
  const perMinute = Math.floor((Number(count) * 60 * SECOND) / (UNITS[unit ?? ''] ?? 1));
  if (!count || perMinute < 1)
    return err(`"${text}" is no rate of at least one a minute; write a number, a slash and one of s, m, h: 600/m`);
  return ok({ perMinute, burst: Math.max(1, Math.floor(perMinute / 3)) });
}

/** Microseconds since 1970 as local date and time to the second. */
export function showTime(time: number): string {
  const date = new Date(time / 1000);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}
