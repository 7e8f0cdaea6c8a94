import { type Grant, ONCE_LIFETIME } from '../domain/exception.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RecordDraft, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type ActLog, recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { clearFailures, countFailure, isIncident, recentFailures } from './failures.ts';
import { fault } from './faults.ts';
import { endGrant, insertGrant } from './grants.ts';
import { dropStopped, findStopped } from './stopped.ts';

export type GrantRequest = Pick<Grant, 'rules' | 'path' | 'expiresAt' | 'grantedBy' | 'because'> & { readonly kind: 'allowance' | 'pause' };

export interface OnceGranted {
  readonly grant: Grant;
  /** What was let through. */
  readonly summary: string;
}

const PIN = 'pin';
const FREE_TRIES = 3;
const LONGEST_WAIT = 900_000_000;

export function grantOnce(
  log: AdminLog,
  code: string,
  by: Pick<Grant, 'grantedBy' | 'because'>,
  now: number,
): Result<OnceGranted, StoreFault> {
  const stop = findStopped(log.db, code, now);
  if (!stop)
    return err(
      fault(
        'missing',
        `${code} names no call that was stopped within the last half an hour, or that call was let through already: hookwarden exceptions list`,
      ),
    );
  const { session, eventHash, rules, summary, recordId } = stop;
  dropStopped(log.db, code);
  const about = { session, eventHash, rules, expiresAt: now + ONCE_LIFETIME, ...by };
  const made = putGrant(log, { kind: 'once', proof: 'pin', ...about }, now, { code, stopped: recordId });
  return made.ok ? ok({ grant: made.value, summary }) : made;
}

export const grantFor = (log: AdminLog, request: GrantRequest, now: number): Result<Grant, StoreFault> =>
  putGrant(log, { ...request, proof: 'pin' }, now);

/** Makes an exception and its record. */
export function putGrant(
  log: ActLog,
  asked: Omit<Grant, 'id' | 'grantedAt'>,
  now: number,
  more: JsonObject = {},
  about: Partial<RecordDraft> = {},
): Result<Grant, StoreFault> {
  const because = log.redact.text(asked.because);
  const grant: Grant = { ...asked, because, id: `g-${Buffer.from(log.random.bytes(5)).toString('hex')}`, grantedAt: now };
  insertGrant(log.db, grant);
  const { id, session: _session, ...said } = grant;
  const recorded = recordAct(log, { act: 'exception.grant', grant: id, ...said, ...more }, now, about);
  return recorded.ok ? ok(grant) : recorded;
}

export function revokeGrant(log: AdminLog, id: string, now: number): Result<undefined, StoreFault> {
  if (!endGrant(log.db, id, now))
    return err(fault('missing', `There is no exception ${id} that still holds. \`hookwarden exceptions list\` shows them.`));
  return recordAct(log, { act: 'exception.revoke', grant: id, expiresAt: now }, now);
}

/** Counts one more try of the PIN before it is looked at; a number is how long to wait instead, in microseconds. */
export function tryPin({ db }: AdminLog, now: number): number | undefined {
  const { count, lastAt } = recentFailures(db, PIN, now);
  const wait = count < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, 1_000_000 * 2 ** (count - FREE_TRIES + 1));
  // A clock that is set back makes nobody wait for longer than that.
  const left = Math.min(wait, lastAt + wait - now);
  if (left > 0) return left;
  countFailure(db, PIN, now);
  return undefined;
}

export function answerPin(log: AdminLog, right: boolean, now: number): Result<undefined, StoreFault> {
  const { count } = recentFailures(log.db, PIN, now);
  if (right) {
    clearFailures(log.db, PIN);
    return ok(undefined);
  }
  const recorded = recordAct(log, { act: 'pin.wrong', failures: count }, now, { kind: 'admin', decision: 'deny' });
  if (!recorded.ok || !isIncident(count)) return recorded;
  return recordAct(log, { incident: 'failed-attempts', source: PIN, failures: count }, now, { kind: 'incident', decision: 'deny' });
}
