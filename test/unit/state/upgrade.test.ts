import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { createStore } from '../../../src/state/create.ts';
import { databaseIn, foldersOf } from '../../../src/state/folders.ts';
import { initialise } from '../../../src/state/initialise.ts';
import { readInstallation, signerOf } from '../../../src/state/installation.ts';
import { openReader } from '../../../src/state/reader.ts';
import { STEPS } from '../../../src/state/schema.ts';
import { openLog } from '../../../src/state/store.ts';
import { NOW, random, unwrap, vaultIn } from '../../support/installation.ts';

const columns = (db: Database.Database): readonly string[] =>
  db
    .prepare<[], { name: string; sql: string }>('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name')
    .all()
    .map(({ name }) => name);

it.each(STEPS.map((_, at) => at).slice(1))(
  'a database of version %i is refused until `init` has brought it up to date, which keeps what is there',
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
    expect(openLog(options)).toMatchObject({ ok: false, error: { reason: 'older', message: expect.stringContaining('hookwarden init') } });
    const reader = unwrap(openReader(path, id, 2000));
    expect(reader.unreadable()).toEqual([]);
    expect(reader.unvouched()).toEqual([]);
    reader.close();
    const upgraded = unwrap(createStore(path, id, signerOf(installation), 2000));
    expect(columns(upgraded)).toEqual(wanted);
    expect(upgraded.prepare('SELECT epoch, schema_version FROM meta').get()).toEqual({ epoch: 7, schema_version: STEPS.length });
    upgraded.close();
    expect(openLog(options).ok).toBe(true);
  },
);
