import { closeSync, constants, openSync } from 'node:fs';
import type { Signer, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { guarded } from './files.ts';
import { insertHead } from './log.ts';
import { metaFault } from './meta.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { type Connection, connect, immediately, tooOld } from './sqlite.ts';

/** Makes the database where there is none; several at once make one. The folder is there and private. */
export function createStore(path: string, installId: string, signer: Signer, timeoutMs: number): Result<Connection, StoreFault> {
  const made = guarded(path, () => {
    closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600));
    return ok(undefined);
  });
  if (!made.ok) return made;
  const db = connect(path, timeoutMs);
  if (!db.ok) return db;
  const ready = guarded(path, () => prepare(db.value, path, installId, signer));
  if (ready.ok) return db;
  db.value.close();
  return ready;
}

function prepare(db: Connection, path: string, installId: string, signer: Signer): Result<undefined, StoreFault> {
  const version = db.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()?.version ?? '';
  if (tooOld(version))
    return err(
      fault(
        'newer',
        `SQLite ${version} may corrupt a database that several processes write; 3.51.3 or newer is needed. Install Hookwarden again.`,
      ),
    );
  if (db.pragma('journal_mode', { simple: true }) !== 'wal') switchToWal(db);
  return immediately(db, path, () => {
    // Another first opener may have been quicker.
    if (db.pragma('user_version', { simple: true }) === 0) {
      db.exec(SCHEMA);
      db.prepare<[string, number, number, number]>('INSERT INTO meta VALUES (0, ?, ?, ?, ?, 0)').run(
        installId,
        SCHEMA_VERSION,
        SCHEMA_VERSION,
        SCHEMA_VERSION,
      );
      insertHead(db, installId, signer);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`);
      return { commit: true, result: ok(undefined) };
    }
    const found = metaFault(db, path, installId, 'write');
    return { commit: false, result: found ? err(found) : ok(undefined) };
  });
}

/** The switch itself does not wait for locks: a racing first opener is waited for by taking the write lock in between. */
function switchToWal(db: Connection): void {
  for (let tries = 0; tries < 20; tries++) {
    try {
      if (db.pragma('journal_mode = WAL', { simple: true }) === 'wal') return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))) throw error;
    }
    db.exec('BEGIN IMMEDIATE; COMMIT');
  }
}
