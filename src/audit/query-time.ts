import { parseDuration } from '../domain/amounts.ts';
import { err, ok, type Result } from '../domain/result.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** Microseconds since 1970 of `2h` (so long ago), `today`, `2026-11-01` or `2026-11-01T14:30` (local, or with a zone). */
export function parseMoment(text: string, now: number): Result<number, string> {
  if (text === 'now') return ok(now);
  if (text === 'today') return ok(new Date(now / 1000).setHours(0, 0, 0, 0) * 1000);
  const ago = parseDuration(text);
  if (ago.ok) return ok(now - ago.value);
  const [, year, month, day] = DAY.exec(text) ?? [];
  // A date alone would be read as one in UTC; a month of 31 days too many would roll over.
  const date =
    year === undefined ? new Date(MOMENT.test(text) ? text : Number.NaN) : new Date(Number(year), Number(month) - 1, Number(day));
  const rolled = day !== undefined && (date.getDate() !== Number(day) || date.getMonth() + 1 !== Number(month));
  if (Number.isNaN(date.getTime()) || rolled)
    return err(`"${text.slice(0, 40)}" is no time; write how long ago (2h, 7d), today, 2026-11-01 or 2026-11-01T14:30`);
  return ok(date.getTime() * 1000);
}
