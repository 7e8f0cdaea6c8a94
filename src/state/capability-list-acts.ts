import type { RevocationList, Revoked } from '../capabilities/revocation-list.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { allRevocations, putRevocation } from './capability-revocations.ts';
import { fault } from './faults.ts';
import type { Connection } from './sqlite.ts';

/** The list that an installation signs next: everything that has been taken back here, its own acts and what it has taken over. */
export function nextList(log: AdminLog, issuer: string, now: number): Result<RevocationList, StoreFault> {
  const sequence = (sequenceOf(log.db, issuer) ?? 0) + 1;
  putSequence(log.db, issuer, sequence, now);
  const revoked = allRevocations(log.db);
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
  const before = subjectsOf(allRevocations(log.db));
  for (const entry of revoked) putRevocation(log.db, entry);
  putSequence(log.db, issuer, sequence, now);
  const brought = revoked.filter(({ subject }) => !before.has(subject)).length;
  const recorded = recordAct(log, { act: 'capability.revocations.import', issuer, sequence, revoked: revoked.length, brought }, now);
  return recorded.ok ? ok(brought) : recorded;
}

const subjectsOf = (revoked: readonly Revoked[]): ReadonlySet<string> => new Set(revoked.map(({ subject }) => subject));

const sequenceOf = (db: Connection, issuer: string): number | undefined =>
  db.prepare<[string], number>('SELECT sequence FROM capability_lists WHERE issuer = ?').pluck().get(issuer);

function putSequence(db: Connection, issuer: string, sequence: number, now: number): void {
  db.prepare<[string, number, number]>(
    `INSERT INTO capability_lists (issuer, sequence, taken_at) VALUES (?, ?, ?)
     ON CONFLICT (issuer) DO UPDATE SET sequence = excluded.sequence, taken_at = excluded.taken_at`,
  ).run(issuer, sequence, now);
}
