import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MAX_LIFETIME } from '../../../src/domain/capability.ts';
import { requestCapability, revokeCapability, revokePrincipal } from '../../../src/state/capability-acts.ts';
import { takeList } from '../../../src/state/capability-list-acts.ts';
import { openReader } from '../../../src/state/reader.ts';
import { administered, granted, HOUR, READ_SOURCES } from '../../support/capabilities.ts';
import { NOW, unwrap } from '../../support/installation.ts';

/** What is said of the rows after one capability, one principal and 250 entries of a list were taken back, and this was done by hand. */
function told(change: string): readonly string[] {
  const { admin, database, installation } = administered();
  const id = granted(unwrap(admin.transact((log) => requestCapability(log, READ_SOURCES, NOW))));
  unwrap(admin.transact((log) => revokeCapability(log, id, 'over', NOW)));
  unwrap(admin.transact((log) => revokeCapability(log, id, 'once more', NOW + HOUR)));
  for (const time of [NOW - HOUR, NOW, NOW + HOUR]) unwrap(admin.transact((log) => revokePrincipal(log, 'local', 'all of it', time)));
  const revoked = Array.from({ length: 250 }, (_, at) => ({ subject: `cap:far_${at}`, revokedAt: NOW, because: 'lost' }));
  const list = { issuer: 'elsewhere', issuedAt: NOW, revoked };
  unwrap(admin.transact((log) => takeList(log, { ...list, sequence: 1 }, NOW)));
  unwrap(admin.transact((log) => takeList(log, { ...list, sequence: 2 }, NOW + HOUR)));
  admin.close();
  const db = new Database(database);
  db.exec(change);
  db.close();
  return unwrap(openReader(database, installation.id, 1000)).unvouched();
}

describe('the table of what was taken back', () => {
  it('is what the log says, however often a thing was taken back and by whom', () => expect(told('SELECT 1')).toEqual([]));

  it.each([
    ["DELETE FROM capability_revocations WHERE subject LIKE 'cap:cap_%'", /^The revocation of cap:cap_\S+ was taken out of the database/],
    ["DELETE FROM capability_revocations WHERE subject = 'principal:local'", /^The revocation of principal:local was taken out/],
    ["DELETE FROM capability_revocations WHERE subject = 'cap:far_249'", /^The revocation of cap:far_249 was taken out/],
    [
      `UPDATE capability_revocations SET revoked_at = ${NOW} WHERE subject = 'principal:local'`,
      /^The revocation of principal:local was changed/,
    ],
    [
      `INSERT INTO capability_revocations VALUES ('cap:mine', ${NOW}, '', ${NOW + MAX_LIFETIME})`,
      /^The revocation of cap:mine was put into the database beside the log/,
    ],
  ])('shows what was done to it by hand: %s', (change, expected) => expect(told(change)).toEqual([expect.stringMatching(expected)]));

  it('may have lost what has been over for long', () =>
    expect(told(`DELETE FROM capability_revocations; UPDATE meta SET high_water = ${NOW + MAX_LIFETIME + 2 * HOUR}`)).toEqual([]));
});
