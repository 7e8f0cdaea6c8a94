import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkpointText, originOf } from '../../../src/audit/checkpoint.ts';
import { ed25519PublicKey, ed25519Signer } from '../../../src/audit/ed25519.ts';
import { appendLeaf, EMPTY_FRONTIER, encodeFrontier, type Frontier, leafHash } from '../../../src/audit/merkle.ts';
import { parseVerifierKey, signNote } from '../../../src/audit/note.ts';
import { type Verification, verifyLog } from '../../../src/audit/verify.ts';
import { verifierKeyOf } from '../../../src/state/installation.ts';
import { openReader } from '../../../src/state/reader.ts';
import { draft, type Fresh, freshInstallation, NOW, unwrap } from '../../support/installation.ts';

const HOUR = 3_600_000_000;

/** Twelve records: init's own, five in the first hour, six in the next, so that notes are kept at 1 and 7. */
function log(): Fresh {
  const fresh = freshInstallation();
  const store = unwrap(fresh.open());
  for (let i = 0; i < 11; i++) {
    unwrap(store.append(draft({ time: NOW + (i < 5 ? 1 : HOUR) + i, subject: { command: `echo ${i}` } }), { rate: false }));
  }
  store.close();
  return fresh;
}

function verify(fresh: Fresh, pinned: readonly string[] = []): Verification {
  const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
  try {
    const anchors = pinned.map((note) => ({ name: 'the note kept elsewhere', note }));
    const key = unwrap(parseVerifierKey(verifierKeyOf(fresh.installation)));
    return verifyLog(reader, { key, installId: fresh.installation.id, anchors });
  } finally {
    reader.close();
  }
}

type Db = Database.Database;
const bodyOf = (db: Db, sequence: number) =>
  db.prepare<[number], { body: Buffer }>('SELECT body FROM records WHERE sequence = ?').get(sequence)?.body ?? Buffer.alloc(0);
const put = (db: Db, sequence: number, body: Uint8Array, leaf: Uint8Array) =>
  db.prepare('UPDATE records SET body = ?, leaf = ? WHERE sequence = ?').run(body, leaf, sequence);
const edited = (db: Db, sequence: number) => Buffer.from(bodyOf(db, sequence).toString().replace('echo', 'ECHO'));
const frontierOf = (db: Db): Frontier =>
  db
    .prepare<[], { body: Buffer }>('SELECT body FROM records ORDER BY sequence')
    .all()
    .reduce((frontier, { body }) => appendLeaf(frontier, leafHash(body)), EMPTY_FRONTIER);
/** What somebody can do who writes the database but does not have the key. */
const rewriteHead = (db: Db, fresh: Fresh, seed = 3) => {
  const frontier = frontierOf(db);
  const origin = originOf(fresh.installation.id);
  const forger = ed25519Signer(origin, Buffer.alloc(32, seed), ed25519PublicKey(Buffer.alloc(32, seed)));
  db.prepare('UPDATE head SET size = ?, frontier = ?, note = ?').run(
    frontier.size,
    encodeFrontier(frontier),
    signNote(checkpointText(origin, frontier), forger),
  );
};

describe('an untouched log', () => {
  it('verifies, with its kept notes', () => {
    expect(verify(log())).toMatchObject({ ok: true, records: 12, notes: 2, problems: [] });
  });
});

describe('a log somebody wrote to', () => {
  const cases: readonly [what: string, change: (db: Db, fresh: Fresh) => void, first: number | undefined, words: RegExp][] = [
    ['one body edited', (db) => put(db, 4, edited(db, 4), leafHash(bodyOf(db, 4))), 4, /Record 4 does not have its checksum/],
    ['bodies emptied', (db) => db.exec('UPDATE records SET body = NULL WHERE sequence > 3'), 4, /^Of 8 records, from 4 on/],
    [
      'one bit of a checksum flipped',
      (db) => db.exec("UPDATE records SET leaf = CAST(x'00' || substr(leaf, 2) AS BLOB) WHERE sequence = 9"),
      9,
      /Record 9 does not have/,
    ],
    ['a body and its checksum edited', (db) => put(db, 4, edited(db, 4), leafHash(edited(db, 4))), 1, /Records 1 to 6 are not those/],
    ['a late body and its checksum edited', (db) => put(db, 9, edited(db, 9), leafHash(edited(db, 9))), 7, /since the last kept note/],
    [
      'a body, its checksum and the head rewritten',
      (db, fresh) => {
        put(db, 9, edited(db, 9), leafHash(edited(db, 9)));
        rewriteHead(db, fresh);
      },
      7,
      /head of the log is wrong/,
    ],
    ['a record deleted', (db) => db.exec('DELETE FROM records WHERE sequence = 5'), 5, /Record 5 is missing; the next one is 6/],
    ['the first record deleted', (db) => db.exec('DELETE FROM records WHERE sequence = 0'), 0, /Record 0 is missing/],
    [
      'a record deleted and the rest moved up',
      (db) =>
        db.exec(
          'DELETE FROM records WHERE sequence = 5; UPDATE records SET sequence = -sequence WHERE sequence > 5; UPDATE records SET sequence = -sequence - 1 WHERE sequence < 0',
        ),
      5,
      /Record 5 says that it is record 6/,
    ],
    [
      'two records swapped',
      (db) =>
        db.exec(
          'UPDATE records SET sequence = -1 WHERE sequence = 3; UPDATE records SET sequence = 3 WHERE sequence = 8; UPDATE records SET sequence = 8 WHERE sequence = -1',
        ),
      3,
      /Record 3 says that it is record 8/,
    ],
    [
      'a record put in before the first',
      (db) => db.exec('INSERT INTO records (sequence, leaf, body) SELECT -1, leaf, body FROM records WHERE sequence = 2'),
      -1,
      /stands where 0 is due/,
    ],
    [
      'a record put in at the end',
      (db) => db.exec('INSERT INTO records (sequence, leaf, body) SELECT 12, leaf, body FROM records WHERE sequence = 2'),
      12,
      /Record 12 says that it is record 2/,
    ],
    ['the end cut off', (db) => db.exec('DELETE FROM records WHERE sequence > 9'), 10, /head counts 12 records, the log has 10/],
    [
      'the end cut off and the head rewritten',
      (db, fresh) => {
        db.exec('DELETE FROM records WHERE sequence > 9');
        rewriteHead(db, fresh);
      },
      7,
      /signature of .* is wrong|not signed by/,
    ],
    [
      'the end cut off to an older signed head',
      (db) =>
        db.exec(
          'DELETE FROM records WHERE sequence > 0; UPDATE head SET size = 1, note = (SELECT note FROM notes WHERE size = 1), frontier = (SELECT leaf FROM records WHERE sequence = 0)',
        ),
      1,
      /Missing: records 1 to 6\b/,
    ],
    [
      'everything emptied',
      (db) => db.exec("DELETE FROM records; DELETE FROM notes; UPDATE head SET size = 0, frontier = x''"),
      0,
      /head counts 12 records/,
    ],
    ['the head gone', (db) => db.exec('DELETE FROM head'), undefined, /head of the log is gone/],
    [
      'the frontier changed',
      (db) => db.exec("UPDATE head SET frontier = CAST(x'00' || substr(frontier, 2) AS BLOB)"),
      undefined,
      /next append would fail/,
    ],
    [
      'a kept note edited',
      (db) => db.exec("UPDATE notes SET note = replace(note, char(10) || '7' || char(10), char(10) || '8' || char(10)) WHERE size = 7"),
      undefined,
      /note kept at 7 records is wrong/,
    ],
    ['a kept note put at another size', (db) => db.exec('UPDATE notes SET size = 6 WHERE size = 7'), undefined, /it speaks of 7/],
    [
      'a record of another installation',
      (db) => {
        const body = Buffer.from(
          bodyOf(db, 4)
            .toString()
            .replace(/"install":"[^"]+"/, '"install":"0000000000000000"'),
        );
        put(db, 4, body, leafHash(body));
      },
      4,
      /another installation/,
    ],
    ['a body that is no JSON', (db) => put(db, 4, Buffer.from('{'), leafHash(Buffer.from('{'))), 4, /is not JSON/],
  ];

  it.each(cases)('with %s is found out', (_, change, first, words) => {
    const fresh = log();
    const db = new Database(fresh.database);
    change(db, fresh);
    db.close();
    const { ok, problems } = verify(fresh);
    expect(ok).toBe(false);
    expect(problems.map(({ message }) => message).join('\n')).toMatch(words);
    expect(problems.find(({ message }) => words.test(message))?.sequence).toBe(first);
  });

  it('replaced by an older copy is found out by a note kept elsewhere, and only by that', () => {
    const fresh = log();
    const before = `${fresh.database}.before`;
    copyFileSync(fresh.database, before);
    const store = unwrap(fresh.open());
    unwrap(store.append(draft({ time: NOW + 2 * HOUR }), { rate: false }));
    store.close();
    const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
    const kept = reader.head()?.note ?? '';
    reader.close();
    copyFileSync(before, fresh.database);
    expect(verify(fresh).ok).toBe(true);
    expect(verify(fresh, [kept]).problems[0]?.message).toMatch(/Missing: record 12\b/);
  });
});

it('a page of remembered heads that does not read is told', () => {
  const fresh = log();
  const db = new Database(fresh.database);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const root = db.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'notes'").pluck().get() ?? 0;
  const size = Number(db.pragma('page_size', { simple: true }));
  db.close();
  const bytes = readFileSync(fresh.database);
  bytes.fill(0x55, (root - 1) * size, (root - 1) * size + 20);
  writeFileSync(fresh.database, bytes);
  const { ok, problems } = verify(fresh);
  expect(ok).toBe(false);
  expect(problems[0]?.message).toContain('The table notes cannot be read to its end');
});
