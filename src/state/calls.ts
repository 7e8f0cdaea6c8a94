import { DECISIONS, type Decision } from '../domain/decision.ts';
import type { Connection } from './sqlite.ts';

const REMEMBERED = 60_000_000;

/** A call judged within the last minute. */
export interface RecentCall {
  readonly id: string;
  readonly decision: Decision;
}

export function recentCall(db: Connection, hash: string, now: number): RecentCall | undefined {
  const row = db
    .prepare<[string, number, number], { record_id: string; decision: string }>(
      'SELECT record_id, decision FROM calls WHERE hash = ? AND time BETWEEN ? AND ?',
    )
    .get(hash, now - REMEMBERED, now + REMEMBERED);
  const decision = DECISIONS.find((known) => known === row?.decision);
  return row && decision ? { id: row.record_id, decision } : undefined;
}

export function countSeen(db: Connection, hash: string): void {
  db.prepare<[string]>('UPDATE calls SET seen = seen + 1 WHERE hash = ?').run(hash);
}

export function rememberCall(db: Connection, hash: string, call: RecentCall, now: number): void {
  db.prepare<[string, string, string, number]>(
    'INSERT OR REPLACE INTO calls (hash, record_id, decision, time, seen) VALUES (?, ?, ?, ?, 0)',
  ).run(hash, call.id, call.decision, now);
}

export function forgetCalls(db: Connection, now: number): void {
  db.prepare<[number]>('DELETE FROM calls WHERE time < ?').run(now - REMEMBERED);
}
