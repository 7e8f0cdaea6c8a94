import { closeSync, constants, openSync } from 'node:fs';
import type { Signer, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { guarded } from './files.ts';
import { fillNodes, insertHead } from './log.ts';
import { metaFault } from './meta.ts';
import { APPLICATION_ID, MIN_READER, MIN_WRITER, SCHEMA_VERSION, STEPS, WITH_NODES } from './schema.ts';
import { type Connection, connect, immediately, isBusy, tooOld } from './sqlite.ts';

/** Makes the database where there is none, and brings an older one up to date; several at once make one. The folder is there and private. */
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
  const sqlite = db.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()?.version ?? '';
  if (tooOld(sqlite))
    return err(
      fault(
        'newer',
        `SQLite ${sqlite} may corrupt a database that several processes write; 3.51.3 or newer is needed. Install Hookwarden again.`,
      ),
    );
  if (db.pragma('journal_mode', { simple: true }) !== 'wal') switchToWal(db);
  return immediately(db, path, () => {
    // Another first opener may have been quicker.
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > 0) {
      const found = metaFault(db, path, installId, 'upgrade');
      if (found || version >= SCHEMA_VERSION) return { commit: false, result: found ? err(found) : ok(undefined) };
    }
    for (const step of STEPS.slice(version)) db.exec(step);
    if (version < WITH_NODES) fillNodes(db);
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
    return { commit: true, result: ok(undefined) };
  });
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
