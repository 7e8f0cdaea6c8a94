import { DAYS, type Window } from '../domain/policy.ts';

/** By the clock on the wall of the window's time zone, whatever changes of the clock lie between. */
export function isOpen({ timeZone, days, from, to }: Window, now: number): boolean {
  const { day, minute } = wallClock(now, timeZone);
  const isOn = (index: number): boolean => days.some((name) => name === DAYS.at(index));
  if (from < to) return isOn(day) && minute >= from && minute < to;
  return (isOn(day) && minute >= from) || (isOn(day - 1) && minute < to);
}

const DAY_NAMES: readonly string[] = DAYS;

/** The index of the day in `DAYS` and the minute since midnight. */
function wallClock(now: number, timeZone: string): { readonly day: number; readonly minute: number } {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const parts = new Map(format.formatToParts(now / 1000).map(({ type, value }) => [type, value]));
  return {
    day: DAY_NAMES.indexOf(parts.get('weekday')?.toLowerCase() ?? ''),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
