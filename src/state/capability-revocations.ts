import type { Revoked } from '../capabilities/revocation-list.ts';
import { SKEW } from '../capabilities/token.ts';
import { type Capability, MAX_LIFETIME } from '../domain/capability.ts';
import type { Connection } from './sqlite.ts';

/** The earliest of several counts for a link, and the latest for a principal, who may have been given something since. */
export function putRevocation(db: Connection, { subject, revokedAt, because }: Revoked): void {
  const wins = subject.startsWith('cap:') ? '<' : '>';
  db.prepare<[string, number, string, number]>(
    `INSERT INTO capability_revocations (subject, revoked_at, because, keep_until) VALUES (?, ?, ?, ?)
     ON CONFLICT (subject) DO UPDATE SET revoked_at = excluded.revoked_at, because = excluded.because, keep_until = excluded.keep_until
     WHERE excluded.revoked_at ${wins} revoked_at`,
  ).run(subject, revokedAt, because, revokedAt + MAX_LIFETIME + SKEW);
}

export function allRevocations(db: Connection): readonly Revoked[] {
  return db
    .prepare<[], Revoked>('SELECT subject, revoked_at AS revokedAt, because FROM capability_revocations ORDER BY revoked_at, subject')
    .all();
}

/** A link that is revoked at all is so for good, whatever the clock says since. */
export function isRevoked(db: Connection, { id, principal, issuedAt }: Capability): boolean {
  const found = db
    .prepare<[string, string, number], object>(
      'SELECT 1 FROM capability_revocations WHERE subject = ? OR (subject = ? AND revoked_at >= ?) LIMIT 1',
    )
    .get(`cap:${id}`, `principal:${principal}`, issuedAt);
  return found !== undefined;
}

/** Whatever they were about has expired by then. */
export function forgetRevocations(db: Connection, now: number): void {
  db.prepare<[number]>('DELETE FROM capability_revocations WHERE keep_until < ?').run(now);
}
