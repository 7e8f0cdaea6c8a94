import { checkpointText, originOf } from '../audit/checkpoint.ts';
import { appendLeaf, leafHash } from '../audit/merkle.ts';
import { signNote } from '../audit/note.ts';
import { encodeRecord, type Place, type SealedMark } from '../audit/record.ts';
import type { Rate } from '../domain/amounts.ts';
import { stricter } from '../domain/decision.ts';
import { latestTime, raisedMark, steadyTime } from '../domain/high-water.ts';
import type { Appended, AppendOptions, Random, RecordDraft, Signer, Snapshot, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { codeOf, forgetAftermaths, rememberAftermath } from './aftermath.ts';
import { countSeen, forgetCalls, recentCall, rememberCall } from './calls.ts';
import { countFailure, isIncident } from './failures.ts';
import { fault } from './faults.ts';
import { grantsFor } from './grants.ts';
import type { Holdings } from './holdings.ts';
import { forgetJudged, joinOutcome, rememberJudged } from './judged.ts';
import { findKey, markUsed } from './keys.ts';
import { advanceHead, insertRecord, readHead } from './log.ts';
import { readMarks, writeHighWater } from './meta.ts';
import { admit, DEFAULT_RATE, operationOf, readArrival, writeArrival } from './rates.ts';
import type { Sealer } from './seal.ts';
import { keepSession, settledSession } from './session-change.ts';
import { countSession } from './session-count.ts';
import { readSession } from './sessions.ts';
import type { Connection, Outcome } from './sqlite.ts';
import { denialsOf } from './strikes.ts';
import type { Vault } from './vault.ts';

const FORGET_EVERY = 64;

/** What an append needs besides the draft. */
export interface Log {
  readonly db: Connection;
  readonly path: string;
  readonly installId: string;
  readonly signer: Signer;
  readonly random: Random;
  readonly vault: Vault;
  /** For one append, where an input is to be sealed. */
  readonly sealer?: Sealer;
  /** Where absent, sessions hold nothing. */
  readonly holdings?: Holdings;
}

/** INVARIANT: the epoch is read first, so that what changes between the reads makes the epoch look old and the verdict is judged again. */
export function readSnapshot(
  { db, vault, holdings }: Pick<Log, 'db' | 'vault' | 'holdings'>,
  keyId: string | undefined,
  session: string | undefined,
  time: number,
): Result<Snapshot, StoreFault> {
  const { epoch, highWater } = readMarks(db);
  const key = keyId === undefined ? undefined : findKey(db, keyId);
  const known = session === undefined ? ok(undefined) : readSession(db, vault, session);
  if (!known.ok) return known;
  const [now, steady] = [latestTime(highWater, time), steadyTime(highWater, time)];
  const handle = session === undefined ? undefined : vault.handleOf(session);
  const excepted = handle === undefined ? {} : { grants: grantsFor(db, handle), denials: denialsOf(db, handle) };
  const texts = known.value?.session.capabilities ?? holdings?.presented ?? [];
  const held = texts.length > 0 && holdings ? { held: holdings.resolveAll(db, texts, now) } : {};
  return ok({ epoch, now, steady, ...excepted, ...held, ...(key && { key }), ...(known.value && { session: known.value }) });
}

/** Inside the append's transaction, with drafts that are redacted: recheck what the verdict relied on, count, then write. */
export function appendWithin(log: Log, draft: RecordDraft, options: AppendOptions): Outcome<Appended> {
  const { epoch, highWater } = readMarks(log.db);
  const steady = steadyTime(highWater, draft.time);
  const settled = options.session ? settledSession(log, options.session, steady) : ok(undefined);
  if (!settled.ok) return { commit: false, result: settled };
  if ((options.epoch ?? epoch) !== epoch || (options.session && !settled.value)) return { commit: false, result: moved(log, draft) };
  const recent = draft.callHash === undefined || options.failure !== undefined ? undefined : recentCall(log.db, draft.callHash, draft.time);
  // A stricter verdict than the remembered one is news (a key was revoked, a rule added) and gets its own record.
  if (draft.callHash !== undefined && recent && stricter(recent.decision, draft.decision) === recent.decision) {
    countSeen(log.db, draft.callHash);
    const code = options.aftermath && codeOf(log, log.vault.handleOf(draft.session ?? ''), recent.id, draft.time, options.aftermath);
    return { commit: true, result: ok({ kind: 'seen', ...recent, ...(code && { stopped: code }) }) };
  }
  const wait = options.rate ? countRate(log.db, draft, options.roleRate) : undefined;
  if (wait !== undefined) return { commit: false, result: ok({ kind: 'over-rate', retryAfter: wait }) };
  const link = options.uses && log.holdings?.countUses(log.db, options.uses, steady);
  if (link) return { commit: false, result: ok({ kind: 'used-up', link }) };
  if (options.epoch !== undefined && draft.principal) markUsed(log.db, draft.principal.keyId, draft.time);
  const [joined, incidents] = joinOutcome(log.db, log.vault, draft);
  const keep = keeperOf(log, draft, options.seal);
  if (!keep.ok) return { commit: false, result: keep };
  const result = options.failure === undefined ? write(log, joined, keep.value) : writeFailure(log, draft, options.failure, keep.value);
  if (!result.ok) return { commit: false, result };
  const { session, also = [], aftermath } = options;
  const kept = session && settled.value ? keepSession(log, session, settled.value, draft, result.value.id, steady) : ok(undefined);
  if (!kept.ok) return { commit: false, result: kept };
  for (const other of [...also, ...incidents]) {
    const written = write(log, other);
    if (!written.ok) return { commit: false, result: written };
  }
  const left = aftermath && rememberAftermath(log, draft, result.value.id, aftermath);
  const struck = left?.struck ? write(log, strikesOf(draft)) : ok(undefined);
  if (!struck.ok) return { commit: false, result: struck };
  const raised = raisedMark(highWater, draft.time);
  if (raised !== undefined) writeHighWater(log.db, raised);
  return { commit: true, result: ok({ ...result.value, ...(left?.stopped && { stopped: left.stopped }) }) };
}

/** Keeps the input sealed beside the record of that place. */
type Keeper = (place: Place) => SealedMark;

/** Undefined where nothing is to be kept. A data key that is made for it is told of in a record of its own. */
function keeperOf(log: Log, { time, mode, policy }: RecordDraft, input: Uint8Array | undefined): Result<Keeper | undefined, StoreFault> {
  const sealing = input && log.sealer ? log.sealer(log, time) : ok(undefined);
  if (!sealing.ok || !sealing.value || !input) return sealing.ok ? ok(undefined) : sealing;
  const { made, seal } = sealing.value;
  const act = { findings: [], decision: 'allow', stage: 'audit', risk: 0, timings: {} } as const;
  const told = made ? write(log, { ...act, time, mode, policy, kind: 'admin', subject: made }) : ok(undefined);
  return told.ok ? ok((place) => seal(place, input)) : told;
}

/** So many calls of a session were denied that a person has to look. */
function strikesOf({ toolUseId: _use, callHash: _hash, tool: _tool, labels: _labels, ...rest }: RecordDraft): RecordDraft {
  return { ...rest, kind: 'incident', event: 'SessionStrikes', subject: { incident: 'strikes' } };
}

function moved(log: Log, { principal, session, time }: RecordDraft): Result<Appended, StoreFault> {
  const now = readSnapshot(log, principal?.keyId, session, time);
  return now.ok ? ok({ kind: 'moved', snapshot: now.value }) : now;
}

/** A failed attempt, and a second record where there were so many that a person has to look. */
function writeFailure(
  log: Log,
  draft: RecordDraft,
  source: string,
  keep: Keeper | undefined,
): Result<Extract<Appended, { kind: 'appended' }>, StoreFault> {
  const failures = countFailure(log.db, source, draft.time);
  const written = write(log, draft, keep);
  if (!written.ok) return written;
  if (isIncident(failures)) {
    const { session: _session, toolUseId: _use, callHash: _hash, ...rest } = draft;
    const incident = write(log, { ...rest, kind: 'incident', subject: { incident: 'failed-attempts', source, failures } });
    if (!incident.ok) return incident;
  }
  return ok({ ...written.value, failures });
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

function withCount({ db }: Log, draft: RecordDraft, size: number): RecordDraft {
  const sessionRecords = draft.event === 'SessionEnd' && draft.session !== undefined ? countSession(db, draft.session, size) : undefined;
  return sessionRecords ? { ...draft, sessionRecords } : draft;
}

function write(log: Log, draft: RecordDraft, keep?: Keeper): Result<Extract<Appended, { kind: 'appended' }>, StoreFault> {
  const head = readHead(log.db);
  if (!head)
    return err(
      fault(
        'corrupt',
        `The head of the log in ${log.path} is damaged. Run \`hookwarden audit verify\`, then \`hookwarden state repair\` in a terminal of your own.`,
      ),
    );
  const sequence = head.frontier.size;
  const id = `r${sequence}-${Buffer.from(log.random.bytes(4)).toString('hex')}`;
  const place = { installId: log.installId, sequence, id };
  const body = encodeRecord(withCount(log, draft, sequence), place, keep?.(place));
  const leaf = leafHash(body);
  const frontier = appendLeaf(head.frontier, leaf);
  const note = signNote(checkpointText(originOf(log.installId), frontier), log.signer);
  insertRecord(log.db, sequence, leaf, body, frontier.completed);
  advanceHead(log.db, head, frontier, note, draft.time, draft.event === 'SessionEnd');
  if (draft.callHash !== undefined) rememberCall(log.db, draft.callHash, { id, decision: draft.decision }, draft.time);
  rememberJudged(log.db, log.vault, draft, id, sequence);
  if (sequence % FORGET_EVERY === 0) {
    forgetJudged(log.db, sequence);
    forgetCalls(log.db, draft.time);
    forgetAftermaths(log.db, draft.time);
  }
  return ok({ kind: 'appended', id, sequence });
}
