import type { Connection } from './sqlite.ts';

/** What failed longer ago is over. */
const REMEMBERED = 3_600_000_000;

/** Counts one more failed attempt; how many there were of this source lately. */
export function countFailure(db: Connection, source: string, now: number): number {
  const count = recentFailures(db, source, now).count + 1;
  db.prepare<[string, number, number]>('INSERT OR REPLACE INTO failures (source, count, last_at) VALUES (?, ?, ?)').run(source, count, now);
  return count;
}

/** How many there were lately, and when the last one was. */
export function recentFailures(db: Connection, source: string, now: number): { readonly count: number; readonly lastAt: number } {
  const row = db.prepare<[string], { count: number; last_at: number }>('SELECT count, last_at FROM failures WHERE source = ?').get(source);
  return row && Math.abs(now - row.last_at) < REMEMBERED ? { count: row.count, lastAt: row.last_at } : { count: 0, lastAt: 0 };
}

export function clearFailures(db: Connection, source: string): void {
  db.prepare<[string]>('DELETE FROM failures WHERE source = ?').run(source);
}

export function forgetFailures(db: Connection, now: number): void {
  db.prepare<[number]>('DELETE FROM failures WHERE last_at < ?').run(now - REMEMBERED);
}

/** Whether so many failures are to be looked into by a person: at the fifth, and at every tenfold of it. */
export const isIncident = (failures: number): boolean => /^50*$/.test(String(failures));
