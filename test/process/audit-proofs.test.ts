import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { leafHash, openCheckpoint, parseInclusion, parseVerifierKey, verifyInclusion, verifyInclusionFile } from 'hookwarden/tlog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInstallation } from '../../src/state/installation.ts';
import { readVerified, writeVerified } from '../../src/state/verified.ts';
import { unwrap } from '../support/installation.ts';
import { type Installed, install, ROOT } from '../support/installed.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-proofs-'));
const at = (name: string) => join(folder, name);
let installed: Installed;
let key = '';

const run = (args: readonly string[], home = installed.home) => {
  const environment = { ...process.env, HOOKWARDEN_HOME: home, NO_COLOR: '1' };
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), ...args], {
    encoding: 'utf8',
    env: environment,
  });
  return { stdout, stderr, status };
};
const audit = (...args: readonly string[]) => run(['audit', ...args]);
/** Where nothing was ever set up. */
const elsewhere = (...args: readonly string[]) => run(['audit', ...args], at('nowhere'));
let acts = 0;
const act = () => {
  const event = { session_id: 's', cwd: folder, hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_use_id: `call-${acts++}` };
  const input = JSON.stringify({ ...event, tool_input: { command: 'ls' } });
  expect(spawnSync(installed.launcher, ['block', '--host', 'claude-code'], { input }).status).toBe(0);
};

beforeAll(() => {
  installed = install(at('home'));
  key = /hookwarden\.local\S+\+\S+/.exec(run(['init', '--yes']).stdout)?.[0] ?? '';
  expect(audit('checkpoint', '--out', at('older')).status).toBe(0);
  for (let i = 0; i < 3; i++) act();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a proof of a record', () => {
  it('verifies where nothing is set up, and prints the record that it proves', () => {
    expect(audit('prove', '1', '--out', at('1.tlog-proof')).stdout).toContain('written to');
    const done = elsewhere('verify-proof', at('1.tlog-proof'), '--key', key);
    expect(done.stdout).toMatch(/^Proven: this is record 1 of hookwarden\.local/);
    expect(done.stdout).toContain('"sequence":1');
    expect(done.status).toBe(0);
  });

  it('without the record in it wants the content, and no other', () => {
    expect(audit('prove', '1', '--bare', '--out', at('bare.tlog-proof')).status).toBe(0);
    writeFileSync(at('body'), audit('show', '1', '--json').stdout.trimEnd());
    expect(elsewhere('verify-proof', at('bare.tlog-proof'), '--key', key).stderr).toMatch(/--body FILE/);
    expect(elsewhere('verify-proof', at('bare.tlog-proof'), '--key', key, '--body', at('body')).status).toBe(0);
    writeFileSync(at('body'), `${readFileSync(at('body'), 'utf8')} `);
    const wrong = elsewhere('verify-proof', at('bare.tlog-proof'), '--key', key, '--body', at('body'));
    expect(wrong).toMatchObject({ status: 1, stdout: expect.stringMatching(/^Not proven: .*does not lead/) });
  });

  it('is verified by what the package exports', () => {
    const proof = parseInclusion(readFileSync(at('1.tlog-proof'), 'utf8'));
    const verifier = parseVerifierKey(key);
    if (!proof.ok || !verifier.ok) throw new Error('the proof or the key is none');
    const leaf = leafHash(proof.value.extra ?? new Uint8Array());
    expect(verifyInclusionFile(proof.value, leaf, [verifier.value])).toMatchObject({ ok: true, value: { size: 4 } });
    const checkpoint = openCheckpoint(proof.value.checkpoint, [verifier.value]);
    if (!checkpoint.ok) throw new Error(checkpoint.error);
    expect(verifyInclusion(1, checkpoint.value.size, leaf, proof.value.hashes, checkpoint.value.root)).toBe(true);
  });

  it.each([
    [['prove'], /say which record/],
    [['prove', '99'], /no record 99/],
    [['prove', '1', '--out', at('1.tlog-proof')], /must not be there yet/],
    [['verify-proof'], /say which file/],
    [['verify-proof', at('missing')], /there is no file/],
    [['verify-proof', '/tmp'], /\/tmp is a folder/],
    [['verify', '--anchor', '/dev/zero'], /--anchor: \/dev\/zero has more than/],
    [['archive', 'verify', '/dev/zero'], /\/dev\/zero has more than/],
    [['witness', '/tmp/not-here/witness'], /there is no folder \/tmp\/not-here/],
    [['verify-proof', at('1.tlog-proof'), '--key', 'x'], /NAME\+HEX\+BASE64/],
  ])('%j is told what is missing', (args, words) => {
    expect(audit(...args)).toMatchObject({ status: 3, stderr: expect.stringMatching(words) });
  });
});

describe('two heads', () => {
  it('are proven to follow each other, by the log or by a proof kept beside them', () => {
    expect(audit('checkpoint', '--out', at('newer')).status).toBe(0);
    expect(audit('consistency', at('older'), at('newer')).stdout).toMatch(/log of 4 records has grown out of the one of 1/);
    expect(audit('consistency', at('older'), at('newer'), '--out', at('proof')).status).toBe(0);
    expect(elsewhere('consistency', at('older'), at('proof'), '--key', key).status).toBe(0);
    expect(audit('consistency', at('newer'), at('older'))).toMatchObject({ status: 1, stdout: expect.stringMatching(/older/) });
  });
});

describe('a witness file', () => {
  it('moves with the log, and a log that was cut back is found out by it', () => {
    const file = at('witness');
    copyFileSync(join(installed.folders.state, 'hookwarden.db'), at('before.db'));
    expect(audit('witness', file).stdout).toContain('remembers 4 records');
    act();
    expect(audit('witness', file).stdout).toContain('remembers 5 records');
    expect(audit('verify').stdout).toMatch(/Held against 1 head kept elsewhere; 0 records came after/);

    const [database, now] = [join(installed.folders.state, 'hookwarden.db'), at('now.db')];
    const db = new Database(database);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    copyFileSync(database, now);
    copyFileSync(at('before.db'), database);
    rmSync(join(installed.folders.config, 'verified'), { force: true });
    expect(audit('verify')).toMatchObject({ status: 1, stdout: expect.stringMatching(/Missing: record 4; .*witness counts 5/) });
    expect(audit('verify').stdout).toMatch(
      /\nBefore anything else, keep a copy of .* and .* as they are now: they show what was done\.\n$/,
    );
    rmSync(database);
    expect(audit('verify').stdout).not.toContain('Held against');
    copyFileSync(at('before.db'), database);
    expect(audit('witness', file)).toMatchObject({ status: 1, stdout: expect.stringMatching(/records were cut off/) });
    copyFileSync(now, database);
    expect(audit('verify').status).toBe(0);
    rmSync(file);
    expect(audit('verify')).toMatchObject({ status: 1, stdout: expect.stringMatching(/witness .* is gone/) });
    expect(audit('witness', '--forget', file).status).toBe(0);
    expect(audit('verify').stdout).toMatch(/Nothing outside vouches for it/);
  });

  it('does not stand beside what it watches', () => {
    expect(audit('witness', join(installed.folders.state, 'witness')).stderr).toMatch(/own folders/);
  });
});

it('a key that took the place of the one of before is told, until the log is held against one that was kept', () => {
  const { config } = installed.folders;
  const { pepper } = unwrap(readInstallation(config));
  const remembered = unwrap(readVerified(config, pepper));
  if (!remembered) throw new Error('nothing was verified');
  writeVerified(config, { ...remembered, verifierKey: 'another' }, pepper, 'u');
  expect(audit('verify')).toMatchObject({ status: 1, stdout: expect.stringContaining('it was replaced') });
  expect(audit('verify', '--key', key).status).toBe(0);
  expect(audit('verify').status).toBe(0);
});

describe('a log that cannot be read', () => {
  const broken = (change: (database: string) => void) => {
    const home = mkdtempSync(join(folder, 'broken-'));
    const { folders } = install(home);
    expect(run(['audit', 'verify'], home).status).toBe(0);
    change(join(folders.state, 'hookwarden.db'));
    return run(['audit', 'verify'], home);
  };
  const sql = (text: string) => (database: string) => {
    const db = new Database(database);
    db.exec(text);
    db.close();
  };

  it.each([
    ['whose records are gone', sql('DROP TABLE records'), /table records is gone/],
    ['whose notes are gone', sql('DROP TABLE notes'), /table notes is gone/],
    ['that has lost its meta row', sql('DELETE FROM meta'), /lost its meta row/],
    ['that is another installation’s', sql("UPDATE meta SET install_id = 'x'"), /another installation/],
    ['that is no database', (database: string) => writeFileSync(database, 'x'.repeat(9000)), /not Hookwarden's database/],
    [
      'that is not there',
      (database: string) => {
        for (const end of ['', '-wal', '-shm']) rmSync(database + end, { force: true });
      },
      /is not there/,
    ],
    [
      'that was emptied since it was verified',
      sql("DELETE FROM records; DELETE FROM notes; UPDATE head SET size = 0, frontier = x''"),
      /an earlier verification remembers counts 1 record,|head counts 1 record,/,
    ],
  ])('%s is a finding, and no failure to look', (_, change, words) => {
    const done = broken(change);
    expect(done.stderr).toBe('');
    expect(done).toMatchObject({ status: 1, stdout: expect.stringMatching(words) });
  });
});
