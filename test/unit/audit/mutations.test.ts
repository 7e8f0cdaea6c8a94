import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originOf } from '../../../src/audit/checkpoint.ts';
import { parseVerifierKey } from '../../../src/audit/note.ts';
import { type Verification, type VerifyOptions, verifyLog } from '../../../src/audit/verify.ts';
import { newKeyPair } from '../../../src/state/hpke.ts';
import { signerOf, verifierKeyOf } from '../../../src/state/installation.ts';
import { openReader } from '../../../src/state/reader.ts';
import { sealerIn } from '../../../src/state/seal.ts';
import { idOfPublic, writeWrappingKeys } from '../../../src/state/wrapping-keys.ts';
import { draft, type Fresh, freshInstallation, NOW, unwrap } from '../../support/installation.ts';
import { MUTATIONS, type Place, remake, rollBack } from '../../support/mutations.ts';

/** 1,000 in the long run: npm run test:mutations. */
const RUNS = Number(process.env['HOOKWARDEN_TEST_MUTATIONS'] ?? 60);
const HOUR = 3_600_000_000;
const RECORDS = 60;

function log(): Fresh {
  const fresh = freshInstallation();
  const { publicKey } = newKeyPair();
  unwrap(writeWrappingKeys(fresh.folders.config, [{ id: idOfPublic(publicKey), publicKey, kept: { file: '/nowhere' } }], 'u'));
  const store = unwrap(fresh.open({ sealer: () => sealerIn(fresh.folders.config, fresh.installation.pepper) }));
  // The first to be sealed has a record before it, of its data key.
  for (let i = 1; i < RECORDS - 1; i++) {
    const call = draft({ time: NOW + Math.floor(i / 9) * HOUR + i, subject: { command: `echo ${i}` } });
    unwrap(store.append(call, { rate: false, ...(i % 5 === 3 && { seal: Buffer.from(`input ${i}`) }) }));
  }
  store.close();
  const db = new Database(fresh.database);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return fresh;
}

function verify(path: string, { installation }: Fresh, more: Partial<VerifyOptions> = {}): Verification {
  const reader = unwrap(openReader(path, installation.id, 1000));
  try {
    const key = unwrap(parseVerifierKey(verifierKeyOf(installation)));
    return verifyLog(reader, { key, installId: installation.id, ...more });
  } finally {
    reader.close();
  }
}

interface Whole {
  readonly fresh: Fresh;
  readonly found: Verification;
  /** A copy of the log after that was done to it. */
  readonly broken: (apply: (db: Database.Database) => void, more?: Partial<VerifyOptions>) => Verification;
}

function wholeLog(): Whole {
  const fresh = log();
  const copy = join(fresh.folders.state, 'copy.db');
  const broken: Whole['broken'] = (apply, more) => {
    copyFileSync(fresh.database, copy);
    const db = new Database(copy);
    db.pragma('journal_mode = DELETE');
    apply(db);
    db.pragma('journal_mode = WAL');
    db.close();
    return verify(copy, fresh, more);
  };
  return { fresh, found: verify(fresh.database, fresh), broken };
}

describe('a copy of the log that somebody broke', () => {
  it('is found out in every way and at every place, 60 of them or as many as are asked for', () => {
    const { fresh, found, broken } = wholeLog();
    const [size, origin] = [found.records, originOf(fresh.installation.id)];
    const place: fc.Arbitrary<Place> = fc.record({
      at: fc.nat(),
      other: fc.nat(),
      bit: fc.nat(),
      size: fc.constant(size),
      origin: fc.constant(origin),
    });
    let next = 0;
    fc.assert(
      fc.property(place, (where) => {
        // Each in its turn, so that none is left out.
        const mutation = MUTATIONS[next++ % MUTATIONS.length] ?? { name: '', apply: () => {} };
        const { ok, problems } = broken((db) => mutation.apply(db, where));
        if (ok || problems.length === 0) expect.fail(`missed: ${mutation.name} at ${JSON.stringify(where)}`);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(found.ok).toBe(true);
  });

  describe.each([
    ['rolled back to an older head, with nothing left of what came after', (db: Database.Database, _: Fresh) => rollBack(db, 2)],
    ['made anew by the holder of the key', (db: Database.Database, { installation }: Fresh) => remake(db, signerOf(installation))],
  ])('and %s', (_, apply) => {
    it('cannot be told by the log alone', () => {
      const { fresh, broken } = wholeLog();
      expect(broken((db) => apply(db, fresh)).problems).toEqual([]);
    });

    it('is told by what was verified before', () => {
      const { fresh, found, broken } = wholeLog();
      for (const more of [{}, { sample: [] }])
        expect(broken((db) => apply(db, fresh), { verified: found.verified, ...more }).ok).toBe(false);
    });

    it('is told by a head kept elsewhere', () => {
      const { fresh, broken } = wholeLog();
      const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
      const anchors = [{ name: 'the witness', note: reader.head()?.note ?? '' }];
      reader.close();
      const { problems } = broken((db) => apply(db, fresh), { anchors });
      expect(problems.map(({ message }) => message).join()).toMatch(/the witness/);
      expect(broken(() => {}, { anchors }).ok).toBe(true);
    });
  });
});

describe('a log that was verified before', () => {
  const later = (sample: readonly number[], change = ''): readonly [Verification, Verification] => {
    const { fresh, found, broken } = wholeLog();
    const store = unwrap(fresh.open());
    for (let i = 0; i < 5; i++) unwrap(store.append(draft({ time: NOW + 9 * HOUR + i }), { rate: false }));
    store.close();
    const db = new Database(fresh.database);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    return [broken((copy) => copy.exec(change), { verified: found.verified, sample }), verify(fresh.database, fresh)];
  };

  it('is read on from there, and comes to the same', () => {
    const [{ from, records, root, ok, verified }, full] = later([3, 17]);
    expect({ from, records, root, ok }).toEqual({ from: RECORDS, records: RECORDS + 5, root: full.root, ok: true });
    expect(verified.admin).toEqual(full.verified.admin);
  });

  it('shows an edit in a record that is read again, and not in one that is not', () => {
    const change = "UPDATE records SET body = CAST(replace(body, 'echo', 'ECHO') AS BLOB) WHERE sequence = 17";
    expect(later([3], change)[0].ok).toBe(true);
    expect(later([3, 17], change)[0].problems[0]).toMatchObject({ sequence: 17 });
  });

  it('shows that what is kept of its tree was changed', () => {
    const change = 'UPDATE records SET nodes = (SELECT nodes FROM records WHERE sequence = 5) WHERE sequence = 9';
    expect(later([8], change)[0].problems[0]?.message).toMatch(/what is kept of its tree was changed/);
  });
});

it('a clock that was set back is said, and is not wrong', () => {
  const fresh = freshInstallation();
  const store = unwrap(fresh.open());
  for (const time of [NOW + HOUR, NOW + 59 * 60_000_000 + 30_000_000, NOW, NOW + 1]) unwrap(store.append(draft({ time }), { rate: false }));
  store.close();
  expect(verify(fresh.database, fresh)).toMatchObject({
    ok: true,
    remarks: [expect.stringMatching(/set back: 2 records say .* first record 3\.$/)],
  });
});
