import { closeSync, constants, openSync } from 'node:fs';
import type { Signer, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { backUp } from './backup.ts';
import { fault } from './faults.ts';
import { guarded } from './files.ts';
import { fillNodes, insertHead } from './log.ts';
import { metaFault } from './meta.ts';
import { APPLICATION_ID, MIN_READER, MIN_WRITER, SCHEMA_VERSION, STEPS, WITH_NODES } from './schema.ts';
import { type Connection, canShrink, connect, immediately, isBusy, tooOld } from './sqlite.ts';

/** What became of an older database. */
export interface Upgrade {
  readonly from: number;
  readonly to: number;
  /** The file that it is in as it was. */
  readonly backup: string;
}

export interface UpgradePorts {
  /** Between the parts that take long, which are told in words. */
  readonly progress: (what: string) => void;
  /** Inside the transaction that makes it one of this version. */
  readonly record: (db: Connection, upgrade: Upgrade) => Result<undefined, StoreFault>;
}

const UNTOLD: UpgradePorts = { progress: () => undefined, record: () => ok(undefined) };

/**
 * Makes the database where there is none, and brings an older one up to date, of which a copy is kept; several at once make one. Killed in
 * between, it is as it was. The folder is there and private.
 */
export function createStore(
  path: string,
  installId: string,
  signer: Signer,
  timeoutMs: number,
  ports = UNTOLD,
): Result<Connection, StoreFault> {
  const made = guarded(path, () => {
    closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600));
    return ok(undefined);
  });
  if (!made.ok) return made;
  const db = connect(path, timeoutMs);
  if (!db.ok) return db;
  const ready = guarded(path, () => prepare(db.value, path, installId, signer, ports));
  if (ready.ok) return db;
  db.value.close();
  return ready;
}

function prepare(
  db: Connection,
  path: string,
  installId: string,
  signer: Signer,
  { progress, record }: UpgradePorts,
): Result<undefined, StoreFault> {
  const sqlite = db.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()?.version ?? '';
  if (tooOld(sqlite))
    return err(
      fault(
        'newer',
        `SQLite ${sqlite} may corrupt a database that several processes write; 3.51.3 or newer is needed. Install Hookwarden again.`,
      ),
    );
  // Only an empty database can be made so; pruning gives the disk back what it frees.
  if (Number(db.pragma('page_count', { simple: true })) === 0) db.pragma('auto_vacuum = INCREMENTAL');
  if (db.pragma('journal_mode', { simple: true }) !== 'wal') switchToWal(db);
  const kept = keepOlder(db, path, installId, progress);
  if (!kept.ok) return kept;
  return immediately(db, path, () => {
    // Another first opener may have been quicker.
    const version = versionOf(db);
    if (version > 0) {
      const found = metaFault(db, path, installId, 'upgrade');
      if (found || version >= SCHEMA_VERSION) return { commit: false, result: found ? err(found) : ok(undefined) };
    }
    migrate(db, version, progress);
    if (version === 0) {
      db.prepare<[string]>(
        'INSERT INTO meta (id, install_id, schema_version, min_reader, min_writer, epoch) VALUES (0, ?, 0, 0, 0, 0)',
      ).run(installId);
      insertHead(db, installId, signer);
    }
    db.prepare<[number, number, number]>('UPDATE meta SET schema_version = ?, min_reader = ?, min_writer = ? WHERE id = 0').run(
      SCHEMA_VERSION,
      MIN_READER,
      MIN_WRITER,
    );
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`);
    const backup = kept.value;
    const result = backup === undefined ? ok(undefined) : record(db, { from: version, to: SCHEMA_VERSION, backup });
    return { commit: result.ok, result };
  });
}

const versionOf = (db: Connection): number => Number(db.pragma('user_version', { simple: true }));

/** Where the copy of an older database is; undefined where this one is new or up to date. */
function keepOlder(
  db: Connection,
  path: string,
  installId: string,
  progress: UpgradePorts['progress'],
): Result<string | undefined, StoreFault> {
  const version = versionOf(db);
  if (version === 0 || version >= SCHEMA_VERSION) return ok(undefined);
  const found = metaFault(db, path, installId, 'upgrade');
  if (found) return err(found);
  progress(`keeping a copy of the database, format ${version}`);
  const backup = backUp(db, path, `v${version}`);
  if (!backup.ok || canShrink(db)) return backup;
  progress('writing it anew, so that it can shrink');
  // Where the disk has no room for it, it stays one that keeps its size.
  guarded(path, () => ok(db.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM')));
  return backup;
}

function migrate(db: Connection, version: number, progress: UpgradePorts['progress']): void {
  for (const [at, step] of STEPS.entries()) {
    if (at < version) continue;
    if (version > 0) progress(`format ${at} to ${at + 1}`);
    db.exec(step);
  }
  if (version > 0 && version < WITH_NODES) fillNodes(db, (filled) => progress(`the tree of ${filled} records`));
}

/** The switch itself does not wait for locks: a racing first opener is waited for by taking the write lock in between. */
function switchToWal(db: Connection): void {
  for (let tries = 0; tries < 20; tries++) {
    try {
      if (db.pragma('journal_mode = WAL', { simple: true }) === 'wal') return;
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
    db.exec('BEGIN IMMEDIATE; COMMIT');
  }
}
