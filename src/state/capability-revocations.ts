import type { Revoked } from '../capabilities/revocation-list.ts';
import { SKEW } from '../capabilities/token.ts';
import { type Capability, type Chain, MAX_LIFETIME } from '../domain/capability.ts';
import type { Connection } from './sqlite.ts';

/** A subject: everything that was given out until then, by whomever. What a repair cannot read may have been taken back. */
export const EVERYTHING = 'all';

/** The earliest of several counts for a link, and the latest for a principal, who may have been given something since. */
export function putRevocation(db: Connection, { subject, revokedAt, because }: Revoked): void {
  const wins = subject.startsWith('cap:') ? '<' : '>';
  db.prepare<[string, number, string, number]>(
    `INSERT INTO capability_revocations (subject, revoked_at, because, keep_until) VALUES (?, ?, ?, ?)
     ON CONFLICT (subject) DO UPDATE SET revoked_at = excluded.revoked_at, because = excluded.because, keep_until = excluded.keep_until
     WHERE excluded.revoked_at ${wins} revoked_at`,
  ).run(subject, revokedAt, because, keptUntil(revokedAt));
}

export function allRevocations(db: Connection): readonly Revoked[] {
  return db
    .prepare<[], Revoked>('SELECT subject, revoked_at AS revokedAt, because FROM capability_revocations ORDER BY revoked_at, subject')
    .all();
}

/** Which links of a chain are revoked. One that is so at all stays so, whatever the clock says since. */
export function revokedIn(db: Connection, chain: Chain): (link: Capability) => boolean {
  const subjects = [EVERYTHING, ...chain.flatMap(({ id, principal }) => [`cap:${id}`, `principal:${principal}`])];
  const rows = db
    .prepare<[string], { subject: string; revoked_at: number }>(
      'SELECT subject, revoked_at FROM capability_revocations WHERE subject IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(subjects));
  if (rows.length === 0) return () => false;
  const found = new Map(rows.map((row) => [row.subject, row.revoked_at]));
  return ({ id, principal, issuedAt }) =>
    found.has(`cap:${id}`) || [EVERYTHING, `principal:${principal}`].some((subject) => (found.get(subject) ?? -1) >= issuedAt);
}

/** Whether whatever a revocation is about has expired. */
export const isOver = (revokedAt: number, now: number): boolean => keptUntil(revokedAt) < now;

const keptUntil = (revokedAt: number): number => revokedAt + MAX_LIFETIME + SKEW;

export function forgetRevocations(db: Connection, now: number): void {
  db.prepare<[number]>('DELETE FROM capability_revocations WHERE keep_until < ?').run(now);
}
