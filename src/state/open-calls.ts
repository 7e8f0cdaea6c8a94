import type { ProcessId } from '../domain/exception.ts';
import type { Connection } from './sqlite.ts';

/** Nothing closes more calls than run at once; where there are so many, something does not close them. */
const MAX_OPEN = 500;
const FORGOTTEN = 7 * 86_400_000_000;

/** Which calls of a session may still be running, and how long ago the last one began or ended. */
export interface Activity {
  readonly open: number;
  /** Open ones that nothing but the session's end closes. */
  readonly lasting: number;
  readonly lastAt: number;
}

export interface OpenCall {
  readonly session: string;
  readonly call: string;
  /** The subagent's id, or nothing for the main loop. */
  readonly agent: string;
  /** What it starts may outlive it. */
  readonly lasting: boolean;
}

const textOf = ({ pid, startedAt }: ProcessId): string => `${pid} ${startedAt}`;

/** The process that a session's host is, as far as it has been seen. */
export const isSessionHost = (db: Connection, session: string, host: ProcessId): boolean => readHost(db, session) === textOf(host);

export const readHost = (db: Connection, session: string): string | undefined =>
  db.prepare<[string], string>('SELECT process FROM session_hosts WHERE session = ?').pluck().get(session);

/** The first process to be seen as a session's host stays it for as long as it runs, and its row for as long as it is seen. */
export function bindHost(db: Connection, session: string, host: ProcessId, runs: (host: ProcessId) => boolean, now: number): void {
  const [pid = 0, startedAt = 0] = (readHost(db, session) ?? '').split(' ').map(Number);
  const isSame = pid === host.pid && startedAt === host.startedAt;
  if (!isSame && pid !== 0 && runs({ pid, startedAt })) return;
  // What the one before waited for has ended with it; what lasts may still be there.
  if (!isSame) closeAll(db, session, now);
  db.prepare<[string, string, number]>('INSERT OR REPLACE INTO session_hosts VALUES (?, ?, ?)').run(session, textOf(host), now);
}

function closeAll(db: Connection, session: string, now: number): void {
  db.prepare<[number, string]>('UPDATE open_calls SET closed_at = ? WHERE session = ? AND lasting = 0 AND closed_at IS NULL').run(
    now,
    session,
  );
}

/** Whether a process is one that a session has had as its host. */
export const isKnownHost = (db: Connection, host: ProcessId): boolean =>
  db.prepare<[string], number>('SELECT 1 FROM session_hosts WHERE process = ?').pluck().get(textOf(host)) !== undefined;

export function openCall(db: Connection, { session, call, agent, lasting }: OpenCall, now: number): void {
  db.prepare<[string, string, string, number, number]>(
    'INSERT INTO open_calls VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET lasting = max(lasting, excluded.lasting)',
  ).run(session, call, agent, lasting ? 1 : 0, now);
}

export function closeCall(db: Connection, session: string, call: string, now: number): void {
  const close = db.prepare<[number, string, string]>(
    'UPDATE open_calls SET closed_at = ? WHERE session = ? AND call = ? AND lasting = 0 AND closed_at IS NULL',
  );
  close.run(now, session, call);
}

/** The end of an answer ends what the agent that gave it was waiting for. */
export function closeCallsOf(db: Connection, session: string, agent: string, now: number): void {
  const close = db.prepare<[number, string, string]>(
    'UPDATE open_calls SET closed_at = ? WHERE session = ? AND agent = ? AND lasting = 0 AND closed_at IS NULL',
  );
  close.run(now, session, agent);
  // Only the newest of those that are closed tells anything.
  db.prepare<[string, string]>(
    'DELETE FROM open_calls WHERE session = ? AND closed_at < (SELECT max(closed_at) FROM open_calls WHERE session = ?)',
  ).run(session, session);
}

export function activityOf(db: Connection, session: string): Activity {
  const row = db
    .prepare<[string], { open: number; lasting: number | null; last_at: number | null }>(
      `SELECT count(*) FILTER (WHERE closed_at IS NULL) AS open, sum(lasting) AS lasting, max(ifnull(closed_at, opened_at)) AS last_at
       FROM open_calls WHERE session = ?`,
    )
    .get(session);
  return { open: row?.open ?? 0, lasting: row?.lasting ?? 0, lastAt: row?.last_at ?? 0 };
}

/** INVARIANT: calls are forgotten after the host that they are held against. */
export function forgetOpenCalls(db: Connection, now: number): void {
  db.prepare<[number]>('DELETE FROM session_hosts WHERE time < ?').run(now - FORGOTTEN);
  db.prepare<[number]>('DELETE FROM open_calls WHERE opened_at < ? AND session NOT IN (SELECT session FROM session_hosts)').run(
    now - FORGOTTEN,
  );
}

/** Bounds a session's calls: the closed ones go first, then the oldest; more than enough stay open, and so does what lasts. */
export function boundCalls(db: Connection, session: string): void {
  const count = db.prepare<[string], number>('SELECT count(*) FROM open_calls WHERE session = ?').pluck().get(session) ?? 0;
  if (count <= MAX_OPEN) return;
  db.prepare<[string]>('DELETE FROM open_calls WHERE session = ? AND closed_at IS NOT NULL').run(session);
  db.prepare<[string, string, number]>(
    `DELETE FROM open_calls WHERE session = ? AND lasting = 0 AND call NOT IN
     (SELECT call FROM open_calls WHERE session = ? ORDER BY opened_at DESC LIMIT ?)`,
  ).run(session, session, MAX_OPEN / 2);
}
