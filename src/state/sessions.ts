import { isSessionLabel, LABEL_LIFETIME, type SessionLabel } from '../domain/session.ts';
import type { Connection } from './sqlite.ts';

export interface KnownSession {
  readonly owner: string;
  /** Expired ones among them. */
  readonly labels: readonly SessionLabel[];
}

export function readSession(db: Connection, session: string): KnownSession | undefined {
  const row = db
    .prepare<[string], { owner: string; labels: string | null }>('SELECT owner, labels FROM sessions WHERE session = ?')
    .get(session);
  return row && { owner: row.owner, labels: row.labels === null ? [] : parseLabels(row.labels) };
}

function parseLabels(text: string): readonly SessionLabel[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter(isSessionLabel) : [];
}

export function writeLabels(db: Connection, session: string, labels: readonly SessionLabel[], now: number): void {
  db.prepare<[string, number, string]>('UPDATE sessions SET labels = ?, labelled_at = ? WHERE session = ?').run(
    JSON.stringify(labels),
    now,
    session,
  );
}

/** Takes the labels of sessions of which none can be good any more. */
export function forgetLabels(db: Connection, now: number): void {
  db.prepare<[number]>('UPDATE sessions SET labels = NULL WHERE labels IS NOT NULL AND labelled_at < ?').run(now - LABEL_LIFETIME);
}

/** The first principal to act in a session keeps it. */
export function claimSession(db: Connection, session: string, owner: string, now: number): void {
  db.prepare<[string, string, number]>('INSERT INTO sessions (session, owner, started_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(
    session,
    owner,
    now,
  );
}
