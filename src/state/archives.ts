import type { Pruned } from '../audit/pruned.ts';
import { readVersion } from './meta.ts';
import { WITH_ARCHIVES } from './schema.ts';
import type { Connection } from './sqlite.ts';

/** One archive, and the records whose contents are in it. */
export interface ArchiveRow extends Pruned {
  readonly pruned_at: number;
  /** Null while some of the contents may still be in the database, too. */
  readonly done_at: number | null;
}

/** In the order of the log. */
export function allArchives(db: Connection): readonly ArchiveRow[] {
  if (readVersion(db) < WITH_ARCHIVES) return [];
  return db.prepare<[], ArchiveRow>('SELECT * FROM archives ORDER BY first').all();
}

/** The archive that a record's content is in. */
export function archiveOf(db: Connection, sequence: number): ArchiveRow | undefined {
  if (readVersion(db) < WITH_ARCHIVES) return undefined;
  return db
    .prepare<[number, number], ArchiveRow>('SELECT * FROM archives WHERE first <= ? AND until > ? ORDER BY first DESC LIMIT 1')
    .get(sequence, sequence);
}

export function insertArchive(db: Connection, { first, until, kept, file, sha256 }: Pruned, now: number): void {
  db.prepare<[number, number, string, string, string, number]>('INSERT INTO archives VALUES (?, ?, ?, ?, ?, ?, NULL)').run(
    ...([first, until, kept, file, sha256, now] as const),
  );
}

export function markDone(db: Connection, first: number, now: number): void {
  db.prepare<[number, number]>('UPDATE archives SET done_at = ? WHERE first = ?').run(now, first);
}
