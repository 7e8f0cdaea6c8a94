import { steadyTime } from '../domain/high-water.ts';
import type { Retention } from '../domain/policy.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { forgetExpired } from './expired.ts';
import { fault } from './faults.ts';
import { guarded } from './files.ts';
import { readHead } from './log.ts';
import { readMarks } from './meta.ts';
import { firstUnpruned, type PruneOptions, prune, shrink, untilTime } from './prune.ts';
import { allOrNothing, type Connection } from './sqlite.ts';

/** What there is to do, or was done. */
export interface MaintenancePlan {
  readonly first: number;
  /** Up to which record, not included, contents go into archives: for their age, and further for the size of the database. */
  readonly untilByAge: number;
  readonly until: number;
  /** Of the database, what is free in it left out. */
  readonly bytes: number;
}

/** These stay whatever the size: somebody is about to look at them. */
const NEWEST = 1000;
/** Some room is made, so that it lasts until the next time. */
const FILLED = 0.9;

export function planMaintenance(db: Connection, { keep, cap, floor }: Retention, now: number): MaintenancePlan {
  const [first, bytes] = [firstUnpruned(db), bytesOf(db)];
  const size = readHead(db)?.frontier.size ?? 0;
  // A clock that has jumped ahead has not made everything old.
  const steady = steadyTime(readMarks(db).highWater, now);
  const untilByAge = untilTime(db, steady - keep);
  const perRecord = bytes / Math.max(1, size - first);
  const wanted = bytes > cap ? first + Math.ceil((bytes - FILLED * cap) / perRecord) : first;
  const allowed = Math.max(first, Math.min(wanted, size - NEWEST));
  const untilBySize = allowed > untilByAge && floor > 0 ? Math.min(allowed, untilTime(db, steady - floor)) : allowed;
  return { first, untilByAge, until: Math.max(untilByAge, untilBySize), bytes };
}

export interface MaintenanceDone extends MaintenancePlan {
  readonly forgotten: number;
  readonly archives: number;
  /** False where the file keeps its size: a database of before. */
  readonly shrunk: boolean;
  readonly bytesAfter: number;
}

/** INVARIANT: only while nobody else maintains (`maintaining`). */
export function maintain(log: AdminLog, retention: Retention, options: PruneOptions): Result<MaintenanceDone, StoreFault> {
  const { db, path } = log;
  const plan = planMaintenance(db, retention, options.now);
  const pruned = prune(log, plan.until, options);
  if (!pruned.ok) return pruned;
  const forgotten = allOrNothing(db, path, () => ok(forgetExpired(db, options.now)));
  if (!forgotten.ok) return forgotten;
  const shrunk = shrink(log);
  if (!shrunk.ok) return shrunk;
  const done = { ...plan, forgotten: forgotten.value, archives: pruned.value.length, shrunk: shrunk.value, bytesAfter: bytesOf(db) };
  const { archives, bytes, bytesAfter } = done;
  const subject = { act: 'maintain', archives, forgotten: done.forgotten, bytes, bytesAfter };
  const recorded = allOrNothing(db, path, () => recordAct(log, subject, options.now));
  return recorded.ok ? ok(done) : recorded;
}

/** Whether every page of the database is one, and every row where it should be. Reads all of it: a second or so for a gigabyte. */
export function checkPages({ db, path }: Pick<AdminLog, 'db' | 'path'>): Result<undefined, StoreFault> {
  return guarded(path, () => {
    const found = String(db.pragma('quick_check(1)', { simple: true }));
    if (found === 'ok') return ok(undefined);
    return err(fault('corrupt', `${path} is damaged (${found.replaceAll('\n', ' ').slice(0, 200)}). Run: hookwarden state repair`));
  });
}

function bytesOf(db: Connection): number {
  const [pages, free, size] = ['page_count', 'freelist_count', 'page_size'].map((name) => Number(db.pragma(name, { simple: true })));
  return ((pages ?? 0) - (free ?? 0)) * (size ?? 0);
}
