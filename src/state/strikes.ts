import type { Strikes } from '../domain/policy.ts';
import type { Connection } from './sqlite.ts';

/** More than any policy asks for. */
const MAX_KEPT = 1000;
const FORGOTTEN = 7 * 86_400_000_000;

/** When calls of a session were denied, oldest first. */
export function denialsOf(db: Connection, session: string): readonly number[] {
  const text = db.prepare<[string], string>('SELECT times FROM strikes WHERE session = ?').pluck().get(session);
  const times: unknown = text === undefined ? [] : JSON.parse(text);
  return Array.isArray(times) ? times.filter((time) => typeof time === 'number') : [];
}

/** Counts one more denial; true for the very one with which there are too many. */
export function countDenial(db: Connection, session: string, { after, within }: Strikes, now: number): boolean {
  const before = denialsOf(db, session).filter((time) => now - time < within);
  const times = [...before, now].slice(-Math.min(after, MAX_KEPT));
  db.prepare<[string, string, number]>('INSERT OR REPLACE INTO strikes VALUES (?, ?, ?)').run(session, JSON.stringify(times), now);
  return before.length === after - 1;
}

export function forgetStrikes(db: Connection, now: number): void {
  db.prepare<[number]>('DELETE FROM strikes WHERE last_at < ?').run(now - FORGOTTEN);
}
