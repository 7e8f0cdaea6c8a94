import { GRANT_KINDS, type Grant, type GrantKind } from '../domain/exception.ts';
import { PROOFS } from '../domain/policy.ts';
import type { Connection } from './sqlite.ts';

/** How many are looked at; those granted last stand first. */
const MAX_LIVE = 200;
const KEPT = 7 * 86_400_000_000;

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly proof: string;
  readonly rules: string;
  readonly path: string | null;
  readonly session: string | null;
  readonly event_hash: string | null;
  readonly granted_at: number;
  readonly expires_at: number;
  readonly granted_by: string;
  readonly because: string;
  readonly used_by: string | null;
  readonly used_at: number | null;
}

/** Those that may concern a session, expired ones among them. */
export function grantsFor(db: Connection, session: string): readonly Grant[] {
  return db
    .prepare<[string, number], Row>('SELECT * FROM grants WHERE session IS NULL OR session = ? ORDER BY granted_at DESC LIMIT ?')
    .all(session, MAX_LIVE)
    .flatMap(grantOf);
}

export function allGrants(db: Connection): readonly Grant[] {
  return db.prepare<[], Row>('SELECT * FROM grants ORDER BY granted_at DESC').all().flatMap(grantOf);
}

export function insertGrant(db: Connection, grant: Grant): void {
  const row: Row = {
    id: grant.id,
    kind: grant.kind,
    proof: grant.proof,
    rules: JSON.stringify(grant.rules),
    path: grant.path ?? null,
    session: grant.session ?? null,
    event_hash: grant.eventHash ?? null,
    granted_at: grant.grantedAt,
    expires_at: grant.expiresAt,
    granted_by: grant.grantedBy,
    because: grant.because,
    used_by: null,
    used_at: null,
  };
  db.prepare<[Row]>(
    `INSERT INTO grants VALUES (@id, @kind, @proof, @rules, @path, @session, @event_hash, @granted_at, @expires_at, @granted_by, @because,
     @used_by, @used_at)`,
  ).run(row);
}

/** False where another call has used it, or a person has taken it back. */
export function useGrant(db: Connection, id: string, call: string, now: number): boolean {
  const use = db.prepare<[string, number, string]>('UPDATE grants SET used_by = ?, used_at = ? WHERE id = ? AND used_by IS NULL');
  return use.run(call, now, id).changes > 0;
}

/** False where there is no such grant that still holds. */
export function endGrant(db: Connection, id: string, now: number): boolean {
  return (
    db.prepare<[number, string, number]>('UPDATE grants SET expires_at = ? WHERE id = ? AND expires_at > ?').run(now, id, now).changes > 0
  );
}

export function forgetGrants(db: Connection, now: number): void {
  db.prepare<[number]>('DELETE FROM grants WHERE expires_at < ?').run(now - KEPT);
}

/** What this program does not know, written by a later one, lifts nothing. */
function grantOf(row: Row): readonly Grant[] {
  const kind: GrantKind | undefined = GRANT_KINDS.find((known) => known === row.kind);
  const proof = PROOFS.find((known) => known === row.proof);
  const rules: unknown = JSON.parse(row.rules);
  if (!kind || !proof || !Array.isArray(rules)) return [];
  const grant: Grant = {
    id: row.id,
    kind,
    proof,
    rules: rules.filter((id) => typeof id === 'string'),
    grantedAt: row.granted_at,
    expiresAt: row.expires_at,
    grantedBy: row.granted_by,
    because: row.because,
    ...(row.path !== null && { path: row.path }),
    ...(row.session !== null && { session: row.session }),
    ...(row.event_hash !== null && { eventHash: row.event_hash }),
    ...(row.used_by !== null && { usedBy: row.used_by }),
    ...(row.used_at !== null && { usedAt: row.used_at }),
  };
  return [grant];
}
