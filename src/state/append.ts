import { checkpointText, originOf } from '../audit/checkpoint.ts';
import { appendLeaf, leafHash } from '../audit/merkle.ts';
import { signNote } from '../audit/note.ts';
import { boundedName, encodeRecord } from '../audit/record.ts';
import type { Rate } from '../domain/amounts.ts';
import { stricter } from '../domain/decision.ts';
import type { Appended, AppendOptions, Random, RecordDraft, Signer, Snapshot, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { liveLabels, type SessionLabel, sameLabels, withLabels } from '../domain/session.ts';
import { countSeen, forgetCalls, recentCall, rememberCall } from './calls.ts';
import { countFailure, isIncident } from './failures.ts';
import { fault } from './faults.ts';
import { findKey, markUsed } from './keys.ts';
import { advanceHead, insertRecord, readHead } from './log.ts';
import { readEpoch } from './meta.ts';
import { admit, DEFAULT_RATE, operationOf, readArrival, writeArrival } from './rates.ts';
import { claimSession, forgetLabels, readSession, writeLabels } from './sessions.ts';
import type { Connection, Outcome } from './sqlite.ts';

const FORGET_EVERY = 64;

/** What an append needs besides the draft. */
export interface Log {
  readonly db: Connection;
  readonly path: string;
  readonly installId: string;
  readonly signer: Signer;
  readonly random: Random;
}

/** INVARIANT: the epoch is read first, so that what changes between the reads makes the epoch look old and the verdict is judged again. */
export function readSnapshot(db: Connection, keyId: string | undefined, session: string | undefined): Snapshot {
  const epoch = readEpoch(db);
  const key = keyId === undefined ? undefined : findKey(db, keyId);
  const known = session === undefined ? undefined : readSession(db, boundedName(session));
  // The lowest bit says that the session had an owner: an unclaimed session that another one claims has moved, one's own claim has not.
  return {
    epoch: epoch * 2 + (known ? 1 : 0),
    labels: known?.labels ?? [],
    ...(key && { key }),
    ...(known && { sessionOwner: known.owner }),
  };
}

/** Inside the append's transaction, with a draft that is redacted: recheck what the verdict relied on, count, then write. */
export function appendWithin(log: Log, draft: RecordDraft, options: AppendOptions): Outcome<Appended> {
  const moved = options.epoch === undefined ? undefined : movedSnapshot(log.db, draft, options.epoch, options.labels);
  if (moved) return { commit: false, result: ok({ kind: 'moved', snapshot: moved }) };
  const recent = draft.callHash === undefined || options.failure !== undefined ? undefined : recentCall(log.db, draft.callHash, draft.time);
  // A stricter verdict than the remembered one is news (a key was revoked, a rule added) and gets its own record.
  if (draft.callHash !== undefined && recent && stricter(recent.decision, draft.decision) === recent.decision) {
    countSeen(log.db, draft.callHash);
    return { commit: true, result: ok({ kind: 'seen', ...recent }) };
  }
  const wait = options.rate ? countRate(log.db, draft, options.roleRate) : undefined;
  if (wait !== undefined) return { commit: false, result: ok({ kind: 'over-rate', retryAfter: wait }) };
  if (options.epoch !== undefined && draft.session !== undefined && draft.principal) {
    claimSession(log.db, boundedName(draft.session), draft.principal.id, draft.time);
    markUsed(log.db, draft.principal.keyId, draft.time);
  }
  const result = options.failure === undefined ? write(log, draft) : writeFailure(log, draft, options.failure);
  if (result.ok && options.epoch !== undefined) label(log.db, draft, result.value.id);
  return { commit: result.ok, result };
}

/** A failed attempt, and a second record where there were so many that a person has to look. */
function writeFailure(log: Log, draft: RecordDraft, source: string): Result<Extract<Appended, { kind: 'appended' }>, StoreFault> {
  const failures = countFailure(log.db, source, draft.time);
  const written = write(log, draft);
  if (!written.ok) return written;
  if (isIncident(failures)) {
    const { session: _session, toolUseId: _use, callHash: _hash, ...rest } = draft;
    const incident = write(log, { ...rest, kind: 'incident', subject: { incident: 'failed-attempts', source, failures } });
    if (!incident.ok) return incident;
  }
  return ok({ ...written.value, failures });
}

/** In the transaction of the record that the labels then name. */
function label(db: Connection, { session, labels = [], time, toolUseId }: RecordDraft, record: string): void {
  if (session === undefined || labels.length === 0) return;
  const name = boundedName(session);
  const before = readSession(db, name)?.labels ?? [];
  const call = toolUseId === undefined ? undefined : boundedName(toolUseId);
  const after = withLabels(before, labels, { time, source: `record ${record}`, ...(call !== undefined && { call }) });
  if (after !== before) writeLabels(db, name, after, time);
}

function movedSnapshot(
  db: Connection,
  draft: RecordDraft,
  epoch: number,
  labels: readonly SessionLabel[] | undefined,
): Snapshot | undefined {
  const now = readSnapshot(db, draft.principal?.keyId, draft.session);
  if (labels && !sameLabels(liveLabels(labels, draft.time), liveLabels(now.labels, draft.time))) return now;
  if (now.epoch === epoch) return undefined;
  const claimedByItself = now.epoch === epoch + 1 && epoch % 2 === 0 && now.sessionOwner === draft.principal?.id;
  return claimedByItself ? undefined : now;
}

/** How long to wait, in microseconds; undefined where the call is within its rate, which then counts it. */
function countRate(db: Connection, draft: RecordDraft, cap: Rate | undefined): number | undefined {
  if (!draft.principal) return undefined;
  const operation = operationOf(draft);
  const own = findKey(db, draft.principal.keyId) ?? DEFAULT_RATE;
  const rate = cap && cap.perMinute < own.perMinute ? cap : own;
  const admitted = admit(rate, readArrival(db, draft.principal.id, operation), draft.time);
  if ('retryAfter' in admitted) return admitted.retryAfter;
  writeArrival(db, draft.principal.id, operation, admitted.arrival);
  return undefined;
}

function write(log: Log, draft: RecordDraft): Result<Extract<Appended, { kind: 'appended' }>, StoreFault> {
  const head = readHead(log.db);
  if (!head)
    return err(
      fault(
        'corrupt',
        `The head of the log in ${log.path} is damaged. Run \`hookwarden audit verify\`; then move the database away and run \`hookwarden init\`.`,
      ),
    );
  const sequence = head.frontier.size;
  const id = `r${sequence}-${Buffer.from(log.random.bytes(4)).toString('hex')}`;
  const body = encodeRecord(draft, { installId: log.installId, sequence, id });
  const leaf = leafHash(body);
  const frontier = appendLeaf(head.frontier, leaf);
  const note = signNote(checkpointText(originOf(log.installId), frontier), log.signer);
  insertRecord(log.db, sequence, leaf, body);
  advanceHead(log.db, head, frontier, note, draft.time, draft.event === 'SessionEnd');
  if (draft.callHash !== undefined) rememberCall(log.db, draft.callHash, { id, decision: draft.decision }, draft.time);
  if (sequence % FORGET_EVERY === 0) {
    forgetCalls(log.db, draft.time);
    forgetLabels(log.db, draft.time);
  }
  return ok({ kind: 'appended', id, sequence });
}
