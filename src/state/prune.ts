import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PRUNE, type Pruned, parseRuns, type Run, without } from '../audit/pruned.ts';
import { toldBy } from '../audit/verify-record.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { unpackArchive } from './archive-file.ts';
import { type ArchiveRow, allArchives, insertArchive, markDone } from './archives.ts';
import { fault } from './faults.ts';
import { guarded, makePrivateFolder, writePrivate } from './files.ts';
import { emptyRecords } from './log.ts';
import { encodeSegment, readSegment, type Segment } from './segment.ts';
import { allOrNothing, type Connection, canShrink, emptyLog } from './sqlite.ts';

/** Where archives are kept, unless a person moves them. */
export const archivesIn = (state: string): string => join(state, 'archives');

export interface PruneOptions {
  readonly folder: string;
  /** Part of the names of temporary files. */
  readonly unique: string;
  readonly now: number;
  /** After each archive. */
  readonly told?: (pruned: Pruned) => void;
}

/** So many records in a row that are younger, and no older one is to come: clocks are set back by little, or seldom. */
const MOST_YOUNGER = 1000;
/** The lock is let go of in between, so that calls are judged meanwhile. */
const EMPTIED_AT_ONCE = 500;
const FREED_AT_ONCE = 250;

/** The first record that may be pruned. */
export const firstUnpruned = (db: Connection): number => allArchives(db).at(-1)?.until ?? 0;

/** Up to which record, not included, all are from before a time, but for a few of a wrong clock. */
export function untilTime(db: Connection, before: number): number {
  const first = firstUnpruned(db);
  let [until, younger] = [first, 0];
  const rows = db.prepare<[number], { sequence: number; body: Buffer | null }>(
    'SELECT sequence, body FROM records WHERE sequence >= ? ORDER BY sequence',
  );
  for (const { sequence, body } of rows.iterate(first)) {
    const isOld = ((body && toldBy(body)?.time) ?? 0) < before;
    if (isOld) until = sequence + 1;
    younger = isOld ? 0 : younger + 1;
    if (younger > MOST_YOUNGER) break;
  }
  return until;
}

/**
 * Moves the contents of the oldest records up to `until` into archives. Each is written, synced, read again and verified; then a record tells of
 * it; then the contents go. Killed in between, either all of them are still there or the archive is, and the next prune ends what was begun.
 */
export function prune(log: AdminLog, until: number, options: PruneOptions): Result<readonly Pruned[], StoreFault> {
  const { folder } = options;
  const made = makePrivateFolder(folder);
  if (!made.ok) return made;
  const ended = endPrunes(log, options.now);
  if (!ended.ok) return ended;
  removeUnfinished(folder);
  const done: Pruned[] = [];
  for (;;) {
    const segment = guarded(log.path, () => readSegment(log.db, log.installId, firstUnpruned(log.db), until));
    if (!segment.ok) return segment;
    if (!segment.value) return ok(done);
    const pruned = pruneSegment(log, segment.value, options);
    if (!pruned.ok) return pruned;
    done.push(pruned.value);
    options.told?.(pruned.value);
  }
}

function pruneSegment(log: AdminLog, segment: Segment, { folder, unique, now }: PruneOptions): Result<Pruned, StoreFault> {
  const { first, until, kept } = segment;
  const file = join(folder, `records-${digits(first)}-${digits(until - 1)}.jsonl.gz`);
  const written = writeArchive(file, segment, unique);
  if (!written.ok) return written;
  const sha256 = proveArchive(file, log, segment);
  if (!sha256.ok) return sha256;
  // As the record will say it, whatever the path looks like.
  const pruned: Pruned = { first, until, kept, file: log.redact.text(file), sha256: sha256.value };
  const recorded = allOrNothing(log.db, log.path, () => {
    insertArchive(log.db, pruned, now);
    return recordAct(log, { act: PRUNE, ...pruned }, now);
  });
  if (!recorded.ok) return recorded;
  const emptied = empty(log, pruned, now);
  return emptied.ok ? ok(pruned) : emptied;
}

/** What a prune that was killed has left to do. */
function endPrunes(log: AdminLog, now: number): Result<undefined, StoreFault> {
  for (const row of allArchives(log.db).filter(({ done_at }) => done_at === null)) {
    const emptied = empty(log, row, now);
    if (!emptied.ok) return emptied;
  }
  return ok(undefined);
}

/** A prune that was killed before its record may have left the very same archive. Another file in its place is nobody's to replace. */
function writeArchive(file: string, segment: Segment, unique: string): Result<undefined, StoreFault> {
  const written = existsSync(file) ? ok(true) : writePrivate(file, encodeSegment(segment), unique, false);
  return written.ok ? ok(undefined) : written;
}

/** The digest of the archive as it lies on the disk, once it holds these very records and verifies by itself. */
function proveArchive(file: string, { signer }: AdminLog, { first, until, bodies }: Segment): Result<string, StoreFault> {
  return guarded(file, () => {
    const bytes = readFileSync(file);
    const archive = unpackArchive(bytes, [signer]);
    const same = archive.ok && archive.value.first === first && archive.value.until === until;
    if (same && archive.value.bodies.every((body, at) => Buffer.compare(body, bodies[at] ?? new Uint8Array()) === 0))
      return ok(hash('sha256', bytes));
    const why = archive.ok ? 'it holds other records' : archive.error.join(' ');
    return err(
      fault('corrupt', `The archive ${file} does not verify: ${why} Nothing was taken out of the database. Move it away, and try again.`),
    );
  });
}

function empty(log: AdminLog, { first, until, kept }: Pruned | ArchiveRow, now: number): Result<undefined, StoreFault> {
  const { db, path } = log;
  // What was sealed is overwritten, as where it is erased.
  db.exec('PRAGMA secure_delete=ON');
  const unseal = db.prepare<[number, number]>('DELETE FROM sealed WHERE sequence BETWEEN ? AND ?');
  for (const run of without({ first, last: until - 1 }, parseRuns(kept)).flatMap(inPieces)) {
    const done = allOrNothing(db, path, () => {
      emptyRecords(db, run.first, run.last);
      unseal.run(run.first, run.last);
      return ok(undefined);
    });
    if (!done.ok) return done;
  }
  return allOrNothing(db, path, () => {
    markDone(db, first, now);
    return ok(undefined);
  });
}

function inPieces({ first, last }: Run): readonly Run[] {
  const count = Math.ceil((last - first + 1) / EMPTIED_AT_ONCE);
  return Array.from({ length: count }, (_, i) => ({
    first: first + i * EMPTIED_AT_ONCE,
    last: Math.min(last, first + (i + 1) * EMPTIED_AT_ONCE - 1),
  }));
}

/** Gives the disk back what is free in the database, a little at a time. False where a database of before cannot: new records take the room. */
export function shrink({ db, path }: Pick<AdminLog, 'db' | 'path'>): Result<boolean, StoreFault> {
  return guarded(path, () => {
    const able = canShrink(db);
    while (able && Number(db.pragma('freelist_count', { simple: true })) > 0) db.pragma(`incremental_vacuum(${FREED_AT_ONCE})`);
    emptyLog(db);
    return ok(able);
  });
}

const digits = (sequence: number): string => String(sequence).padStart(12, '0');

const UNFINISHED = /^records-\d{12}-\d{12}\.jsonl\.gz\.\w+\.new$/;

/** INVARIANT: only while nobody else prunes. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => UNFINISHED.test(one))) rmSync(join(folder, name), { force: true });
}
