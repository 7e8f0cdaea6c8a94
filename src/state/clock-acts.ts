import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { type Marks, readMarks, writeHighWater } from './meta.ts';

/** The latest time that the clock has shown. */
export const readClock = ({ db }: AdminLog): Marks['highWater'] => readMarks(db).highWater;

/** What had expired by a clock that was wrong is good again. */
export function resetClock(log: AdminLog, now: number): Result<Marks['highWater'], StoreFault> {
  const before = readClock(log);
  writeHighWater(log.db, now);
  const recorded = recordAct(log, { act: 'clock.reset', from: before, to: now }, now);
  return recorded.ok ? ok(before) : recorded;
}
