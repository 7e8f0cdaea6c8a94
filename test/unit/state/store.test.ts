import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { acting, draft, eventOf, type Fresh, freshInstallation, NOW, unwrap } from '../../support/installation.ts';

const MINUTE = 60_000_000;
const ada = (keyId: string) => ({ id: 'local', name: 'local', role: 'developer', keyId });
const eve = { id: 'eve', name: 'Eve', role: 'developer', keyId: 'none' };

describe('the store', () => {
  it('numbers records from the head of the log on', () => {
    const store = unwrap(freshInstallation().open());
    expect(unwrap(store.append(draft(), { rate: false }))).toMatchObject({ kind: 'appended', sequence: 1 });
    expect(unwrap(store.append(draft(), { rate: false }))).toMatchObject({
      kind: 'appended',
      sequence: 2,
      id: expect.stringMatching(/^r2-[0-9a-f]{8}$/),
    });
  });

  it('reads the key and whose the session is', () => {
    const fresh = freshInstallation();
    const store = unwrap(fresh.open());
    const before = unwrap(store.snapshot(fresh.keyId, 's', NOW));
    expect(before).toMatchObject({ key: { keyId: fresh.keyId, principal: ada(fresh.keyId), perMinute: 3000, burst: 1000 } });
    expect(before.session).toBeUndefined();
    unwrap(store.append(draft({ session: 's', principal: ada(fresh.keyId) }), acting(ada(fresh.keyId), before)));
    expect(unwrap(store.snapshot(fresh.keyId, 's', NOW)).session?.session.owner).toBe('local');
    expect(unwrap(store.snapshot('unknown1', 's', NOW)).key).toBeUndefined();
  });

  it('keeps what was stored from the bytes that were redacted', () => {
    const fresh = freshInstallation();
    const store = unwrap(fresh.open({ redact: { text: String, draft: (given) => ({ ...given, subject: { command: '⟦gone⟧' } }) } }));
    unwrap(store.append(draft({ subject: { command: 'visible-canary' } }), { rate: false }));
    const db = new Database(fresh.database, { readonly: true });
    const row = db.prepare<[], { body: Buffer }>('SELECT body FROM records WHERE sequence = 1').get();
    db.close();
    expect(String(row?.body)).toContain('⟦gone⟧');
    expect(String(row?.body)).not.toContain('visible-canary');
  });
});

describe('a pipe that stands where a file of the database belongs', () => {
  it.each(['-wal', '-shm', '-journal'])('is refused and not waited for: %s', (end) => {
    const fresh = freshInstallation();
    rmSync(fresh.database + end, { force: true });
    expect(spawnSync('mkfifo', ['-m', '600', fresh.database + end]).status).toBe(0);
    expect(fresh.open()).toMatchObject({ ok: false, error: { reason: 'unsafe', message: expect.stringContaining(end) } });
  });
});

describe('the same call', () => {
  const call = (change = {}) => draft({ callHash: 'h', ...change });

  it('judged again within a minute is one record, counted as seen', () => {
    const store = unwrap(freshInstallation().open());
    const first = unwrap(store.append(call({ decision: 'ask' }), { rate: true }));
    const again = unwrap(store.append(call({ time: NOW + MINUTE - 1 }), { rate: true }));
    expect(again).toEqual({ kind: 'seen', id: first.kind === 'appended' ? first.id : '', decision: 'ask' });
  });

  it('is a new record after a minute', () => {
    const store = unwrap(freshInstallation().open());
    unwrap(store.append(call(), { rate: true }));
    expect(unwrap(store.append(call({ time: NOW + MINUTE + 1 }), { rate: true })).kind).toBe('appended');
  });

  it('is a new record where it is now judged more strictly, which then stands', () => {
    const store = unwrap(freshInstallation().open());
    unwrap(store.append(call(), { rate: true }));
    expect(unwrap(store.append(call({ decision: 'deny' }), { rate: true })).kind).toBe('appended');
    expect(unwrap(store.append(call(), { rate: true }))).toMatchObject({ kind: 'seen', decision: 'deny' });
  });
});

describe('a verdict whose ground has moved', () => {
  it('is not written where another principal has claimed the session meanwhile', () => {
    const fresh = freshInstallation();
    const store = unwrap(fresh.open());
    const before = unwrap(store.snapshot(fresh.keyId, 's', NOW));
    unwrap(store.append(draft({ session: 's', principal: eve }), acting(eve, before)));
    const late = unwrap(store.append(draft({ session: 's', principal: ada(fresh.keyId) }), acting(ada(fresh.keyId), before)));
    expect(late).toMatchObject({ kind: 'moved', snapshot: { session: { session: { owner: 'eve' } }, key: { keyId: fresh.keyId } } });
  });

  it('stands where other sessions were claimed, and after a look where the principal claimed this one itself', () => {
    const fresh = freshInstallation();
    const store = unwrap(fresh.open());
    const before = unwrap(store.snapshot(fresh.keyId, 's', NOW));
    const mine = draft({ session: 's', principal: ada(fresh.keyId) });
    unwrap(store.append({ ...mine, session: 't' }, acting(ada(fresh.keyId), before, eventOf('t'))));
    const options = acting(ada(fresh.keyId), before);
    expect(unwrap(store.append(mine, options)).kind).toBe('appended');
    const again = unwrap(store.append(mine, options));
    expect(again.kind).toBe('moved');
    if (again.kind === 'moved') expect(unwrap(store.append(mine, acting(ada(fresh.keyId), again.snapshot))).kind).toBe('appended');
  });
});

describe('a principal over its rate', () => {
  it('waits, is told how long, and is not set back by trying', () => {
    const fresh = freshInstallation();
    const db = new Database(fresh.database);
    db.exec('UPDATE keys SET per_minute = 60, burst = 2');
    db.close();
    const store = unwrap(fresh.open());
    const call = (time: number, change = {}) =>
      unwrap(store.append(draft({ time, principal: ada(fresh.keyId), ...change }), { rate: true }));
    expect([call(NOW).kind, call(NOW).kind]).toEqual(['appended', 'appended']);
    expect(call(NOW)).toEqual({ kind: 'over-rate', retryAfter: 1_000_000 });
    expect(call(NOW + 400_000)).toEqual({ kind: 'over-rate', retryAfter: 600_000 });
    expect(call(NOW, { tool: 'Read' }).kind).toBe('appended');
    expect(unwrap(store.append(draft({ principal: ada(fresh.keyId) }), { rate: false })).kind).toBe('appended');
    expect(call(NOW + 1_000_000).kind).toBe('appended');
  });
});

describe('a store that cannot be used says why and what mends it', () => {
  const cases: readonly [reason: string, what: string, words: RegExp, spoil: (fresh: Fresh) => void][] = [
    ['missing', 'no database', /hookwarden init/, ({ database }) => renameSync(database, `${database}.away`)],
    [
      'unsafe',
      'a symbolic link',
      /symbolic link/,
      ({ database }) => {
        renameSync(database, `${database}.real`);
        symlinkSync(`${database}.real`, database);
      },
    ],
    ['unsafe', 'a file open to others', /chmod 600/, ({ database }) => chmodSync(database, 0o644)],
    ['unsafe', 'a folder open to others', /chmod 700/, ({ folders }) => chmodSync(folders.state, 0o775)],
    ['missing', 'no folder', /hookwarden init/, ({ folders }) => renameSync(folders.state, `${folders.state}.away`)],
    ['corrupt', 'another file', /damaged or is not/, ({ database }) => writeFileSync(database, 'x'.repeat(8192))],
    ['corrupt', 'an empty file', /damaged or is not/, ({ database }) => writeFileSync(database, '')],
    ['corrupt', 'a cut-off file', /damaged/, ({ database }) => writeFileSync(database, 'SQLite format 3\0'.padEnd(4096, '\0'))],
    [
      'foreign',
      'the database of another installation',
      /another installation/,
      (fresh) => copyFileSync(freshInstallation().database, fresh.database),
    ],
    [
      'newer',
      'a newer format',
      /newer Hookwarden/,
      ({ database }) => new Database(database).exec('UPDATE meta SET min_writer = 99').close(),
    ],
    ['locked', 'a writer that holds on', /locked by another process/, ({ database }) => new Database(database).exec('BEGIN IMMEDIATE')],
    [
      'corrupt',
      'a damaged head',
      /head of the log/,
      ({ database }) => new Database(database).exec("UPDATE head SET frontier = x'00'").close(),
    ],
    [
      'corrupt',
      'records beyond the head',
      /SQLITE_CONSTRAINT/,
      ({ database }) => new Database(database).exec("INSERT INTO records (sequence, leaf, body) VALUES (1, x'00', x'00')").close(),
    ],
  ];

  it.each(cases)('%s: %s', (reason, _, words, spoil) => {
    const fresh = freshInstallation();
    spoil(fresh);
    const opened = fresh.open({ timeoutMs: 50 });
    const outcome = opened.ok ? opened.value.append(draft(), { rate: false }) : opened;
    expect(outcome.ok ? 'appended' : outcome.error.reason).toBe(reason);
    expect(outcome.ok ? '' : outcome.error.message).toMatch(words);
  });
});

it('a lock is waited for as long as there is time when it is asked for, whatever there was when the database was opened', () => {
  const fresh = freshInstallation();
  let left = 5000;
  const store = unwrap(fresh.open({ timeoutMs: 5000, patience: () => left }));
  new Database(fresh.database).exec('BEGIN IMMEDIATE');
  left = 30;
  const begin = performance.now();
  expect(store.append(draft(), { rate: false })).toMatchObject({ error: { reason: 'locked' } });
  expect(performance.now() - begin).toBeLessThan(1000);
});

it('a clock that is set back does not make the wait for a lock longer', () => {
  const fresh = freshInstallation();
  const store = unwrap(fresh.open({ timeoutMs: 100 }));
  new Database(fresh.database).exec('BEGIN IMMEDIATE');
  const begin = performance.now();
  const start = Date.now();
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => {
    if (performance.now() - begin > 2000) throw new Error('it waits on');
    return start - 1000 * (performance.now() - begin);
  });
  onTestFinished(() => clock.mockRestore());
  expect(store.append(draft(), { rate: false })).toMatchObject({ error: { reason: 'locked' } });
  expect(performance.now() - begin).toBeLessThan(1000);
});

describe('what a session remembers', () => {
  const read = { name: 'secret-read' } as const;
  const call = (keyId: string, change = {}) => draft({ session: 's', principal: ada(keyId), ...change });
  const looking = (fresh: Fresh) => {
    const store = unwrap(fresh.open());
    const look = (session = 's') => unwrap(store.snapshot(fresh.keyId, session, NOW));
    const act = (seen = look(), change = {}, session = 's') =>
      unwrap(store.append(call(fresh.keyId, { session, ...change }), acting(ada(fresh.keyId), seen, eventOf(session))));
    return { look, act, labels: (session = 's') => look(session).session?.session.labels ?? [], store };
  };

  it('is there for its next call, with the record of the one that did it, and for no other session', () => {
    const { act, look, labels } = looking(freshInstallation());
    const appended = act(look(), { labels: [read] });
    const id = appended.kind === 'appended' ? appended.id : '';
    expect(labels()).toEqual([{ ...read, time: NOW, source: `record ${id}` }]);
    expect(labels('t')).toEqual([]);
  });

  it('makes a call be judged again that another call of the session has overtaken', () => {
    const fresh = freshInstallation();
    const [mine, other] = [looking(fresh), looking(fresh)];
    other.act();
    const before = mine.look();
    other.act(before, { labels: [read] });
    const moved = mine.act(before);
    expect(moved).toMatchObject({ kind: 'moved', snapshot: { session: { session: { labels: [read] } } } });
    expect(mine.act(moved.kind === 'moved' ? moved.snapshot : before).kind).toBe('appended');
  });

  it('concerns no call of another session, and none that sets what is set already', () => {
    const fresh = freshInstallation();
    const [mine, other] = [looking(fresh), looking(fresh)];
    other.act(other.look(), { labels: [read] });
    const before = mine.look();
    other.act(other.look('t'), { labels: [read] }, 't');
    other.act(other.look(), { labels: [read] });
    expect(mine.act(before).kind).toBe('appended');
  });

  it('is not what is in a record that relied on nothing: a refusal leaves nothing behind', () => {
    const fresh = freshInstallation();
    const { store, labels } = looking(fresh);
    unwrap(store.append(call(fresh.keyId, { labels: [read] }), { rate: false }));
    expect(labels()).toEqual([]);
  });
});
