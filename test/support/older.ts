import Database from 'better-sqlite3';
import { STEPS, WITH_ARCHIVES } from '../../src/state/schema.ts';

/** What came later has only added tables. */
const VERSION = WITH_ARCHIVES - 1;

/** Makes a database one of version 8. */
export function toVersion8(path: string): void {
  const db = new Database(path);
  const added = STEPS.slice(VERSION).join('');
  for (const [, table] of added.matchAll(/CREATE TABLE (\w+)/g)) db.exec(`DROP TABLE ${table}`);
  db.exec(`UPDATE meta SET schema_version = ${VERSION}; PRAGMA user_version = ${VERSION}`);
  db.close();
}
