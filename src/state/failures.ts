import type { Connection } from './sqlite.ts';

/** What failed longer ago is over. */
const REMEMBERED = 3_600_000_000;

/** Counts one more failed attempt; how many there were of this source lately. */
export function countFailure(db: Connection, source: string, now: number): number {
  const row = db.prepare<[string], { count: number; last_at: number }>('SELECT count, last_at FROM failures WHERE source = ?').get(source);
  const count = row && Math.abs(now - row.last_at) < REMEMBERED ? row.count + 1 : 1;
  db.prepare<[string, number, number]>('INSERT OR REPLACE INTO failures (source, count, last_at) VALUES (?, ?, ?)').run(source, count, now);
  return count;
}

/** Whether so many failures are to be looked into by a person: at the fifth, and at every tenfold of it. */
export const isIncident = (failures: number): boolean => /^50*$/.test(String(failures));
