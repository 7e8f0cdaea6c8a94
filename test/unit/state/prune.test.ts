import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { parseVerifierKey } from '../../../src/audit/note.ts';
import { inclusionProof, verifyInclusion } from '../../../src/audit/proofs.ts';
import { type Verification, type VerifyOptions, verifyLog } from '../../../src/audit/verify.ts';
import { ok } from '../../../src/domain/result.ts';
import { recordAct } from '../../../src/state/act.ts';
import { type AdminLog, openAdmin } from '../../../src/state/admin.ts';
import { appendWithin } from '../../../src/state/append.ts';
import { unpackArchive } from '../../../src/state/archive-file.ts';
import { signerOf, verifierKeyOf } from '../../../src/state/installation.ts';
import { archivesIn, prune, shrink, untilTime } from '../../../src/state/prune.ts';
import { openReader } from '../../../src/state/reader.ts';
import { draft, type Fresh, freshInstallation, NOW, random, unwrap } from '../../support/installation.ts';

const HOUR = 3_600_000_000;
const RECORDS = 60;

const call = (i: number) => draft({ time: NOW + i * HOUR, subject: { command: `echo ${i}`.padEnd(900) } });

/** Record 0 is the key's, and one in the middle is of administration, too; each is an hour after the one before. */
function log(): Fresh {
  const fresh = freshInstallation();
  const admin = unwrap(openedAdmin(fresh));
  // In one transaction, for each would wait for the disk.
  unwrap(
    admin.transact((on) => {
      for (let i = 1; i < RECORDS; i++) {
        if (i === 30) unwrap(recordAct(on, { act: 'pin.set' }, NOW + 30 * HOUR));
        else unwrap(appendWithin(on, call(i), { rate: false }).result);
      }
      return ok(undefined);
    }),
  );
  admin.close();
  return fresh;
}

const openedAdmin = ({ database, installation, vault }: Fresh) =>
  openAdmin({
    database,
    installId: installation.id,
    timeoutMs: 2000,
    signer: signerOf(installation),
    random,
    vault,
    pepper: installation.pepper,
  });

function withLog<T>(fresh: Fresh, work: (log: AdminLog) => T): T {
  const admin = unwrap(openedAdmin(fresh));
  try {
    return admin.alone(work);
  } finally {
    admin.close();
  }
}

const options = ({ folders }: Fresh) => ({ folder: archivesIn(folders.state), unique: 'u', now: NOW + 100 * HOUR });
const pruned = (fresh: Fresh, until: number) => withLog(fresh, (on) => prune(on, until, options(fresh)));

function verify(fresh: Fresh, more: Partial<VerifyOptions> = {}): Verification & { readonly rows: readonly string[] } {
  const { database, installation } = fresh;
  const reader = unwrap(openReader(database, installation.id, 1000));
  try {
    const key = unwrap(parseVerifierKey(verifierKeyOf(installation)));
    const found = verifyLog(reader, { key, installId: installation.id, ...more });
    return { ...found, rows: reader.unvouched(found.verified.admin) };
  } finally {
    reader.close();
  }
}

const bodies = ({ database }: Fresh): readonly (Buffer | null)[] => {
  const db = new Database(database);
  const all = db.prepare<[], Buffer | null>('SELECT body FROM records ORDER BY sequence').pluck().all();
  db.close();
  return all;
};

describe('a log that was pruned', () => {
  it('has its oldest contents in an archive that verifies, but for those of administration, and verifies itself', () => {
    const fresh = log();
    const before = bodies(fresh);
    const [done] = unwrap(pruned(fresh, 40));
    expect(done).toMatchObject({ first: 0, until: 40, kept: '0 30' });
    const archive = unwrap(unpackArchive(readFileSync(done?.file ?? ''), [signerOf(fresh.installation)]));
    expect(archive.bodies.map(String)).toEqual(before.slice(0, 40).map(String));
    expect(bodies(fresh).flatMap((body, sequence) => (body === null ? [] : [sequence]))).toEqual([
      0,
      30,
      ...Array.from({ length: 21 }, (_, i) => 40 + i),
    ]);
    expect(verify(fresh)).toMatchObject({ ok: true, problems: [], rows: [], prunes: [{ first: 0, until: 40, time: NOW + 100 * HOUR }] });
    expect(statSync(done?.file ?? '').mode & 0o777).toBe(0o600);
  });

  it('still proves every record of it', () => {
    const fresh = log();
    const archive = unwrap(unpackArchive(readFileSync(unwrap(pruned(fresh, 40))[0]?.file ?? ''), [signerOf(fresh.installation)]));
    const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
    const size = reader.head()?.size ?? 0;
    const root = Buffer.from(verify(fresh).root, 'hex');
    for (let sequence = 0; sequence < size; sequence++) {
      const leaf = reader.find(sequence)?.leaf ?? Buffer.alloc(0);
      expect(verifyInclusion(sequence, size, leaf, inclusionProof(sequence, size, reader.nodeAt) ?? [], root)).toBe(true);
    }
    expect(archive.until).toBe(40);
    reader.close();
  });

  it('goes on from where the last archive ends, and says that there is nothing more', () => {
    const fresh = log();
    unwrap(pruned(fresh, 20));
    expect(unwrap(pruned(fresh, 35)).map(({ first, until }) => [first, until])).toEqual([[20, 35]]);
    expect(unwrap(pruned(fresh, 35))).toEqual([]);
    expect(verify(fresh)).toMatchObject({ ok: true, prunes: [{ first: 0 }, { first: 20 }] });
  });

  it.each([
    [
      'lost a content that no prune took',
      'UPDATE records SET body = NULL WHERE sequence = 45',
      /Of 1 record, from 45 on, the content is gone/,
    ],
    ['lost one that a prune left', 'UPDATE records SET body = NULL WHERE sequence = 30', /Of 1 record, from 30 on/],
    [
      'a checksum changed that is in an archive',
      'UPDATE records SET leaf = (SELECT leaf FROM records WHERE sequence = 8) WHERE sequence = 7',
      /not those that were signed|does not follow/,
    ],
    ['a record taken out that is in an archive', 'DELETE FROM records WHERE sequence = 7', /Record 7 is missing/],
    ['the table of archives changed', "UPDATE archives SET file = '/elsewhere'", /archive of record 0 was changed beside the log: file/],
    ['the table of archives emptied', 'DELETE FROM archives', /archive of record 0 was taken out/],
    [
      'an archive put into the table',
      "INSERT INTO archives VALUES (40, 50, '', 'f', 's', 0, 0)",
      /archive of record 40 was put into the database/,
    ],
  ])('and %s is not as it was written', (_, change, words) => {
    const fresh = log();
    unwrap(pruned(fresh, 40));
    const db = new Database(fresh.database);
    db.exec(change);
    db.close();
    const { problems, rows } = verify(fresh);
    expect([...problems.map(({ message }) => message), ...rows].join('\n')).toMatch(words);
  });

  it('is verified on from before the prune, and a content that is gone otherwise is found', () => {
    const fresh = log();
    const { verified } = verify(fresh);
    unwrap(pruned(fresh, 40));
    expect(verify(fresh, { verified, sample: [3, 39] })).toMatchObject({ ok: true });
    const db = new Database(fresh.database);
    db.exec('UPDATE records SET body = NULL WHERE sequence = 45');
    db.close();
    expect(verify(fresh, { verified, sample: [45] }).problems).toMatchObject([{ sequence: 45 }]);
  });

  it('is smaller', () => {
    const fresh = log();
    withLog(fresh, ({ db, ...on }) => {
      db.exec('BEGIN');
      for (let i = 70; i < 670; i++) unwrap(appendWithin({ ...on, db }, call(i), { rate: false }).result);
      db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
    });
    const before = statSync(fresh.database).size;
    unwrap(pruned(fresh, 640));
    expect(withLog(fresh, shrink)).toEqual({ ok: true, value: true });
    expect(statSync(fresh.database).size).toBeLessThan(before / 3);
    expect(verify(fresh).ok).toBe(true);
  });
});

describe('pruning', () => {
  it('takes what is before a time, also where a clock was wrong for a moment', () => {
    const fresh = log();
    expect(withLog(fresh, ({ db }) => [0, 10, 31].map((hours) => untilTime(db, NOW + hours * HOUR)))).toEqual([0, 10, 31]);
    const store = unwrap(fresh.open());
    unwrap(store.append(draft({ time: NOW + 9000 * HOUR }), { rate: false }));
    unwrap(store.append(draft({ time: NOW + 62 * HOUR }), { rate: false }));
    store.close();
    expect(withLog(fresh, ({ db }) => untilTime(db, NOW + 63 * HOUR))).toBe(RECORDS + 2);
  });

  it.each([
    [
      'a record was changed',
      (db: Database.Database) => db.exec("UPDATE records SET body = CAST(replace(body, 'echo', 'ECHO') AS BLOB) WHERE sequence = 5"),
    ],
    ['a record is missing', (db: Database.Database) => db.exec('DELETE FROM records WHERE sequence = 5')],
  ])('takes nothing out where %s', (_, change) => {
    const fresh = log();
    const db = new Database(fresh.database);
    change(db);
    db.close();
    const before = bodies(fresh);
    expect(pruned(fresh, 40)).toMatchObject({ ok: false, error: { reason: 'corrupt' } });
    expect(bodies(fresh)).toEqual(before);
  });

  it('does not take what stands in an archive’s place for one', () => {
    const fresh = log();
    const twin = log();
    const file = unwrap(pruned(twin, 40))[0]?.file ?? '';
    const place = join(archivesIn(fresh.folders.state), 'records-000000000000-000000000039.jsonl.gz');
    cpSync(archivesIn(twin.folders.state), archivesIn(fresh.folders.state), { recursive: true });
    chmodSync(archivesIn(fresh.folders.state), 0o700);
    for (const spoil of [() => undefined, () => truncateSync(place, 100), () => writeFileSync(place, '')]) {
      spoil();
      expect(pruned(fresh, 40)).toMatchObject({ ok: false, error: { reason: 'corrupt', message: expect.stringContaining(place) } });
    }
    expect(existsSync(file)).toBe(true);
    expect(bodies(fresh)).not.toContain(null);
  });
});

describe('a prune that was killed', () => {
  it('after any step leaves everything or the archive, and the next one goes on', () => {
    const fresh = log();
    let kills = 0;
    while (!withLog(fresh, (on) => isEndedBefore(on, kills + 1, fresh))) {
      kills++;
      expect(kills).toBeLessThan(60);
      const [found, left] = [verify(fresh), bodies(fresh)];
      expect(found).toMatchObject({ ok: true, rows: [] });
      const archives = existsSync(archivesIn(fresh.folders.state)) ? readdirSync(archivesIn(fresh.folders.state)) : [];
      if (left.includes(null)) expect([archives.length, found.prunes.length]).toEqual([1, 1]);
    }
    expect(kills).toBeGreaterThan(10);
    expect(verify(fresh)).toMatchObject({ ok: true, rows: [], prunes: [{ first: 0, until: 40 }] });
    expect(bodies(fresh).filter((body) => body === null)).toHaveLength(38);
  });
});

class Killed extends Error {}

/** Every beginning and end of a transaction counts as a step; at the given one the process is as good as dead. */
function isEndedBefore(on: AdminLog, step: number, fresh: Fresh): boolean {
  let left = step;
  const count = (): void => {
    if (--left <= 0) throw new Killed();
  };
  const db = new Proxy(on.db, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (name === 'exec') count();
        return Reflect.apply(value, target, args);
      };
    },
  });
  try {
    unwrap(prune({ ...on, db }, 40, options(fresh)));
    return true;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return false;
  }
}
