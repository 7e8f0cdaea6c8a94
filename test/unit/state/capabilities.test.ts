import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asked, AskedOfParent } from '../../../src/capabilities/answers.ts';
import { SKEW } from '../../../src/capabilities/token.ts';
import { claimsOf } from '../../../src/capabilities/token-claims.ts';
import type { TokenKey } from '../../../src/domain/capability-key.ts';
import type { StoreFault } from '../../../src/domain/ports.ts';
import type { Result } from '../../../src/domain/result.ts';
import type { AdminLog } from '../../../src/state/admin.ts';
import {
  delegateCapability,
  registryOf,
  requestCapability,
  revokeCapability,
  revokePrincipal,
  validateCapability,
} from '../../../src/state/capability-acts.ts';
import { listCapabilities, treeOf } from '../../../src/state/capability-list.ts';
import { countUses } from '../../../src/state/capability-uses.ts';
import { forgetExpired } from '../../../src/state/expired.ts';
import { resolve, standing } from '../../../src/state/held.ts';
import { heldTexts } from '../../../src/state/held-texts.ts';
import { administered, granted, HOUR, READ_SOURCES } from '../../support/capabilities.ts';
import { NOW, unwrap } from '../../support/installation.ts';
import { chainOf, newKey, signed } from '../../support/tokens.ts';

function keeping() {
  const { admin, database } = administered();
  unwrap(admin.createPrincipal({ id: 'bob', name: 'Bob', kind: 'agent', role: 'developer' }, NOW));
  const act = <T>(work: (log: AdminLog) => Result<T, StoreFault>): T => unwrap(admin.transact(work));
  const ask = (change: Partial<Asked> = {}, now = NOW) => act((log) => requestCapability(log, { ...READ_SOURCES, ...change }, now));
  const hand = (parent: string, asked: Partial<AskedOfParent> = {}, now = NOW, tokenKeys: () => readonly TokenKey[] = () => []) =>
    act((log) => delegateCapability({ ...log, tokenKeys }, parent, { principal: 'bob', ...asked }, now));
  const valid = (id: string, now = NOW, principal?: string) => admin.alone((log) => resolve(registryOf(log), id, now, principal));
  const revoke = (id: string, now = NOW) => act((log) => revokeCapability(log, id, 'no longer wanted', now));
  const db = new Database(database);
  const subjects = () =>
    db
      .prepare<[], { body: Buffer }>('SELECT body FROM records ORDER BY sequence')
      .all()
      .map(({ body }) => JSON.parse(String(body)))
      .filter(({ subject }) => String(subject.act).startsWith('capability.'));
  return { admin, act, ask, hand, valid, revoke, db, subjects };
}

describe('a capability that is kept here', () => {
  it('is good for whom it was granted to, and until its end', () => {
    const { ask, valid } = keeping();
    const id = granted(ask());
    expect(id).toMatch(/^cap_[A-Za-z0-9_-]{22}$/);
    expect(valid(id, NOW, 'local').ok).toBe(true);
    expect(valid(id, NOW, 'bob')).toEqual({ ok: false, error: { reason: 'principal', id } });
    expect(valid(id, NOW + HOUR)).toEqual({ ok: false, error: { reason: 'expired', id } });
    expect(valid(id, NOW - 1)).toEqual({ ok: false, error: { reason: 'not-yet-valid', id } });
  });

  it.each<readonly [what: string, change: Partial<Asked>, reason: string]>([
    ['nobody knows whom it is for', { principal: 'nobody' }, 'no-principal'],
    ['it is to last for ever', { expiresAt: NOW + 400 * 24 * HOUR }, 'malformed'],
    ['it does nothing', { operations: [] }, 'malformed'],
    ['its glob is none of ours', { resource: '{src,docs}/**' }, 'malformed'],
    ['a constraint of it is not known', { constraints: JSON.parse('{"moonPhase":"full"}') }, 'unknown-constraint'],
  ])('is denied where %s', (_what, change, reason) => {
    const { ask, subjects } = keeping();
    expect(ask(change)).toEqual({ kind: 'denied', reason });
    const [request, denial] = subjects();
    expect(request.subject.act).toBe('capability.request');
    expect(denial).toMatchObject({
      decision: 'deny',
      subject: { act: 'capability.deny', reason, correlation: request.subject.correlation },
    });
  });

  it('is handed on no wider than it is, and by nobody whose own is at an end', () => {
    const { ask, hand, valid } = keeping();
    const parent = granted(ask({ constraints: { maxDepth: 1, uses: 5 } }));
    const answered = hand(parent, { operations: ['read', 'write'], constraints: { uses: 9 }, expiresAt: NOW + 2 * HOUR });
    expect(answered).toMatchObject({ kind: 'granted', narrowed: ['operations', 'expiresAt', 'uses'] });
    const child = granted(answered);
    expect(valid(child, NOW, 'bob')).toMatchObject({
      ok: true,
      value: [{ id: parent }, { id: child, operations: ['read'], constraints: { uses: 5 } }],
    });
    expect(hand(child)).toEqual({ kind: 'denied', reason: 'depth' });
    expect(hand(parent, {}, NOW + HOUR)).toEqual({ kind: 'denied', reason: 'expired' });
    expect(hand('cap_nothing')).toEqual({ kind: 'denied', reason: 'unknown' });
  });

  it('that is a token falls with its key, as do those below it, and nobody can present it by its id', () => {
    const { ask, hand, admin } = keeping();
    const { known } = newKey('EdDSA');
    const parent = granted(ask({ key: known.kid }));
    const child = granted(hand(parent, {}, NOW, () => [known]));
    const presented = admin.alone((log) => resolve({ ...registryOf(log), tokenKeys: () => [known] }, parent, NOW));
    expect(presented).toEqual({ ok: false, error: { reason: 'token-needed', id: parent } });
    const reasons = (keys: readonly TokenKey[]) =>
      [parent, child].map((id) => {
        const found = admin.alone((log) => standing({ ...registryOf(log), tokenKeys: () => keys }, id, NOW));
        return found.ok ? 'good' : `${found.error.reason} ${found.error.id === parent}`;
      });
    expect(reasons([known])).toEqual(['good', 'good']);
    expect(reasons([{ ...known, retiredAt: NOW }])).toEqual(['retired-key true', 'retired-key true']);
    expect(reasons([])).toEqual(['wrong-key true', 'wrong-key true']);
  });

  it('descends from a token of elsewhere only as a token: no row would stand above it', () => {
    const { hand } = keeping();
    const key = newKey('EdDSA');
    const token = signed(claimsOf(chainOf(1, { issuedAt: NOW, notBefore: NOW, expiresAt: NOW + HOUR }), key.known), key);
    expect(hand(token, {}, NOW, () => [key.known])).toEqual({ kind: 'denied', reason: 'broken-chain' });
    expect(hand(token, { key: key.known.kid }, NOW, () => [key.known])).toMatchObject({ kind: 'granted' });
  });

  it.each<readonly [what: string, change: string]>([
    ['wider', `UPDATE capabilities SET body = replace(body, 'src/**', '**') WHERE parent IS NULL`],
    ['longer', `UPDATE capabilities SET body = replace(body, '"expiresAt":', '"expiresAt":9') WHERE parent IS NULL`],
    ['another’s in its row', `UPDATE capabilities SET principal = 'eve' WHERE parent IS NULL`],
    ['signed by nobody', `UPDATE capabilities SET signature = x'00' WHERE parent IS NULL`],
    [
      'signed as its child is',
      `UPDATE capabilities SET signature = (SELECT signature FROM capabilities WHERE parent IS NOT NULL) WHERE parent IS NULL`,
    ],
  ])('is void with all below it where it was made %s', (_what, change) => {
    const { ask, hand, valid, db } = keeping();
    const parent = granted(ask());
    const child = granted(hand(parent));
    db.exec(change);
    expect(valid(child)).toEqual({ ok: false, error: { reason: 'wrong-signature', id: parent } });
  });

  it('is void where what it descends from is gone, or its row names another parent', () => {
    const { ask, hand, valid, db } = keeping();
    const [parent, other] = [granted(ask()), granted(ask({ resource: '**' }))];
    const child = granted(hand(parent));
    db.prepare('UPDATE capabilities SET parent = ? WHERE id = ?').run(other, child);
    expect(valid(child)).toEqual({ ok: false, error: { reason: 'wrong-signature', id: child } });
    db.prepare('UPDATE capabilities SET parent = ? WHERE id = ?').run(parent, child);
    db.prepare('DELETE FROM capabilities WHERE id = ?').run(parent);
    expect(valid(child)).toEqual({ ok: false, error: { reason: 'broken-chain' } });
  });

  it('does not spin where rows name each other as parents', () => {
    const { ask, valid, db } = keeping();
    const id = granted(ask());
    db.prepare('UPDATE capabilities SET parent = id').run();
    expect(valid(id).ok).toBe(false);
  });

  it.each(['', 'cap_', 'cap_../x', 'sub_a', 'x'.repeat(2_000_000), 'a.b.c', 'cap_a cap_b'])('is nothing that looks otherwise', (text) => {
    expect(keeping().valid(text).ok).toBe(false);
  });
});

describe('revoking', () => {
  it('ends all that descends from it, at once and for good, and nothing else (property)', () => {
    const { ask, hand, valid, revoke } = keeping();
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), fc.nat(), (shape, at) => {
        const ids = [granted(ask())];
        const ancestors = new Map<string, readonly string[]>([[ids[0] ?? '', []]]);
        for (const pick of shape) {
          const parent = ids[pick % ids.length] ?? '';
          const made = hand(parent);
          if (made.kind === 'denied') continue;
          const id = granted(made);
          ids.push(id);
          ancestors.set(id, [...(ancestors.get(parent) ?? []), parent]);
        }
        const gone = ids[at % ids.length] ?? '';
        const below = ids.filter((id) => ancestors.get(id)?.includes(gone));
        expect(revoke(gone)).toEqual({ kept: true, descendants: below.length });
        for (const id of ids) {
          const dead = id === gone || below.includes(id);
          expect(valid(id)).toMatchObject(dead ? { ok: false, error: { reason: 'revoked', id: gone } } : { ok: true });
        }
      }),
      { numRuns: 6 },
    );
  });

  it('all of a principal ends what was issued until then, and what others were handed from it', () => {
    const { ask, hand, valid, act } = keeping();
    const mine = granted(ask());
    const bobs = granted(hand(mine));
    const back = granted(hand(bobs, { principal: 'local' }));
    act((log) => revokePrincipal(log, 'bob', 'left', NOW + 1));
    expect([mine, bobs, back].map((id) => valid(id, NOW + 2).ok)).toEqual([true, false, false]);
    expect(valid(granted(hand(mine, {}, NOW + 2)), NOW + 2).ok).toBe(true);
  });

  it('all of a principal ends what was issued before the clock was set back', () => {
    const { hand, ask, valid, act } = keeping();
    const bobs = granted(hand(granted(ask())));
    act((log) => revokePrincipal(log, 'bob', 'left', NOW - HOUR));
    expect(valid(bobs, NOW + 1)).toMatchObject({ error: { reason: 'revoked', id: bobs } });
  });

  it('is forgotten once nothing that it was about can still be good', () => {
    const { ask, valid, revoke, db, admin } = keeping();
    const id = granted(ask());
    revoke(id);
    const rows = (table: string) => db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM ${table}`).get()?.count;
    admin.alone((log) => forgetExpired(log.db, NOW + HOUR));
    expect(valid(id)).toMatchObject({ error: { reason: 'revoked' } });
    // The clock has really gone that far.
    db.exec(`UPDATE meta SET high_water = ${NOW + 400 * 24 * HOUR}`);
    admin.alone((log) => forgetExpired(log.db, NOW + 400 * 24 * HOUR));
    expect([rows('capability_revocations'), rows('capabilities')]).toEqual([0, 0]);
  });
});

describe('the list', () => {
  it('says of each what it is, why it gives nothing, and what descends from it', () => {
    const { admin, ask, hand, revoke, db } = keeping();
    const [root, other] = [granted(ask()), granted(ask({}, NOW + 1))];
    const child = granted(hand(root, {}, NOW + 2));
    const grandchild = granted(hand(child, {}, NOW + 3));
    revoke(child, NOW + 4);
    const tree = (id: string) => admin.alone((log) => treeOf(log, id, NOW + 5));
    expect(tree(root).map(({ id, refused }) => [id, refused?.reason])).toEqual([
      [root, undefined],
      [child, 'revoked'],
      [grandchild, 'revoked'],
    ]);
    expect(tree(child)[0]).toMatchObject({ because: 'no longer wanted', used: 0 });
    expect(tree('cap_nothing')).toEqual([]);
    db.exec(`UPDATE capabilities SET body = '{}' WHERE id = '${other}'`);
    const listed = admin.alone((log) => listCapabilities(log, NOW + 5));
    expect(listed.find(({ id }) => id === other)).toEqual({ id: other, refused: { reason: 'wrong-signature', id: other }, used: 0 });
  });
});

describe('uses', () => {
  it('count against every link, or against none', () => {
    const { db } = keeping();
    const [parent, child] = [
      { id: 'a', uses: 2, expiresAt: NOW },
      { id: 'b', uses: 5, expiresAt: NOW },
    ];
    expect(countUses(db, [parent, child], NOW)).toBeUndefined();
    expect(countUses(db, [parent], NOW)).toBeUndefined();
    expect(countUses(db, [child, parent], NOW)).toEqual({ id: 'a', violation: 'uses' });
    expect(db.prepare('SELECT id, count FROM capability_uses ORDER BY id').all()).toEqual([
      { id: 'a', count: 2 },
      { id: 'b', count: 1 },
    ]);
  });

  it('are remembered for as long as a token still counts after its time', () => {
    const { db } = keeping();
    const link = { id: 'a', uses: 1, expiresAt: NOW };
    expect(countUses(db, [link], NOW - 1)).toBeUndefined();
    forgetExpired(db, NOW + SKEW);
    expect(countUses(db, [{ ...link, expiresAt: NOW + SKEW + 1 }], NOW + SKEW)).toEqual({ id: 'a', violation: 'uses' });
    forgetExpired(db, NOW + SKEW + 1);
    expect(db.prepare('SELECT id FROM capability_uses').all()).toEqual([]);
  });

  it('come no faster than the rate, a minute’s worth at once', () => {
    const { db } = keeping();
    const link = { id: 'a', perMinute: 2, expiresAt: NOW };
    const at = (now: number) => countUses(db, [link], now);
    expect([at(NOW), at(NOW)]).toEqual([undefined, undefined]);
    expect(at(NOW)).toEqual({ id: 'a', violation: 'rate', retryAfter: 30_000_000 });
    expect(at(NOW + 30_000_000)).toBeUndefined();
    expect(countUses(db, [{ ...link, id: 'b', perMinute: 0 }], NOW)).toMatchObject({ violation: 'rate' });
  });
});

describe('the log', () => {
  it('tells of every act, those of one tree by the same correlation', () => {
    const { ask, hand, revoke, act, subjects } = keeping();
    const parent = granted(ask());
    const child = granted(hand(parent));
    act((log) => validateCapability(log, child, NOW, 'bob'));
    revoke(parent);
    act((log) => validateCapability(log, child, NOW, 'bob'));
    expect(subjects().map(({ subject, decision }) => [subject.act, subject.correlation, subject.capability, decision])).toEqual([
      ['capability.request', expect.stringMatching(/^req_/), undefined, 'allow'],
      ['capability.grant', expect.stringMatching(/^req_/), parent, 'allow'],
      ['capability.delegate', parent, child, 'allow'],
      ['capability.validate', parent, child, 'allow'],
      ['capability.revoke', parent, parent, 'allow'],
      ['capability.validate', undefined, parent, 'deny'],
    ]);
  });
});

describe('what is presented', () => {
  it('is parted by white space, and is void where it is too much', () => {
    expect(heldTexts(' cap_a\n cap_b\t')).toEqual(['cap_a', 'cap_b']);
    expect(heldTexts('')).toEqual([]);
    expect(heldTexts('cap_a '.repeat(9))).toEqual(['too-many']);
  });
});
