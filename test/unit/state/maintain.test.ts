import { mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { RETENTION } from '../../../src/domain/policy.ts';
import { type AdminLog, openAdmin } from '../../../src/state/admin.ts';
import { appendWithin } from '../../../src/state/append.ts';
import { signerOf } from '../../../src/state/installation.ts';
import { maintaining } from '../../../src/state/lock.ts';
import { checkPages, maintain, planMaintenance } from '../../../src/state/maintain.ts';
import { isMaintenanceDue, readMaintained, writeMaintained } from '../../../src/state/maintained.ts';
import { archivesIn } from '../../../src/state/prune.ts';
import { DAY, draft, type Fresh, freshInstallation, NOW, random, unwrap } from '../../support/installation.ts';

const RECORDS = 1150;

/** One record an hour, all of them in one transaction, for each would wait for the disk. */
function log(): Fresh {
  const fresh = freshInstallation();
  withLog(fresh, (on) => {
    on.db.exec('BEGIN');
    for (let i = 1; i < RECORDS; i++)
      unwrap(appendWithin(on, draft({ time: NOW + (i * DAY) / 24, subject: { command: `${i}`.padEnd(600) } }), { rate: false }).result);
    on.db.exec('COMMIT');
  });
  return fresh;
}

function withLog<T>({ database, installation, vault }: Fresh, work: (log: AdminLog) => T): T {
  const { id, pepper } = installation;
  const admin = unwrap(openAdmin({ database, installId: id, timeoutMs: 2000, signer: signerOf(installation), random, vault, pepper }));
  try {
    return admin.alone(work);
  } finally {
    admin.close();
  }
}

describe('maintenance', () => {
  const fresh = (): Fresh => log();

  it('plans by age and by size, spares the newest and what the managed layer keeps, and mistrusts a clock that jumped ahead', () => {
    const now = NOW + (RECORDS * DAY) / 24;
    withLog(fresh(), ({ db }) => {
      const plan = (change: Partial<typeof RETENTION>, at = now) => planMaintenance(db, { ...RETENTION, ...change }, at);
      expect(plan({})).toMatchObject({ first: 0, untilByAge: 0, until: 0 });
      expect(plan({ keep: 10 * DAY })).toMatchObject({ untilByAge: RECORDS - 240, until: RECORDS - 240 });
      const { bytes } = plan({});
      expect(plan({ cap: bytes / 2 }).until).toBe(RECORDS - 1000);
      expect(plan({ cap: Math.round(bytes * 0.99) }).until).toBeGreaterThan(100);
      expect(plan({ cap: bytes / 2, floor: 45 * DAY }).until).toBeLessThan(100);
      expect(plan({}, now + 3650 * DAY).until).toBe(0);
    });
  });

  it('does what was planned, forgets what has expired, and is recorded', () => {
    const one = fresh();
    const now = NOW + (RECORDS * DAY) / 24;
    const done = withLog(one, (on) => {
      on.db.exec(`INSERT INTO strikes VALUES ('s', '[]', ${NOW}); INSERT INTO failures VALUES ('f', 1, ${NOW})`);
      return unwrap(maintain(on, { ...RETENTION, keep: 10 * DAY }, { folder: archivesIn(one.folders.state), unique: 'u', now }));
    });
    expect(done).toMatchObject({ archives: 1, shrunk: true });
    expect(done.forgotten).toBeGreaterThanOrEqual(2);
    expect(done.bytesAfter).toBeLessThan(done.bytes / 2);
    const db = new Database(one.database);
    const last = db.prepare<[], Buffer>('SELECT body FROM records ORDER BY sequence DESC LIMIT 1').pluck().get();
    db.close();
    expect(JSON.parse(String(last))).toMatchObject({ kind: 'admin', subject: { act: 'maintain', archives: 1 } });
  });
});

it('is due a day after the set-up or the last time', () => {
  const { folders } = freshInstallation();
  const now = Date.now();
  expect([now, now + DAY / 1000 + 60_000].map((at) => isMaintenanceDue(folders, at))).toEqual([false, true]);
  unwrap(writeMaintained(folders.state, { boot: 'b', damage: 'd' }, 'u'));
  utimesSync(join(folders.state, 'maintained'), (now + DAY / 1000) / 1000, (now + DAY / 1000) / 1000);
  expect(isMaintenanceDue(folders, now + DAY / 1000 + 60_000)).toBe(false);
  expect(readMaintained(folders.state)).toEqual({ boot: 'b', damage: 'd' });
  expect(isMaintenanceDue({ ...folders, state: join(folders.state, 'none'), config: join(folders.config, 'none') }, now)).toBe(false);
});

it('is never due in a folder that cannot be read', () => {
  const { folders } = freshInstallation();
  const loop = join(folders.state, 'loop');
  symlinkSync('loop', loop);
  expect(isMaintenanceDue({ ...folders, state: loop, config: loop }, Date.now() + DAY)).toBe(false);
});

it('is one at a time', () => {
  const { folders } = freshInstallation();
  mkdirSync(folders.state, { recursive: true });
  const within = maintaining(folders.state, () => ({ ok: true, value: maintaining(folders.state, () => ({ ok: true, value: 1 })) }));
  expect(unwrap(within)).toMatchObject({ ok: false, error: { reason: 'locked' } });
  expect(maintaining(folders.state, () => ({ ok: true, value: 2 }))).toEqual({ ok: true, value: 2 });
});

it('damage of a page is found', () => {
  const one = freshInstallation();
  expect(withLog(one, checkPages).ok).toBe(true);
  const db = new Database(one.database);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  db.exec("UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'calls'");
  db.close();
  expect(withLog(one, checkPages)).toMatchObject({
    ok: false,
    error: { reason: 'corrupt', message: expect.stringContaining('hookwarden state repair') },
  });
});
