import type { JsonValue } from '../domain/json.ts';

const LAST = Date.UTC(2200, 0) * 1000;

/** Microseconds since 1970 of what a log calls a time: ISO 8601, or a number of seconds, milli-, micro- or nanoseconds. */
export function timeOf(value: JsonValue | undefined): number | undefined {
  const time = typeof value === 'number' ? fromNumber(value) : typeof value === 'string' ? fromText(value) : undefined;
  return time !== undefined && time > 0 && time < LAST ? Math.floor(time) : undefined;
}

const fromText = (text: string): number => (/^\d{10,20}$/.test(text) ? fromNumber(Number(text)) : Date.parse(text) * 1000);

/** The unit is told by the size: no log is from before 1973 or from after 2200. */
function fromNumber(value: number): number {
  if (value < 1e11) return value * 1_000_000;
  if (value < 1e14) return value * 1000;
  return value < 1e17 ? value : value / 1000;
}
