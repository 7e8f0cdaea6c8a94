import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { StoreFault } from '../domain/ports.ts';
import { err, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { guarded } from './files.ts';
import { isBusy } from './sqlite.ts';

/** Runs `work` while nobody else does what this file stands for. The system lets go of the lock when the process ends in whatever way. */
function holding<T>(path: string, work: () => Result<T, StoreFault>): Result<T, StoreFault> {
  return guarded(path, () => {
    closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600));
    // Node locks no files; SQLite does. Nothing is ever written into this one.
    const db = new Database(path, { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
      return work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      return err(fault('locked', `Another process is at work on the log (${path}). Try again when it is done.`));
    } finally {
      db.close();
    }
  });
}

/** Whoever prunes, maintains, upgrades or repairs the log does it alone. */
export const maintaining = <T>(state: string, work: () => Result<T, StoreFault>): Result<T, StoreFault> =>
  holding(join(state, 'maintenance.lock'), work);
