import { describe, expect, it, onTestFinished } from 'vitest';
import type { RevocationList } from '../../../src/capabilities/revocation-list.ts';
import { type AdminLog, openAdmin } from '../../../src/state/admin.ts';
import { nextList, takeList } from '../../../src/state/capability-list-acts.ts';
import { allRevocations, revokedIn } from '../../../src/state/capability-revocations.ts';
import { signerOf } from '../../../src/state/installation.ts';
import { freshInstallation, random, unwrap } from '../../support/installation.ts';
import { chainOf, HOUR, NOW } from '../../support/tokens.ts';

function log() {
  const { installation, database, vault } = freshInstallation();
  const { id, pepper } = installation;
  const admin = unwrap(openAdmin({ database, installId: id, pepper, signer: signerOf(installation), random, vault, timeoutMs: 2000 }));
  onTestFinished(admin.close);
  return <T>(work: (log: AdminLog) => ReturnType<typeof takeList> | ReturnType<typeof nextList> | { ok: true; value: T }) =>
    admin.transact<unknown>((within) => work(within));
}

const list = (sequence: number, ...subjects: readonly string[]): RevocationList => ({
  issuer: 'elsewhere',
  sequence,
  issuedAt: NOW,
  revoked: subjects.map((subject) => ({ subject, revokedAt: NOW, because: 'lost' })),
});
const [root] = chainOf(1);

describe('lists of what is taken back', () => {
  it('count from the moment that they are taken over', () => {
    const on = log();
    expect(on((within) => takeList(within, list(1, 'cap:cap_root', 'cap:other'), NOW))).toEqual({ ok: true, value: 2 });
    expect(on(({ db }) => ({ ok: true, value: root && revokedIn(db, [root])(root) }))).toEqual({ ok: true, value: true });
  });

  it('are refused where a newer one counts, and change nothing then; the same one again is nothing new', () => {
    const on = log();
    unwrap(on((within) => takeList(within, list(5, 'cap:one'), NOW)));
    expect(on((within) => takeList(within, list(4, 'cap:two'), NOW))).toMatchObject({ ok: false, error: { reason: 'older' } });
    expect(on((within) => takeList(within, list(5, 'cap:two'), NOW))).toEqual({ ok: true, value: undefined });
    expect(on(({ db }) => ({ ok: true, value: allRevocations(db).map(({ subject }) => subject) }))).toEqual({
      ok: true,
      value: ['cap:one'],
    });
    expect(on((within) => takeList(within, { ...list(1, 'cap:two'), issuer: 'a third' }, NOW))).toEqual({ ok: true, value: 1 });
  });

  it('bring nothing to life: what an older list or an act of one’s own has taken back stays so', () => {
    const on = log();
    unwrap(on((within) => takeList(within, list(1, 'cap:one'), NOW)));
    unwrap(on((within) => takeList(within, list(2), NOW)));
    expect(on(({ db }) => ({ ok: true, value: allRevocations(db).length }))).toEqual({ ok: true, value: 1 });
  });

  it('of our own have a number that grows, and hold what was taken over as well', () => {
    const on = log();
    unwrap(on((within) => takeList(within, list(9, 'cap:one'), NOW)));
    expect(on((within) => nextList(within, 'here', NOW))).toMatchObject({
      ok: true,
      value: { sequence: 1, revoked: [{ subject: 'cap:one' }] },
    });
    expect(on((within) => nextList(within, 'here', NOW))).toMatchObject({ ok: true, value: { sequence: 2 } });
  });

  it('of our own are believed even where the clock was set back since something was taken back', () => {
    const on = log();
    unwrap(on((within) => takeList(within, list(9, 'cap:one'), NOW)));
    const before = NOW - HOUR;
    const mine = on((within) => nextList(within, 'here', before));
    expect(mine).toMatchObject({ ok: true, value: { issuedAt: before, revoked: [{ subject: 'cap:one', revokedAt: before }] } });
  });

  it('are taken over whole or not at all', () => {
    const on = log();
    const broken = {
      ...list(1, 'cap:one'),
      revoked: [...list(1, 'cap:one').revoked, { subject: 'cap:two', revokedAt: 2 ** 70, because: '' }],
    };
    expect(on((within) => takeList(within, broken, NOW))).toMatchObject({ ok: false });
    expect(on(({ db }) => ({ ok: true, value: allRevocations(db).length }))).toEqual({ ok: true, value: 0 });
  });
});
