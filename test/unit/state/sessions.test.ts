import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Session } from '../../../src/domain/bound-session.ts';
import { ok } from '../../../src/domain/result.ts';
import { openAdmin } from '../../../src/state/admin.ts';
import { readClock, resetClock } from '../../../src/state/clock-acts.ts';
import { signerOf } from '../../../src/state/installation.ts';
import { endSession, forgetSession, rotateSessionKey } from '../../../src/state/session-acts.ts';
import { readSessionKeys } from '../../../src/state/session-keys.ts';
import { acting, DAY, draft, eventOf, type Fresh, freshInstallation, NOW, random, unwrap } from '../../support/installation.ts';

const ada = { id: 'local', name: 'local', role: 'developer', keyId: 'k' };
const eve = { id: 'eve', name: 'Eve', role: 'developer', keyId: 'k' };

/** Acts in a session at a time, as a call of the hook does. */
function act(fresh: Fresh, session: string, time = NOW, principal = ada) {
  const store = unwrap(fresh.open());
  onTestFinished(store.close);
  const snapshot = unwrap(store.snapshot(fresh.keyId, session, time));
  return unwrap(store.append(draft({ session, time, principal }), acting(principal, snapshot, eventOf(session))));
}

const known = (fresh: Fresh, session: string, time = NOW): Session | undefined =>
  unwrap(unwrap(fresh.open()).snapshot(fresh.keyId, session, time)).session?.session;

function query<T>(fresh: Fresh, sql: string): readonly T[] {
  const db = new Database(fresh.database);
  const rows = db.prepare<[], T>(sql).all();
  db.close();
  return rows;
}

const execute = (fresh: Fresh, sql: string): void => {
  new Database(fresh.database).exec(sql).close();
};

describe('the table of sessions', () => {
  it('holds neither names nor owners', () => {
    const fresh = freshInstallation();
    act(fresh, 'session-visible-canary');
    const [row] = query<Record<string, unknown>>(fresh, 'SELECT * FROM sessions');
    const bytes = Object.values(row ?? {}).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)));
    for (const secret of ['session-visible-canary', 'local', 'shop', 'claude-code']) expect(bytes.join(' ')).not.toContain(secret);
    expect(known(fresh, 'session-visible-canary')).toMatchObject({ id: 'session-visible-canary', owner: 'local' });
  });

  it('does not grow without end: old rows go as new ones come, and what is still good stays', () => {
    const fresh = freshInstallation();
    for (let at = 0; at < 12; at++) act(fresh, `old-${at}`);
    act(fresh, 'young', NOW + DAY);
    for (let at = 0; at < 4; at++) act(fresh, `new-${at}`, NOW + DAY + 2);
    expect(query(fresh, 'SELECT handle FROM sessions')).toHaveLength(5);
    expect(known(fresh, 'young', NOW + DAY + 2)).toBeDefined();
  });
});

describe('a row that does not open', () => {
  it.each([
    ['was changed', "UPDATE sessions SET sealed = CAST(sealed || x'00' AS BLOB)"],
    ['is that of another session', 'UPDATE sessions SET sealed = (SELECT max(sealed) FROM sessions)'],
    ['names a key that is not there', "UPDATE sessions SET key_id = 'gone'"],
  ])('where it %s is a fault that says what mends it', (_, sql) => {
    const fresh = freshInstallation();
    act(fresh, 's');
    act(fresh, 't');
    execute(fresh, sql);
    const store = unwrap(fresh.open());
    const read = ['s', 't'].map((session) => store.snapshot(fresh.keyId, session, NOW));
    const faults = read.flatMap((one) => (one.ok ? [] : [one.error]));
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults)
      expect(fault).toMatchObject({ reason: 'sealed', message: expect.stringContaining('hookwarden session forget ') });
    expect(store.snapshot(fresh.keyId, 'u', NOW).ok).toBe(true);
  });
});

describe('what an administrator does', () => {
  const admin = ({ installation, database, vault }: Fresh) => {
    const { id: installId, pepper } = installation;
    const opened = unwrap(openAdmin({ database, installId, timeoutMs: 1000, signer: signerOf(installation), random, vault, pepper }));
    onTestFinished(opened.close);
    return opened;
  };
  const keyIds = ({ folders }: Fresh) => unwrap(readSessionKeys(folders.config)).map(({ id }) => id);

  it('with an end outlasts the lifetime of the session: its row stays when others go', () => {
    const fresh = freshInstallation();
    act(fresh, 's');
    unwrap(admin(fresh).transact((log) => endSession(log, 's', NOW)));
    for (let at = 0; at < 3; at++) act(fresh, `new-${at}`, NOW + 1000 * DAY);
    for (let at = 0; at < 3; at++) act(fresh, `newer-${at}`, NOW + 1000 * DAY);
    expect(known(fresh, 's')?.ended?.by).toBe('administrator');
  });

  it('makes a verdict under way be judged again', () => {
    const fresh = freshInstallation();
    act(fresh, 's');
    const store = unwrap(fresh.open());
    const snapshot = unwrap(store.snapshot(fresh.keyId, 's', NOW));
    unwrap(admin(fresh).transact((log) => endSession(log, 's', NOW)));
    expect(unwrap(store.append(draft({ session: 's', principal: ada }), acting(ada, snapshot))).kind).toBe('moved');
  });

  it('with the key keeps an old one for as long as a row names it, and the last one for calls that are under way', () => {
    const fresh = freshInstallation();
    act(fresh, 's');
    const [first = ''] = keyIds(fresh);
    const rotate = () => unwrap(admin(fresh).transact((log) => rotateSessionKey(log, fresh.folders.config, NOW)));
    expect(rotate()).toMatchObject({ sealed: 1, unopened: 0 });
    expect(keyIds(fresh)).toHaveLength(2);
    rotate();
    expect(keyIds(fresh)).not.toContain(first);
    expect(known(fresh, 's')?.owner).toBe('local');
    const [, last = ''] = keyIds(fresh);
    execute(fresh, `UPDATE sessions SET sealed = CAST(sealed || x'00' AS BLOB), key_id = '${last}'`);
    expect(rotate()).toMatchObject({ sealed: 0, unopened: 1 });
    rotate();
    expect(keyIds(fresh)).toContain(last);
  });

  it('is in the log, and a session that is not there is said to be missing', () => {
    const fresh = freshInstallation();
    act(fresh, 's');
    const acts = admin(fresh);
    unwrap(acts.transact((log) => forgetSession(log, 's', NOW)));
    expect(known(fresh, 's')).toBeUndefined();
    const [last] = query<{ body: Buffer }>(fresh, 'SELECT body FROM records ORDER BY sequence DESC LIMIT 1');
    expect(String(last?.body)).toContain('"subject":{"act":"session.forget","session":"s"');
    expect(acts.transact((log) => endSession(log, 's', NOW))).toMatchObject({ ok: false, error: { reason: 'missing' } });
  });

  it('with the clock lets its latest time begin anew', () => {
    const fresh = freshInstallation();
    expect(unwrap(admin(fresh).transact((log) => resetClock(log, NOW - DAY)))).toBe(NOW);
    expect(unwrap(admin(fresh).transact((log) => ok(readClock(log))))).toBe(NOW - DAY);
  });
});

describe('first sights by two principals at once', () => {
  it('bind the session to one of them, whichever order they come in', () => {
    const fresh = freshInstallation();
    const stores = [ada, eve].map((principal) => {
      const store = unwrap(fresh.open());
      return { principal, store, snapshot: unwrap(store.snapshot(fresh.keyId, 's', NOW)) };
    });
    const kinds = stores.map(
      ({ principal, store, snapshot }) => unwrap(store.append(draft({ session: 's', principal }), acting(principal, snapshot))).kind,
    );
    expect(kinds).toEqual(['appended', 'moved']);
    expect(known(fresh, 's')?.owner).toBe('local');
  });
});

describe('the clock', () => {
  const mark = (fresh: Fresh) => query<{ high_water: number }>(fresh, 'SELECT high_water FROM meta')[0]?.high_water;
  const now = (fresh: Fresh, time: number) => {
    const { now: latest, steady } = unwrap(unwrap(fresh.open()).snapshot(fresh.keyId, undefined, time));
    return { latest, steady };
  };

  it('that is set back brings nothing to life again', () => {
    const fresh = freshInstallation();
    act(fresh, 's', NOW + DAY / 2);
    expect(now(fresh, NOW)).toEqual({ latest: NOW + DAY / 2, steady: NOW + DAY / 2 });
  });

  it('that jumps ahead once, and back, has not ended everything', () => {
    const fresh = freshInstallation();
    act(fresh, 's', NOW + 1000 * DAY);
    expect(mark(fresh)).toBe(NOW + DAY);
    expect(now(fresh, NOW)).toEqual({ latest: NOW + DAY, steady: NOW + DAY });
  });

  it('is written down at most once a minute', () => {
    const fresh = freshInstallation();
    act(fresh, 's', NOW + 60_000_000);
    expect(mark(fresh)).toBe(NOW);
    act(fresh, 's', NOW + 60_000_001);
    expect(mark(fresh)).toBe(NOW + 60_000_001);
  });
});
