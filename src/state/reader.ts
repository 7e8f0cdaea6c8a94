import type { LogReader } from '../audit/verify.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type ArchiveRow, allArchives, archiveOf } from './archives.ts';
import { guarded } from './files.ts';
import { logReader } from './log-reader.ts';
import { metaFault, readVersion } from './meta.ts';
import { WITH_PRINCIPALS } from './schema.ts';
import { type Connection, connect } from './sqlite.ts';
import { unvouched } from './vouching.ts';

export interface StoredRecord {
  readonly sequence: number;
  readonly leaf: Buffer;
  readonly body: Buffer | null;
}

/** The log for those who only read it: all of it as it stood when reading began. */
export interface AuditReader extends LogReader {
  readonly installId: string;
  /** Newest first, below `before` where given. */
  readonly list: (count: number, before?: number) => readonly StoredRecord[];
  /** One at a time, so that no more than one is held: newest first, below `before` where given. */
  readonly newestFirst: (before?: number) => IterableIterator<StoredRecord>;
  /** One at a time, oldest first, from `sequence` on. */
  readonly from: (sequence: number) => IterableIterator<StoredRecord>;
  /** Goes on with the log as it stands now. */
  readonly refresh: () => void;
  /** Where the rows of keys and principals are not what the log says of them, by the records of administration, which may be named. */
  readonly unvouched: (sequences?: readonly number[]) => readonly string[];
  readonly find: (sequence: number) => StoredRecord | undefined;
  /** In the order of the log, and the one that a record's content is in. */
  readonly archives: () => readonly ArchiveRow[];
  readonly archiveOf: (sequence: number) => ArchiveRow | undefined;
  readonly close: () => void;
}

export function openReader(path: string, installId: string, timeoutMs: number): Result<AuditReader, StoreFault> {
  const db = connect(path, timeoutMs);
  if (!db.ok) return db;
  return guarded(path, () => {
    const found = metaFault(db.value, path, installId, 'read');
    if (found) {
      db.value.close();
      return err(found);
    }
    // A read transaction pins the snapshot at its first read; it is never turned into a write.
    db.value.exec('PRAGMA query_only=ON; BEGIN');
    return ok(reader(db.value, path, installId));
  });
}

function reader(db: Connection, path: string, installId: string): AuditReader {
  return {
    installId,
    ...logReader(db, path),
    unvouched: (sequences) => {
      // An older database, which is only read here, has no such rows yet.
      if (readVersion(db) < WITH_PRINCIPALS) return [];
      const bodies = db.prepare<[], Buffer | null>('SELECT body FROM records ORDER BY sequence').pluck();
      const bodyOf = db.prepare<[number], Buffer | null>('SELECT body FROM records WHERE sequence = ?').pluck();
      return unvouched(db, sequences?.map((sequence) => bodyOf.get(sequence) ?? null) ?? bodies.iterate());
    },
    list: (count, before) =>
      db
        .prepare<[number, number], StoredRecord>(
          'SELECT sequence, leaf, body FROM records WHERE sequence < ? ORDER BY sequence DESC LIMIT ?',
        )
        .all(before ?? Number.MAX_SAFE_INTEGER, count),
    newestFirst: (before) =>
      db
        .prepare<[number], StoredRecord>('SELECT sequence, leaf, body FROM records WHERE sequence < ? ORDER BY sequence DESC')
        .iterate(before ?? Number.MAX_SAFE_INTEGER),
    from: (sequence) =>
      db
        .prepare<[number], StoredRecord>('SELECT sequence, leaf, body FROM records WHERE sequence >= ? ORDER BY sequence')
        .iterate(sequence),
    refresh: () => db.exec('COMMIT; BEGIN'),
    find: (sequence) => db.prepare<[number], StoredRecord>('SELECT sequence, leaf, body FROM records WHERE sequence = ?').get(sequence),
    archives: () => allArchives(db),
    archiveOf: (sequence) => archiveOf(db, sequence),
    close: () => db.close(),
  };
}
