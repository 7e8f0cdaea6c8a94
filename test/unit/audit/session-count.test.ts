import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { leafHash } from '../../../src/audit/merkle.ts';
import { parseVerifierKey } from '../../../src/audit/note.ts';
import { verifyLog } from '../../../src/audit/verify.ts';
import { verifierKeyOf } from '../../../src/state/installation.ts';
import { openReader } from '../../../src/state/reader.ts';
import { draft, type Fresh, freshInstallation, unwrap } from '../../support/installation.ts';

const end = (session: string) => draft({ session, kind: 'event', event: 'SessionEnd' });
const call = (session: string) => draft({ session });

function log(drafts: readonly ReturnType<typeof draft>[]): Fresh {
  const fresh = freshInstallation();
  const store = unwrap(fresh.open());
  for (const one of drafts) unwrap(store.append(one, { rate: false }));
  store.close();
  return fresh;
}

const saidIn = ({ database }: Fresh) => {
  const db = new Database(database);
  const bodies = db.prepare<[], Buffer>('SELECT body FROM records ORDER BY sequence').pluck().all();
  db.close();
  return bodies.map((body) => JSON.parse(String(body)).sessionRecords);
};

function problems({ database, installation }: Fresh): readonly string[] {
  const reader = unwrap(openReader(database, installation.id, 1000));
  const key = unwrap(parseVerifierKey(verifierKeyOf(installation)));
  const found = verifyLog(reader, { key, installId: installation.id });
  reader.close();
  return found.problems.map(({ message }) => message);
}

describe('the end of a session', () => {
  // Record 0 is the key's.
  const events = [call('a'), call('b'), call('a'), draft({ session: 'b', subject: { session: 'a', text: '"session":"a"' } }), end('a')];

  it('says how many records the session has left, and from where on', () => {
    expect(saidIn(log(events)).slice(1)).toEqual([undefined, undefined, undefined, undefined, { from: 1, count: 2 }]);
  });

  it('counts anew where a session goes on, and says nothing where it has left nothing', () => {
    expect(saidIn(log([...events, call('a'), end('a'), end('c')])).slice(5)).toEqual([
      { from: 1, count: 2 },
      undefined,
      { from: 6, count: 1 },
      undefined,
    ]);
  });

  it('is held against the records, and names the session that lacks one', () => {
    const fresh = log([...events, call('b'), end('b')]);
    expect(problems(fresh)).toEqual([]);
    const db = new Database(fresh.database);
    // Record 3 of session a becomes one of session x, checksum and all.
    const body = Buffer.from(
      String(db.prepare<[], Buffer>('SELECT body FROM records WHERE sequence = 3').pluck().get()).replace('"session":"a"', '"session":"x"'),
    );
    db.prepare('UPDATE records SET body = ?, leaf = ? WHERE sequence = 3').run(body, leafHash(body));
    db.close();
    expect(problems(fresh)).toContainEqual(
      'Session a says at its end, in record 5, that it has 2 records since record 1, and there are 1.',
    );
  });
});
