import type { Connection } from './sqlite.ts';

export function sessionOwner(db: Connection, session: string): string | undefined {
  return db.prepare<[string], { owner: string }>('SELECT owner FROM sessions WHERE session = ?').get(session)?.owner;
}

/** The first principal to act in a session keeps it. */
export function claimSession(db: Connection, session: string, owner: string, now: number): void {
  db.prepare<[string, string, number]>('INSERT INTO sessions (session, owner, started_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(
    session,
    owner,
    now,
  );
}
