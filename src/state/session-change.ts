import { boundedName } from '../audit/record.ts';
import { type Session, sameBinding } from '../domain/bound-session.ts';
import type { RecordDraft, SessionChange, StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { liveLabels, sameLabels, withLabels } from '../domain/session.ts';
import type { Log } from './append.ts';
import { findRow, openRow, writeSession } from './sessions.ts';

type Sessions = Pick<Log, 'db' | 'vault'>;

/**
 * The session as it is to be from now on, but for its labels; undefined where the verdict no longer stands. A call that would write over
 * what another one has written meanwhile is always judged again.
 */
export function settledSession(
  { db, vault }: Sessions,
  { before, after }: SessionChange,
  steady: number,
): Result<Session | undefined, StoreFault> {
  const row = findRow(db, vault.handleOf(after.id));
  if (before ? row?.sealed.equals(before.sealed) : !row) return ok(after);
  if (!row || after !== before?.session) return ok(undefined);
  const now = openRow(vault, row);
  if (!now.ok) return now;
  const live = ({ labels }: Session) => liveLabels(labels, steady);
  const stands = sameBinding(before.session, now.value.session) && sameLabels(live(before.session), live(now.value.session));
  return ok(stands ? now.value.session : undefined);
}

/** In the transaction of the record that new labels then name. */
export function keepSession(
  { db, vault }: Sessions,
  { before, after, lifetime }: SessionChange,
  settled: Session,
  { labels: added = [], toolUseId }: RecordDraft,
  record: string,
  steady: number,
): Result<undefined, StoreFault> {
  const call = toolUseId === undefined ? undefined : boundedName(toolUseId);
  const labels = withLabels(settled.labels, added, { time: steady, source: `record ${record}`, ...(call !== undefined && { call }) });
  if (labels === settled.labels && after === before?.session) return ok(undefined);
  return writeSession(db, vault, { ...settled, labels }, lifetime, steady);
}
