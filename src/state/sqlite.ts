import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { codeOf } from '../domain/error-code.ts';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { checkPrivate, guarded } from './files.ts';

export type Connection = Database.Database;

/** What SQLite opens beside a database where it is there. It would wait for ever for the other end of a pipe. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/** Opens what is there and never makes anything. FULL, because a lost last record would look like one cut off. */
export function connect(path: string, timeoutMs: number): Result<Connection, StoreFault> {
  // Whoever can write the folder can put another write-ahead log beside the database.
  const folder = checkPrivate(dirname(path), 'folder');
  if (!folder.ok) return folder;
  for (const end of ['', ...COMPANIONS]) {
    const file = checkPrivate(path + end, 'file');
    if (!file.ok && (end === '' || file.error.reason !== 'missing')) return file;
  }
  return guarded(path, () => {
    // The timeout is given here and not by a pragma: a first opener that recovers the WAL is waited for, too.
    const options = { timeout: Math.max(0, Math.floor(timeoutMs)), fileMustExist: true };
    const addon = standIn ?? bundledAddon();
    const db = new Database(path, addon === undefined ? options : { ...options, nativeBinding: addon });
    db.exec('PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=250');
    return ok(db);
  });
}

/** Loads the library for a database in memory. */
export function sqliteVersion(): Result<string, StoreFault> {
  return guarded('better-sqlite3', () => {
    const db = new Database(':memory:');
    const version = db.prepare<[], string>('SELECT sqlite_version()').pluck().get();
    db.close();
    return ok(version ?? '0');
  });
}

let standIn: ReturnType<typeof bundledAddon>;

/** Opens every database with this addon from now on, and with SQLite's own again where there is none. */
export function standInFor(addon: ReturnType<typeof bundledAddon>): void {
  standIn = addon;
}

/**
 * Takes a long write-ahead log into the database and empties it. SQLite's own checkpoint would not: the next process that opens the
 * database alone reads the whole log anew, does not know that it was taken in, and appends to its end. Where others are at work the
 * log is left to them: they know it, and begin it anew.
 */
export function shortenLog(db: Connection, path: string): void {
  // What fails here is tried again by the next process, and what was committed stays so.
  guarded(path, () => {
    const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
    if (!log || log.size <= LONG_LOG) return ok(undefined);
    const patience = Number(db.pragma('busy_timeout', { simple: true }));
    db.exec('PRAGMA busy_timeout=0');
    emptyLog(db);
    db.exec(`PRAGMA busy_timeout=${patience}`);
    return ok(undefined);
  });
}

/** False where others were at work with the log for as long as a locked database is waited for. */
export function emptyLog(db: Connection): boolean {
  return db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
}

/** Whether it can give the disk back what is free in it. */
export const canShrink = (db: Connection): boolean => db.pragma('auto_vacuum', { simple: true }) === INCREMENTAL;

const INCREMENTAL = 2;

/** About twenty records; reading it takes less than a tenth of a millisecond. */
const LONG_LOG = 512 * 1024;

/** Below 3.51.3 two writers and a checkpoint could corrupt a WAL database (fixed upstream); what is bundled must be newer. */
export function tooOld(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1_000_000 + minor * 1000 + patch < 3_051_003;
}

/** What a transaction came to, and whether it is to stay. */
export interface Outcome<T> {
  readonly commit: boolean;
  readonly result: Result<T, StoreFault>;
}

/**
 * Takes the write lock. SQLite's own waiting asks ever more seldom, so that under load whoever has waited longest hardly ever finds
 * the lock free; here it asks ever more often. How long it has waited must not be told by the clock on the wall, which may be set back.
 */
function takeTurn(db: Connection, patience: number): void {
  const timeout = Number(db.pragma('busy_timeout', { simple: true }));
  const since = performance.now();
  db.exec('PRAGMA busy_timeout=0');
  try {
    for (;;) {
      try {
        db.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        const waited = performance.now() - since;
        if (!isBusy(error) || waited >= patience) throw error;
        pause(waited < 250 ? 20 : waited < 1000 ? 8 : 2);
      }
    }
  } finally {
    db.exec(`PRAGMA busy_timeout=${timeout}`);
  }
}

export const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');

const pause = (milliseconds: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

/** Runs `work` holding the write lock from its start: a deferred BEGIN loses writes. The lock is waited for as long as `patience`, in milliseconds. */
export function immediately<T>(
  db: Connection,
  path: string,
  work: () => Outcome<T>,
  patience = Number(db.pragma('busy_timeout', { simple: true })),
): Result<T, StoreFault> {
  return guarded(path, () => {
    takeTurn(db, patience);
    try {
      const { commit, result } = work();
      db.exec(commit ? 'COMMIT' : 'ROLLBACK');
      return result;
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  });
}

/** As `immediately`; what failed is rolled back, and all else stays. */
export function allOrNothing<T>(db: Connection, path: string, work: () => Result<T, StoreFault>, patience?: number): Result<T, StoreFault> {
  const ended = (): Outcome<T> => {
    const result = work();
    return { commit: result.ok, result };
  };
  return immediately(db, path, ended, patience);
}

/**
 * In the bundle the library's JavaScript is inlined and its search for the addon finds nothing: the addon is then loaded from the
 * package beside the bundle, which also saves the search. Undefined when run from source. Typed as the library types this option;
 * it takes a loaded addon as well as a path.
 */
function bundledAddon(): string | undefined {
  if (typeof __dirname !== 'string') return undefined;
  const folders = ['../node_modules/better-sqlite3/prebuilds', '../../better-sqlite3/prebuilds'].map((folder) => join(__dirname, folder));
  const names = process.platform === 'linux' ? ['linux', 'linuxmusl'] : [process.platform];
  for (const path of folders.flatMap((folder) => names.map((name) => join(folder, `${name}-${process.arch}.node`)))) {
    if (!existsSync(path)) continue;
    // An object, for the addon puts its parts into it.
    const addon: { readonly exports: string } = { exports: Object.create(Object.prototype) };
    try {
      process.dlopen(addon, path);
      return addon.exports;
    } catch {
      // Built for the other C library; the next one fits.
    }
  }
  return undefined;
}

export const foreign = (path: string): StoreFault =>
  fault(
    'foreign',
    `${path} belongs to another installation than the keys in the configuration folder. Bring the matching folder back, or move this one away and run \`hookwarden init\`.`,
  );
