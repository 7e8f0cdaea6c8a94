import { steadyTime } from '../domain/high-water.ts';
import { forgetAftermaths } from './aftermath.ts';
import { forgetCalls } from './calls.ts';
import { forgetCapabilities } from './capabilities.ts';
import { forgetRevocations } from './capability-revocations.ts';
import { forgetUses } from './capability-uses.ts';
import { forgetFailures } from './failures.ts';
import { forgetJudged } from './judged.ts';
import { readHead } from './log.ts';
import { readMarks } from './meta.ts';
import { forgetSessions } from './sessions.ts';
import type { Connection } from './sqlite.ts';
import { forgetStopped } from './stopped.ts';

/** Takes whatever nothing can rely on any more out of every table that calls leave something in; how many rows that were. */
export function forgetExpired(db: Connection, now: number): number {
  const before = changesOf(db);
  const steady = steadyTime(readMarks(db).highWater, now);
  forgetSessions(db, steady);
  forgetStopped(db, steady);
  forgetFailures(db, steady);
  forgetCalls(db, steady);
  forgetAftermaths(db, steady);
  forgetCapabilities(db, steady);
  forgetRevocations(db, steady);
  forgetUses(db, steady);
  forgetJudged(db, readHead(db)?.frontier.size ?? 0);
  return changesOf(db) - before;
}

const changesOf = (db: Connection): number => db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
