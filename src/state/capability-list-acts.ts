import type { RevocationList, Revoked } from '../capabilities/revocation-list.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type ActLog, recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { allRevocations, EVERYTHING, putRevocation } from './capability-revocations.ts';
import { TAKE_OVER } from './capability-vouching.ts';
import { fault } from './faults.ts';
import type { Connection } from './sqlite.ts';

/** The list that an installation signs next: everything that has been taken back here, its own acts and what it has taken over. */
export function nextList(log: AdminLog, issuer: string, now: number): Result<RevocationList, StoreFault> {
  const sequence = (sequenceOf(log.db, issuer) ?? 0) + 1;
  putSequence(log.db, issuer, sequence, now);
  // What a repair has taken back here is no concern of others, who have kept their tables.
  const kept = allRevocations(log.db).filter(({ subject }) => subject !== EVERYTHING);
  // No list reaches beyond its own time, even where the clock has been set back since.
  const revoked = kept.map((entry) => ({ ...entry, revokedAt: Math.min(entry.revokedAt, now) }));
  const recorded = recordAct(log, { act: 'capability.revocations.export', issuer, sequence, revoked: revoked.length }, now);
  return recorded.ok ? ok({ issuer, sequence, issuedAt: now, revoked }) : recorded;
}

/** How many revocations a list has brought that were not known; undefined where it has been taken over before. */
export function takeList(
  log: AdminLog,
  { issuer, sequence, revoked }: RevocationList,
  now: number,
): Result<number | undefined, StoreFault> {
  const last = sequenceOf(log.db, issuer) ?? 0;
  if (sequence === last) return ok(undefined);
  if (sequence < last)
    return err(
      fault('older', `The list is number ${sequence} of ${issuer}, and number ${last} counts here already. Fetch the newest one.`),
    );
  const before = new Map(allRevocations(log.db).map(({ subject, revokedAt }) => [subject, revokedAt]));
  putSequence(log.db, issuer, sequence, now);
  const brought = revoked.filter(({ subject }) => !before.has(subject)).length;
  const news = revoked.filter(({ subject, revokedAt }) => before.get(subject) !== revokedAt);
  const recorded = recordAct(log, { act: 'capability.revocations.import', issuer, sequence, revoked: revoked.length, brought }, now);
  const taken = recorded.ok ? takeOver(log, issuer, news, now) : recorded;
  return taken.ok ? ok(brought) : taken;
}

/** As many as a record names, so that each stays of the size of others. */
const AT_ONCE = 200;

/** What others have taken back, each in a record that vouches for its row. */
export function takeOver(log: ActLog, issuer: string, revoked: readonly Revoked[], now: number): Result<undefined, StoreFault> {
  for (let at = 0; at < revoked.length; at += AT_ONCE) {
    const part = revoked.slice(at, at + AT_ONCE);
    for (const entry of part) putRevocation(log.db, entry);
    const named = part.map(({ subject, revokedAt }) => [subject, revokedAt]);
    const recorded = recordAct(log, { act: TAKE_OVER, issuer, revoked: named }, now);
    if (!recorded.ok) return recorded;
  }
  return ok(undefined);
}

const sequenceOf = (db: Connection, issuer: string): number | undefined =>
  db.prepare<[string], number>('SELECT sequence FROM capability_lists WHERE issuer = ?').pluck().get(issuer);

function putSequence(db: Connection, issuer: string, sequence: number, now: number): void {
  db.prepare<[string, number, number]>(
    `INSERT INTO capability_lists (issuer, sequence, taken_at) VALUES (?, ?, ?)
     ON CONFLICT (issuer) DO UPDATE SET sequence = excluded.sequence, taken_at = excluded.taken_at`,
  ).run(issuer, sequence, now);
}
