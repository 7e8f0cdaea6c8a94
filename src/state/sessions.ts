import { formatSession, keepUntil, parseSession, type Session } from '../domain/bound-session.ts';
import type { KnownSession, StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Connection } from './sqlite.ts';
import { type Sealed, unopened, type Vault } from './vault.ts';

export interface SessionRow {
  /** What stands for the session's name. */
  readonly handle: string;
  readonly key_id: string;
  readonly sealed: Buffer;
  readonly keep_until: number;
}

/** With each new session so many old ones go, so that the table stays as small as what is in use. */
const PRUNED_AT_ONCE = 4;

export function findRow(db: Connection, handle: string): SessionRow | undefined {
  return db.prepare<[string], SessionRow>('SELECT handle, key_id, sealed, keep_until FROM sessions WHERE handle = ?').get(handle);
}

export function allRows(db: Connection): readonly SessionRow[] {
  return db.prepare<[], SessionRow>('SELECT handle, key_id, sealed, keep_until FROM sessions ORDER BY handle').all();
}

/** The session itself; undefined where it has not been seen. */
export function readSession(db: Connection, vault: Vault, session: string): Result<KnownSession | undefined, StoreFault> {
  const row = findRow(db, vault.handleOf(session));
  return row ? openRow(vault, row) : ok(undefined);
}

export function openRow(vault: Vault, { handle, key_id, sealed }: SessionRow): Result<KnownSession, StoreFault> {
  const text = vault.open(handle, { keyId: key_id, bytes: sealed });
  if (!text.ok) return text;
  const session = parseSession(text.value);
  return session ? ok({ session, sealed }) : unopened(handle);
}

export function writeSession(db: Connection, vault: Vault, session: Session, lifetime: number, now: number): Result<undefined, StoreFault> {
  const handle = vault.handleOf(session.id);
  const sealed = vault.seal(handle, formatSession(session));
  if (!sealed.ok) return sealed;
  const until = keepUntil(session, lifetime);
  const changed = db.prepare<[number, string]>('UPDATE sessions SET keep_until = ? WHERE handle = ?').run(until, handle).changes;
  if (changed === 0) insert(db, handle, sealed.value, until, now);
  else replaceSealed(db, handle, sealed.value);
  return ok(undefined);
}

export function replaceSealed(db: Connection, handle: string, { keyId, bytes }: Sealed): void {
  db.prepare<[string, Uint8Array, string]>('UPDATE sessions SET key_id = ?, sealed = ? WHERE handle = ?').run(keyId, bytes, handle);
}

function insert(db: Connection, handle: string, { keyId, bytes }: Sealed, until: number, now: number): void {
  db.prepare<[number, number]>('DELETE FROM sessions WHERE handle IN (SELECT handle FROM sessions WHERE keep_until < ? LIMIT ?)').run(
    now,
    PRUNED_AT_ONCE,
  );
  db.prepare<[string, string, Uint8Array, number]>('INSERT INTO sessions (handle, key_id, sealed, keep_until) VALUES (?, ?, ?, ?)').run(
    handle,
    keyId,
    bytes,
    until,
  );
}

/** Those that nothing is held against any more. */
export function forgetSessions(db: Connection, now: number): void {
  db.prepare<[number]>('DELETE FROM sessions WHERE keep_until < ?').run(now);
}

export function deleteRow(db: Connection, handle: string): void {
  db.prepare<[string]>('DELETE FROM sessions WHERE handle = ?').run(handle);
}
