import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/installed.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-retention-'));
const state = join(folder, 'state');
let key = '';
let archive = '';

const run = (...args: readonly string[]) => {
  // Whatever starts these tests is nobody that a command should ask about.
  const env = { PATH: process.env['PATH'] ?? '', HOOKWARDEN_HOME: folder, NO_COLOR: '1' };
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), ...args], { encoding: 'utf8', env });
  return { stdout, stderr, status };
};

beforeAll(async () => {
  key = /hookwarden\.local\S+\+\S+/.exec(run('init', '--yes').stdout)?.[0] ?? '';
  await sleep(1100);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The first page of its table becomes noise. */
function spoilRecords(path: string): void {
  const db = new Database(path);
  const page = Number(db.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'records'").pluck().get());
  const size = Number(db.pragma('page_size', { simple: true }));
  db.close();
  const descriptor = openSync(path, 'r+');
  writeSync(descriptor, Buffer.alloc(size, 0xa5), 0, size, size * (page - 1));
  closeSync(descriptor);
}

describe('what a user sees of retention', () => {
  it('a prune says what it would do, does it, and leaves an archive that verifies without the database', () => {
    expect(run('audit', 'prune', '--before', '1s', '--dry-run').stdout).toBe('Into archives would go record 0.\n');
    archive = / in (\S+)/.exec(run('audit', 'prune', '--before', '1s').stdout)?.[1] ?? '';
    expect(run('audit', 'archive', 'verify', archive, '--key', key)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^The archive is whole: record 0 /),
    });
    const verified = run('audit', 'verify');
    expect(verified.stdout).toMatch(/The log is whole: 2 records/);
    expect(verified.stdout).toContain('Pruned on ');
    expect(run('audit', 'search', 'tool:Bash')).toMatchObject({
      status: 1,
      stderr: 'not searched, for archives hold them: record 0\n',
    });
  });

  it('an archive that was changed where it lies is found by --full, and one that is gone is said to be', () => {
    const bytes = readFileSync(archive);
    writeFileSync(archive, Buffer.concat([bytes, Buffer.from('x')]));
    expect(run('audit', 'verify', '--full')).toMatchObject({ status: 1, stdout: expect.stringContaining('is not the one that was made') });
    rmSync(archive);
    expect(run('audit', 'verify', '--full')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('.jsonl.gz, which is not there.'),
    });
    writeFileSync(archive, bytes);
  });

  it('a wrong archive, key or time is refused in words', () => {
    const spoilt = join(folder, 'spoilt');
    writeFileSync(spoilt, 'nothing');
    expect(run('audit', 'archive', 'verify', spoilt)).toMatchObject({ status: 1, stdout: expect.stringContaining('does not unpack') });
    expect(run('audit', 'archive', 'verify')).toMatchObject({ status: 3, stderr: expect.stringContaining('say which file') });
    expect(run('audit', 'prune')).toMatchObject({ status: 3, stderr: expect.stringContaining('--before 90d') });
    expect(run('audit', 'prune', '--before', 'soon')).toMatchObject({ status: 3, stderr: expect.stringContaining('"soon" is no time') });
  });

  it('maintenance says what it does, and starts beside another command once a day has gone by', async () => {
    expect(run('maintain', '--dry-run').stdout).toMatch(/No record is older than 180 days/);
    expect(run('maintain')).toMatchObject({ status: 0, stdout: expect.stringContaining('No record had to go') });
    for (const path of [join(state, 'maintained'), join(folder, 'config/installation.json')]) utimesSync(path, 1, 1);
    const acts = () => run('audit', 'list').stdout.split('maintain').length - 1;
    const before = acts();
    for (let tries = 0; acts() === before && tries < 50; tries++) await sleep(100);
    expect(acts()).toBe(before + 1);
  });

  it('a whole database is up to date and not repaired; a damaged one is moved aside, and the next call finds a new log', {
    timeout: 60_000,
  }, () => {
    expect(run('upgrade').stdout).toBe('The database is up to date.\n');
    expect(run('state', 'repair')).toMatchObject({ status: 3, stderr: expect.stringContaining('is not damaged') });
    for (const end of ['-wal', '-shm']) rmSync(join(state, `hookwarden.db${end}`), { force: true });
    spoilRecords(join(state, 'hookwarden.db'));
    for (const words of [['list'], ['prune', '--before', '1s']])
      expect(run('audit', ...words).stderr).toMatch(/hookwarden\.db is damaged.*`hookwarden state repair`/);
    truncateSync(join(state, 'hookwarden.db'), 5000);
    const repaired = run('state', 'repair');
    expect(repaired).toMatchObject({ status: 0, stdout: expect.stringContaining('The new log’s public key') });
    expect(readdirSync(state).some((name) => name.startsWith('quarantine-'))).toBe(true);
    expect(run('init', '--yes').status).toBe(0);
    expect(run('audit', 'verify').stdout).toMatch(/The log is whole/);
    expect(existsSync(join(state, 'repair.json'))).toBe(false);
  });
});
