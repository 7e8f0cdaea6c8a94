import { closeSync, openSync, readSync } from 'node:fs';
import { isObject, type JsonObject } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { MAX_LINE } from './lines.ts';
import { recordOf } from './record-lines.ts';

const MAGIC = 'SQLite format 3\0';

/** Each part of a message that is about a tool, with where its session works, oldest first. Views and triggers of a foreign database are left alone. */
const PARTS = `SELECT part.session_id AS session, session.directory AS directory, part.time_created AS time, part.data AS data
  FROM part LEFT JOIN session ON session.id = part.session_id
  WHERE part.data LIKE '%"tool"%' AND length(part.data) <= ${MAX_LINE}
  ORDER BY part.time_created, part.id`;

/** One row of a database, or why it is none. */
type Row = Result<JsonObject, string>;

/** The calls in OpenCode's database, one at a time; undefined where it is another one. It is opened for reading alone. */
export async function openDatabase(path: string): Promise<Result<Iterable<Row>, string>> {
  if (!isUnpacked(path)) return err('a packed database: unpack it first');
  const { default: Database } = await import('better-sqlite3');
  const db = new Database(path, { readonly: true, fileMustExist: true });
  db.exec('PRAGMA trusted_schema=OFF');
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type='table' AND name IN ('part', 'session')").pluck().all();
  if (tables.length < 2) {
    db.close();
    return err('a database, but none of OpenCode');
  }
  return ok(rowsOf(db.prepare<[], unknown>(PARTS).iterate(), () => db.close()));
}

function* rowsOf(rows: Iterable<unknown>, close: () => void): Generator<Row> {
  try {
    for (const row of rows) {
      if (!isObject(row) || typeof row['data'] !== 'string') continue;
      const { session, directory, time, data } = row;
      const part = recordOf(Buffer.from(data));
      yield part.ok ? ok({ ...part.value, sessionID: session, time, ...(typeof directory === 'string' && { directory }) }) : part;
    }
  } finally {
    close();
  }
}

function isUnpacked(path: string): boolean {
  if (path === '-') return false;
  const descriptor = openSync(path, 'r');
  try {
    const head = Buffer.alloc(MAGIC.length);
    readSync(descriptor, head);
    return head.toString('latin1') === MAGIC;
  } finally {
    closeSync(descriptor);
  }
}
