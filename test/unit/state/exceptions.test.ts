import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { CODE_LIFETIME, type ProcessId } from '../../../src/domain/exception.ts';
import { ok } from '../../../src/domain/result.ts';
import { type Admin, type AdminLog, openAdmin } from '../../../src/state/admin.ts';
import { answerPin, grantFor, revokeGrant, tryPin } from '../../../src/state/grant-acts.ts';
import { signerOf } from '../../../src/state/installation.ts';
import {
  activityOf,
  bindHost,
  boundCalls,
  closeCall,
  closeCallsOf,
  forgetOpenCalls,
  isSessionHost,
  openCall,
} from '../../../src/state/open-calls.ts';
import { openReader } from '../../../src/state/reader.ts';
import { findStopped, nameStopped } from '../../../src/state/stopped.ts';
import { countDenial, denialsOf } from '../../../src/state/strikes.ts';
import { DAY, type Fresh, freshInstallation, NOW, random, unwrap } from '../../support/installation.ts';

const SECOND = 1_000_000;
const adminOf = ({ database, installation, vault }: Fresh): Admin =>
  unwrap(
    openAdmin({
      database,
      installId: installation.id,
      timeoutMs: 2000,
      signer: signerOf(installation),
      random,
      vault,
      pepper: installation.pepper,
    }),
  );
/** Runs work on a database of its own. */
const within = <T>(work: (log: AdminLog) => T): T => unwrap(adminOf(freshInstallation()).transact((log) => ok(work(log))));

const REQUEST = { kind: 'allowance', rules: ['git.force-push'], expiresAt: NOW + DAY, grantedBy: 'ada', because: 'x' } as const;

describe('exceptions beside the log', () => {
  const unvouched = (change: (id: string) => string, acts: (log: AdminLog, id: string) => unknown = () => undefined) => {
    const fresh = freshInstallation();
    const admin = adminOf(fresh);
    const id = unwrap(admin.transact((log) => grantFor(log, REQUEST, NOW))).id;
    unwrap(admin.transact((log) => ok(acts(log, id))));
    admin.close();
    const db = new Database(fresh.database);
    db.exec(change(id));
    db.close();
    return unwrap(openReader(fresh.database, fresh.installation.id, 1000)).unvouched();
  };

  it('are none after granting, using, revoking and forgetting', () => {
    expect(unvouched(() => "UPDATE grants SET used_by = 'x', used_at = 1")).toEqual([]);
    expect(
      unvouched(
        () => 'SELECT 1',
        (log, id) => revokeGrant(log, id, NOW + 1),
      ),
    ).toEqual([]);
    expect(unvouched(() => 'DELETE FROM grants')).toEqual([]);
  });

  it.each([
    [() => 'UPDATE grants SET rules = \'["git.discard"]\'', /was changed beside the log: rules/],
    [() => 'UPDATE grants SET expires_at = expires_at * 2', /was changed beside the log: expiresAt/],
    [() => "UPDATE grants SET kind = 'pause'", /was changed beside the log: kind/],
    [
      () => "INSERT INTO grants SELECT 'g-0', 'pause', proof, '[]', path, session, event_hash, 0, 9, 'eve', '', NULL, NULL FROM grants",
      /exception g-0 was put into/,
    ],
  ])('are told: %s', (change, expected) => {
    expect(unvouched(change)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('the code of a stopped call', () => {
  const stop = { session: 's', eventHash: 'h', rules: ['r'], summary: 'Bash: x', recordId: 'r1', time: NOW };
  it('is the same for the same call, as long as the same rules stop it and it is good', () => {
    within(({ db }) => {
      const code = nameStopped(db, random, stop) ?? '';
      expect(nameStopped(db, random, { ...stop, time: NOW + SECOND })).toBe(code);
      expect(nameStopped(db, random, { ...stop, session: 't' })).not.toBe(code);
      expect(findStopped(db, code, NOW + CODE_LIFETIME + 1)).toBeUndefined();
      expect(nameStopped(db, random, { ...stop, rules: ['q', 'r'] })).not.toBe(code);
      expect(findStopped(db, code, NOW)).toBeUndefined();
    });
  });

  it('is kept for a bounded number of calls, the newest', () => {
    within(({ db }) => {
      for (let i = 0; i < 1010; i++) nameStopped(db, random, { ...stop, eventHash: `h${i}`, time: NOW + i });
      expect(db.prepare('SELECT count(*) FROM stopped').pluck().get()).toBeLessThanOrEqual(1001);
      expect(db.prepare("SELECT count(*) FROM stopped WHERE event_hash = 'h1009'").pluck().get()).toBe(1);
    });
  });
});

describe('the calls of a session', () => {
  const call = { session: 's', call: 'c', agent: '', lasting: false };
  it('are open until they are closed, or the answer of their agent ends', () => {
    within(({ db }) => {
      openCall(db, call, NOW);
      openCall(db, { ...call, call: 'd', agent: 'a1' }, NOW);
      expect(activityOf(db, 's')).toEqual({ open: 2, lasting: 0, lastAt: NOW });
      closeCallsOf(db, 's', '', NOW + 5);
      expect(activityOf(db, 's')).toEqual({ open: 1, lasting: 0, lastAt: NOW + 5 });
      closeCall(db, 's', 'd', NOW + 9);
      expect(activityOf(db, 's')).toEqual({ open: 0, lasting: 0, lastAt: NOW + 9 });
    });
  });

  it('stay open where they last, whatever closes them, and however many come after', () => {
    within(({ db }) => {
      openCall(db, { ...call, lasting: true }, NOW);
      closeCall(db, 's', 'c', NOW + 1);
      closeCallsOf(db, 's', '', NOW + 2);
      for (let i = 0; i < 600; i++) openCall(db, { ...call, call: `x${i}` }, NOW + i);
      boundCalls(db, 's');
      expect(activityOf(db, 's')).toMatchObject({ open: 251, lasting: 1 });
    });
  });

  const [host, other]: readonly ProcessId[] = [
    { pid: 10, startedAt: 1 },
    { pid: 11, startedAt: 2 },
  ];
  it('are of the first host that was seen, until that has ended', () => {
    if (!host || !other) throw new Error('two processes');
    within(({ db }) => {
      bindHost(db, 's', host, () => true, NOW);
      bindHost(db, 's', other, () => true, NOW);
      expect([isSessionHost(db, 's', host), isSessionHost(db, 's', other), isSessionHost(db, 't', host)]).toEqual([true, false, false]);
      bindHost(db, 's', other, () => false, NOW);
      expect(isSessionHost(db, 's', other)).toBe(true);
    });
  });

  it('are not forgotten before their host is', () => {
    if (!host) throw new Error('a process');
    within(({ db }) => {
      bindHost(db, 's', host, () => true, NOW);
      openCall(db, { ...call, lasting: true }, NOW);
      bindHost(db, 's', host, () => true, NOW + 6 * DAY);
      forgetOpenCalls(db, NOW + 8 * DAY);
      expect(activityOf(db, 's').lasting).toBe(1);
      forgetOpenCalls(db, NOW + 14 * DAY);
      expect([activityOf(db, 's').lasting, isSessionHost(db, 's', host)]).toEqual([0, false]);
    });
  });
});

it('denials are counted in their window, and the one with which there are too many is told once', () => {
  within(({ db }) => {
    const strikes = { after: 3, within: 10 * SECOND };
    const told = [0, 1, 2, 3, 4, 30, 31, 32].map((second) => countDenial(db, 's', strikes, NOW + second * SECOND));
    expect(told).toEqual([false, false, true, false, false, false, false, true]);
    expect([denialsOf(db, 's').length, denialsOf(db, 't')]).toEqual([3, []]);
  });
});

it('wrong PINs wait twice as long each time, at most a quarter of an hour, and right ones end that', () => {
  within((log) => {
    const waits = [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900];
    let now = NOW;
    for (const wait of waits) {
      if (wait > 0) expect(tryPin(log, now + wait * SECOND - 1)).toBe(1);
      now += wait * SECOND;
      expect(tryPin(log, now)).toBeUndefined();
    }
    unwrap(answerPin(log, true, now));
    expect([tryPin(log, now), tryPin(log, now)]).toEqual([undefined, undefined]);
  });
});
