import {
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { parseVerifierKey } from '../../../src/audit/note.ts';
import { verifyLog } from '../../../src/audit/verify.ts';
import { claimsOf } from '../../../src/capabilities/token-claims.ts';
import { err, ok } from '../../../src/domain/result.ts';
import { type AdminLog, openAdmin } from '../../../src/state/admin.ts';
import { appendWithin } from '../../../src/state/append.ts';
import { registryOf, revokeCapability } from '../../../src/state/capability-acts.ts';
import { nextList } from '../../../src/state/capability-list-acts.ts';
import { allRevocations } from '../../../src/state/capability-revocations.ts';
import { resolve } from '../../../src/state/held.ts';
import { initialise } from '../../../src/state/initialise.ts';
import { readInstallation, signerOf, verifierKeyOf } from '../../../src/state/installation.ts';
import { openReader } from '../../../src/state/reader.ts';
import { writeRemoteWitness } from '../../../src/state/remote-witnesses.ts';
import { type Repaired, repair, repairable } from '../../../src/state/repair.ts';
import { HOUR } from '../../support/capabilities.ts';
import { draft, type Fresh, freshInstallation, NOW, random, unwrap, vaultIn } from '../../support/installation.ts';
import { chainOf, newKey, signed } from '../../support/tokens.ts';

const RECORDS = 400;

function withLog<T>({ database, folders }: Fresh, work: (log: AdminLog) => T): T {
  const installation = unwrap(readInstallation(folders.config));
  const { id, pepper } = installation;
  const vault = vaultIn(folders, installation);
  const admin = unwrap(openAdmin({ database, installId: id, timeoutMs: 2000, signer: signerOf(installation), random, vault, pepper }));
  try {
    return admin.alone(work);
  } finally {
    admin.close();
  }
}

/** The write-ahead log is taken into the database. */
function log(): Fresh {
  const fresh = freshInstallation();
  withLog(fresh, (on) => {
    on.db.exec('BEGIN');
    for (let i = 1; i < RECORDS; i++)
      unwrap(appendWithin(on, draft({ time: NOW + i, subject: { command: `echo ${i}`.padEnd(600) } }), { rate: false }).result);
    on.db.exec('COMMIT; UPDATE notes SET note = note; INSERT OR REPLACE INTO notes SELECT size, 0, note FROM head');
    on.db.pragma('wal_checkpoint(TRUNCATE)');
  });
  return fresh;
}

const ports = { random, now: NOW + 1_000_000, unique: 'u', relaunch: () => ok('launcher') };
const repaired = ({ folders }: Fresh): Repaired => {
  const done = unwrap(repair(folders, ports));
  if (!done) throw new Error('nothing was repaired');
  return done;
};

function verified({ database, folders }: Fresh) {
  const installation = unwrap(readInstallation(folders.config));
  const reader = unwrap(openReader(database, installation.id, 1000));
  const found = verifyLog(reader, { key: unwrap(parseVerifierKey(verifierKeyOf(installation))), installId: installation.id });
  const rows = reader.unvouched();
  const first = JSON.parse(String(reader.find(0)?.body));
  reader.close();
  return { ok: found.ok, rows, first };
}

/** Pages in the middle of the file become noise. */
function damage({ database }: Fresh, from: number, pages: number): void {
  const descriptor = openSync(database, 'r+');
  writeSync(descriptor, Buffer.alloc(4096 * pages, 0xa5), 0, 4096 * pages, 4096 * from);
}

const linesOf = (file: string) =>
  gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .map((line): { readonly sequence: number } => JSON.parse(line));

describe('a damaged database', () => {
  it('is moved aside byte for byte, and a new log names the head of the old one', () => {
    const fresh = log();
    damage(fresh, 60, 10);
    const before = readFileSync(fresh.database);
    const done = repaired(fresh);
    expect(readFileSync(join(done.quarantine, 'hookwarden.db')).equals(before)).toBe(true);
    expect(done.heads).toMatchObject([{ from: 'the database', size: RECORDS }]);
    const { ok, rows, first } = verified(fresh);
    expect({ ok, rows }).toEqual({ ok: true, rows: [] });
    expect(first.subject).toMatchObject({
      act: 'state.repair',
      old: fresh.installation.id,
      heads: [{ size: RECORDS }],
      quarantine: done.quarantine,
    });
    expect(unwrap(readInstallation(fresh.folders.config)).id).toBe(done.installId);
    expect(readdirSync(done.quarantine).sort()).toEqual(['hookwarden.db', 'records.unsigned.jsonl.gz']);
    expect(statSync(join(done.quarantine, 'records.unsigned.jsonl.gz')).mode & 0o777).toBe(0o600);
  });

  it('whose end is missing still gives what stands before that', () => {
    const fresh = log();
    truncateSync(fresh.database, Math.floor(statSync(fresh.database).size / 2 / 4096) * 4096);
    const done = repaired(fresh);
    expect(done.records).toBeGreaterThan(RECORDS / 4);
    expect(linesOf(join(done.quarantine, 'records.unsigned.jsonl.gz')).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: done.records }, (_, sequence) => sequence),
    );
  });

  it('for whose new log there is no room stays where it is, and nothing is left beside it', () => {
    const fresh = log();
    damage(fresh, 60, 10);
    const { state } = fresh.folders;
    const before = readdirSync(state);
    const bytes = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    expect(repair(fresh.folders, { ...ports, random: { bytes } })).toMatchObject({ ok: false, error: { reason: 'full' } });
    expect(readdirSync(state)).toEqual(before);
    expect(repaired(fresh).records).toBeGreaterThan(0);
  });

  it('takes back all that was given out before, brings over what is told of revocations, and lets new ones count', () => {
    const fresh = log();
    const key = newKey('EdDSA');
    const times = { issuedAt: NOW, notBefore: NOW, expiresAt: NOW + HOUR };
    const token = (id: string, about = {}) => signed(claimsOf(chainOf(1, { ...times, id, ...about }), key.known), key);
    const resolved = (text: string, now = ports.now + 5) =>
      withLog(fresh, (on) => {
        const found = resolve({ ...registryOf(on), tokenKeys: () => [key.known] }, text, now);
        return found.ok ? 'good' : found.error.reason;
      });
    withLog(fresh, (on) => {
      unwrap(revokeCapability(on, 'cap_stolen', 'stolen', NOW));
      on.db.exec('UPDATE notes SET note = (SELECT note FROM head); INSERT OR REPLACE INTO notes SELECT size, 0, note FROM head');
      on.db.pragma('wal_checkpoint(TRUNCATE)');
    });
    expect([resolved(token('cap_mine')), resolved(token('cap_stolen'))]).toEqual(['good', 'revoked']);
    damage(fresh, 60, 10);
    repaired(fresh);
    expect([resolved(token('cap_mine')), resolved(token('cap_stolen'))]).toEqual(['revoked', 'revoked']);
    const issuedAt = ports.now + 1_000_000;
    expect(resolved(token('cap_new', { issuedAt, notBefore: issuedAt }), issuedAt)).toBe('good');
    expect(withLog(fresh, (on) => nextList(on, 'here', ports.now + 1))).toMatchObject({ ok: true, value: { sequence: 1 } });
    expect(withLog(fresh, ({ db }) => allRevocations(db)).map(({ subject }) => subject)).toContain('all');
    expect(verified(fresh).rows).toEqual([]);
  });

  it('begins with what a witness somewhere else has cosigned of the old one, too', () => {
    const fresh = log();
    const url = 'https://witness.example';
    const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
    unwrap(writeRemoteWitness(fresh.folders.config, { url, key: 'witness', note: reader.head()?.note ?? '' }, 'u'));
    reader.close();
    writeFileSync(fresh.database, 'nothing of the kind');
    expect(repaired(fresh).heads).toMatchObject([{ from: url, size: RECORDS }]);
    expect(verified(fresh).first.subject).toMatchObject({ heads: [{ from: url, size: RECORDS }] });
  });

  it('leaves what can be read of its records, in order', () => {
    const fresh = log();
    damage(fresh, 60, 10);
    const done = repaired(fresh);
    const sequences = linesOf(join(done.quarantine, 'records.unsigned.jsonl.gz')).map(({ sequence }) => sequence);
    expect(sequences).toHaveLength(done.records);
    expect(sequences.length).toBeGreaterThan(RECORDS * 0.6);
    expect(sequences.length).toBeLessThan(RECORDS);
    expect(sequences).toEqual([...new Set(sequences)].sort((left, right) => left - right));
    expect(sequences.slice(-1)).toEqual([RECORDS - 1]);
  });

  it('with its first records whole keeps its keys and principals, and the key at hand works', () => {
    const fresh = log();
    const db = new Database(fresh.database);
    // The head is gone, and all else is whole.
    db.exec('DELETE FROM head');
    db.close();
    const done = repaired(fresh);
    expect(done).toMatchObject({ agreed: RECORDS, records: RECORDS, refused: [] });
    expect(done.keys.map(({ key_id }) => key_id)).toEqual([fresh.keyId]);
    expect(unwrap(initialise(fresh.folders, ports)).made).toEqual({ installation: false, credential: false });
    expect(verified(fresh)).toMatchObject({ ok: true, rows: [] });
  });

  it('brings nothing over that its log does not vouch for', () => {
    const fresh = log();
    const db = new Database(fresh.database);
    db.exec("DELETE FROM head; UPDATE principals SET role = 'admin'; UPDATE keys SET per_minute = 9999");
    db.close();
    const done = repaired(fresh);
    expect([done.principals, done.keys]).toEqual([[], []]);
    expect(done.refused.join(' ')).toMatch(/principal local was changed beside the log: role is "admin"/);
    expect(unwrap(initialise(fresh.folders, ports)).made).toEqual({ installation: false, credential: true });
  });

  it.each([
    ['that is no database at all', (path: string) => writeFileSync(path, 'nothing of the kind')],
    ['that was cut to its first page', (path: string) => truncateSync(path, 4096)],
  ])('%s leaves a new log, too', (_, spoil) => {
    const fresh = log();
    spoil(fresh.database);
    const done = repaired(fresh);
    expect([done.heads, done.keys]).toEqual([[], []]);
    expect(verified(fresh)).toMatchObject({ ok: true, rows: [] });
  });
});

it('a whole database is left alone', () => {
  const fresh = log();
  expect(repair(fresh.folders, ports)).toMatchObject({ ok: false, error: { message: expect.stringContaining('is not damaged') } });
  expect(readdirSync(fresh.folders.state)).not.toContain('repair.json');
});

it('one that is not there, or of another installation, is not repaired', () => {
  const [fresh, other] = [freshInstallation(), freshInstallation()];
  for (const end of ['', '-wal', '-shm']) if (existsSync(other.database + end)) copyFileSync(other.database + end, fresh.database + end);
  expect(repair(fresh.folders, ports)).toMatchObject({ ok: false, error: { reason: 'foreign' } });
  renameSync(fresh.database, `${fresh.database}.away`);
  expect(repair(fresh.folders, ports)).toMatchObject({ ok: false, error: { reason: 'missing' } });
});

it('a repair whose launcher could not be made is ended by the next one', () => {
  const fresh = log();
  damage(fresh, 60, 10);
  const failed = repair(fresh.folders, { ...ports, relaunch: () => err({ reason: 'full', message: 'The disk is full.' }) });
  expect(failed).toMatchObject({ ok: false, error: { reason: 'full' } });
  expect(repairable(fresh.folders)).toEqual(ok('begun'));
  const made: string[] = [];
  const relaunch = (installId: string) => {
    made.push(installId);
    return ok('launcher');
  };
  expect(repair(fresh.folders, { ...ports, relaunch })).toEqual(ok(undefined));
  expect(made).toEqual([unwrap(readInstallation(fresh.folders.config)).id]);
  expect(repairable(fresh.folders)).toMatchObject({ ok: false, error: { reason: 'exists' } });
});

it.each([0, 1, 2, 3])('a repair that was killed is ended by the next one (%i of its steps were done)', (steps) => {
  const fresh = log();
  damage(fresh, 60, 10);
  const { state, config } = fresh.folders;
  const before = readFileSync(join(config, 'installation.json'), 'utf8');
  const { quarantine, installId } = repaired(fresh);
  // As it lies there when it is killed after so many steps: nothing moved, the old one moved, the new one in its place, all but the end.
  writeFileSync(join(state, 'repair.json'), JSON.stringify({ quarantine, installId }), { mode: 0o600 });
  if (steps < 2) renameSync(fresh.database, `${fresh.database}.repaired`);
  if (steps < 1) renameSync(join(quarantine, 'hookwarden.db'), fresh.database);
  if (steps < 3) writeFileSync(join(config, 'installation.json'), before, { mode: 0o600 });
  expect(repair(fresh.folders, ports)).toEqual({ ok: true, value: undefined });
  expect(unwrap(readInstallation(config)).id).toBe(installId);
  expect(verified(fresh)).toMatchObject({ ok: true, rows: [] });
  expect(existsSync(join(quarantine, 'hookwarden.db'))).toBe(true);
  expect(existsSync(join(state, 'repair.json'))).toBe(false);
});
