import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStore } from '../../../src/state/create.ts';
import { databaseIn, foldersOf } from '../../../src/state/folders.ts';
import { initialise, readyStore } from '../../../src/state/initialise.ts';
import { readInstallation, signerOf } from '../../../src/state/installation.ts';
import { openReader } from '../../../src/state/reader.ts';
import { STEPS } from '../../../src/state/schema.ts';
import { openLog } from '../../../src/state/store.ts';
import { type Fresh, freshInstallation, NOW, random, unwrap, vaultIn } from '../../support/installation.ts';
import { toVersion8 } from '../../support/older.ts';

const columns = (db: Database.Database): readonly string[] =>
  db
    .prepare<[], { name: string; sql: string }>('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name')
    .all()
    .map(({ name }) => name);

it.each(STEPS.map((_, at) => at).slice(1))(
  'a database of version %i is refused until it has been brought up to date, which keeps what is there, and a copy',
  (version) => {
    const home = mkdtempSync(join(tmpdir(), 'hookwarden-test-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const folders = foldersOf({ HOOKWARDEN_HOME: home }, home, process.getuid?.());
    const { id } = unwrap(initialise(folders, { random, now: NOW }));
    const path = databaseIn(folders);
    const now = new Database(path);
    const wanted = columns(now);
    now.close();

    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
    const installation = unwrap(readInstallation(folders.config));
    unwrap(createStore(path, id, signerOf(installation), 2000)).close();
    const old = new Database(path);
    for (const { name } of old.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all())
      old.exec(`DROP TABLE ${name}`);
    for (const step of STEPS.slice(0, version)) old.exec(step);
    old
      .prepare('INSERT INTO meta (id, install_id, schema_version, min_reader, min_writer, epoch) VALUES (0, ?, ?, 1, ?, 7)')
      .run(id, version, version);
    old.exec(`PRAGMA user_version = ${version}`);
    old.close();

    const options = {
      database: path,
      installId: id,
      timeoutMs: 2000,
      signer: signerOf(installation),
      random,
      vault: vaultIn(folders, installation),
    };
    expect(openLog(options)).toMatchObject({
      ok: false,
      error: { reason: 'older', message: expect.stringContaining('hookwarden upgrade') },
    });
    const reader = unwrap(openReader(path, id, 2000));
    expect(reader.unreadable()).toEqual([]);
    expect(reader.unvouched()).toEqual([]);
    reader.close();
    const upgraded = unwrap(createStore(path, id, signerOf(installation), 2000));
    expect(columns(upgraded)).toEqual(wanted);
    expect(upgraded.prepare('SELECT epoch, schema_version FROM meta').get()).toEqual({ epoch: 7, schema_version: STEPS.length });
    expect(upgraded.pragma('auto_vacuum', { simple: true })).toBe(2);
    upgraded.close();
    const copy = new Database(`${path}.v${version}`);
    expect(copy.pragma('user_version', { simple: true })).toBe(version);
    copy.close();
    expect(openLog(options).ok).toBe(true);
  },
);

describe('bringing a database up to date', () => {
  const old = () => {
    const fresh = freshInstallation();
    toVersion8(fresh.database);
    return fresh;
  };
  const ready = ({ folders, installation }: Fresh, progress: string[] = []) =>
    readyStore(folders, installation, { random, now: NOW, progress: (what) => progress.push(what) });

  it('says what it does, keeps a copy of its owner’s alone, and is recorded once', () => {
    const fresh = old();
    const progress: string[] = [];
    const { log, upgrade } = unwrap(ready(fresh, progress));
    expect(progress).toEqual([
      'keeping a copy of the database, format 8',
      'format 8 to 9',
      'format 9 to 10',
      'format 10 to 11',
      'format 11 to 12',
    ]);
    expect(upgrade).toEqual({ from: 8, to: 12, backup: `${fresh.database}.v8` });
    expect(statSync(`${fresh.database}.v8`).mode & 0o777).toBe(0o600);
    log.db.close();
    const again = unwrap(ready(fresh));
    again.log.db.close();
    expect(again.upgrade).toBeUndefined();
    const acts = readBodies(fresh).map(({ subject }) => subject.act);
    expect(acts).toEqual(['key.create', 'upgrade']);
  });

  it('ended by force at any point leaves it as it was, or done', () => {
    const fresh = old();
    const before = readFileSync(fresh.database);
    for (let at = 0; at < 2; at++) {
      let left = at;
      const killed = (): void => {
        if (left-- <= 0) throw new Error('killed');
      };
      expect(() => readyStore(fresh.folders, fresh.installation, { random, now: NOW, progress: killed })).toThrow('killed');
      const db = new Database(fresh.database);
      expect(db.pragma('user_version', { simple: true })).toBe(8);
      db.close();
    }
    expect(before.length).toBeGreaterThan(0);
    unwrap(ready(fresh)).log.db.close();
    expect(readBodies(fresh).map(({ subject }) => subject.act)).toEqual(['key.create', 'upgrade']);
  });

  it('leaves one of a newer version alone, and says which it is', () => {
    const fresh = freshInstallation();
    const db = new Database(fresh.database);
    db.exec('UPDATE meta SET schema_version = 99, min_writer = 99; PRAGMA user_version = 99');
    db.close();
    expect(ready(fresh)).toMatchObject({ ok: false, error: { reason: 'newer', message: expect.stringContaining('made by a newer') } });
  });
});

function readBodies({ database }: Fresh): readonly { readonly subject: { readonly act: string } }[] {
  const db = new Database(database);
  const bodies = db.prepare<[], Buffer>('SELECT body FROM records ORDER BY sequence').pluck().all();
  db.close();
  return bodies.map((body) => JSON.parse(String(body)));
}
