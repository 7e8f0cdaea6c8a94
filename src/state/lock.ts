import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { StoreFault } from '../domain/ports.ts';
import { err, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { guarded } from './files.ts';
import { isBusy } from './sqlite.ts';

/**
 * Runs `work` while nobody else does what this file stands for; `busy` says why not, where somebody does. The system lets go of the lock when
 * the process ends in whatever way. The file itself stays: were it removed, two could each hold one.
 */
export function holding<T>(path: string, busy: string, work: () => Result<T, StoreFault>): Result<T, StoreFault> {
  return guarded(path, () => {
    closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600));
    // Node locks no files; SQLite does. Nothing is ever written into this one.
    const db = new Database(path, { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
      return work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      return err(fault('locked', busy));
    } finally {
      db.close();
    }
  });
}

/** Whoever prunes, maintains, upgrades or repairs the log does it alone. */
export function maintaining<T>(state: string, work: () => Result<T, StoreFault>): Result<T, StoreFault> {
  const path = join(state, 'maintenance.lock');
  return holding(path, `Another process is at work on the log (${path}). Try again when it is done.`, work);
}
