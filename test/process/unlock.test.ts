import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { credentialFile, keyCommandFile, unlockedFile } from '../../src/state/credential.ts';
import { databaseIn } from '../../src/state/folders.ts';
import { alone } from '../support/alone.ts';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { bash, launch } from '../support/launch.ts';

let installed: Installed;
let vault = '';
/** A key that lies nowhere but in a password manager. */
beforeEach(() => {
  installed = install();
  vault = join(installed.home, 'vault');
  renameSync(credentialFile(installed.folders.config), vault);
}, 60_000);
afterEach(() => installed.remove());

const hookwarden = (...args: readonly string[]) => alone(installed.home, args);
const unlock = (...args: readonly string[]) => hookwarden('unlock', '--command', `cat '${vault}'`, ...args);
const call = (environment: Readonly<Record<string, string>> = {}) => launch(installed, bash('ls'), { environment });

describe('a key that a password manager keeps', () => {
  it('is denied with the command that unlocks it, works once unlocked, and no longer when locked', () => {
    expect(call()).toMatchObject({ status: 2, stderr: expect.stringMatching(/`hookwarden unlock`/) });
    const done = unlock();
    expect(done.stdout).toMatch(/^Unlocked: key \w{8} of local \(developer\) until /);
    expect(done.stdout + done.stderr).not.toContain(readFileSync(vault, 'utf8').trim().split('_')[2]);
    expect(call()).toMatchObject({ status: 0, stderr: '' });
    expect(hookwarden('lock')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Locked/) });
    expect(call().status).toBe(2);
  });

  it('is fetched by the command that worked before, until that is forgotten', () => {
    unlock();
    hookwarden('lock');
    expect(hookwarden('unlock').status).toBe(0);
    expect(hookwarden('lock', '--forget').status).toBe(0);
    expect(hookwarden('unlock')).toMatchObject({ status: 3, stderr: expect.stringMatching(/say what prints the key/) });
  });

  it('lies in a file and a folder that nobody else can read, and every act is in the log', () => {
    unlock();
    hookwarden('lock');
    unlock('--for', '30m');
    const { runtime, config } = installed.folders;
    expect([runtime, unlockedFile(runtime), keyCommandFile(config)].map((path) => statSync(path).mode & 0o777)).toEqual([
      0o700, 0o600, 0o600,
    ]);
    const log = hookwarden('audit', 'list', '--json').stdout;
    expect(log.match(/"act":"key\.(?:unlock|lock)"/g)).toHaveLength(3);
    expect(hookwarden('audit', 'verify').status).toBe(0);
  });

  it('is locked again when its time is over, whatever key the environment holds', () => {
    unlock();
    const [, key = ''] = readFileSync(unlockedFile(installed.folders.runtime), 'utf8').split('\n');
    writeFileSync(unlockedFile(installed.folders.runtime), `${Date.now() * 1000 - 1}\n${key}\n`);
    expect(call({ HOOKWARDEN_API_KEY: key })).toMatchObject({ status: 2, stderr: expect.stringMatching(/key-missing.*unlock/s) });
    expect(unlock().status).toBe(0);
    expect(call().status).toBe(0);
  });

  it('stays locked once its time was over, though the clock is set back', () => {
    unlock('--for', '1h');
    const db = new Database(databaseIn(installed.folders));
    db.prepare('UPDATE meta SET high_water = ?').run(Date.now() * 1000 + 3_700_000_000);
    db.close();
    expect(call()).toMatchObject({ status: 2, stderr: expect.stringMatching(/key-missing/) });
  });

  it('never outlives the key itself', () => {
    writeFileSync(vault, hookwarden('key', 'create', '--name', 'brief', '--expires', '5m').stdout);
    unlock('--for', '7d');
    const [until] = readFileSync(unlockedFile(installed.folders.runtime), 'utf8').split('\n');
    expect(Number(until)).toBeLessThan(Date.now() * 1000 + 300_000_000);
  });

  it('is neither read nor unlocked by a call of the agent', () => {
    const below = spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'unlock', '--command', `cat '${vault}'`], {
      encoding: 'utf8',
      env: { ...process.env, HOOKWARDEN_HOME: installed.home, CLAUDECODE: '1' },
    });
    expect(below).toMatchObject({ status: 3, stderr: expect.stringMatching(/only a person does this.*CLAUDECODE/) });
    expect(call().status).toBe(2);
    unlock();
    const own = [`cat '${unlockedFile(installed.folders.runtime)}'`, 'hookwarden unlock --for 7d', 'hookwarden lock'];
    for (const command of own) expect(launch(installed, bash(command)).status).toBe(2);
  });

  it('is not replaced by a new one when the machine is set up anew', () => {
    unlock();
    expect(hookwarden('init', '--yes').stdout).toMatch(/hookwarden unlock/);
    expect(existsSync(credentialFile(installed.folders.config))).toBe(false);
  }, 60_000);
});

describe('what cannot be unlocked', () => {
  it.each([
    ['a command that fails', () => hookwarden('unlock', '--command', 'exit 7'), /`exit 7` ended with 7/],
    ['a command that prints nothing', () => hookwarden('unlock', '--command', 'true'), /printed nothing/],
    ['another installation’s key', () => hookwarden('unlock', '--command', 'echo hunter2'), /does not work here/],
    ['a time that is none', () => unlock('--for', 'ever'), /--for: "ever" is no length of time/],
    ['a time that is too long', () => unlock('--for', '8d'), /--for: at most 7d/],
    [
      'a key in the command line itself',
      () => hookwarden('unlock', '--command', `echo ${readFileSync(vault, 'utf8').trim()}`),
      /every process here can read a command line/,
    ],
  ])('is %s, and nothing of it is kept', (_, run, says) => {
    expect(run()).toMatchObject({ status: 3, stdout: '', stderr: expect.stringMatching(says) });
    expect(existsSync(unlockedFile(installed.folders.runtime))).toBe(false);
    expect(existsSync(keyCommandFile(installed.folders.config))).toBe(false);
  });
});

describe('a runtime folder that is not as it was left', () => {
  it('denies where others can read the key, and says how to mend it', () => {
    unlock();
    chmodSync(unlockedFile(installed.folders.runtime), 0o644);
    expect(call()).toMatchObject({ status: 2, stderr: expect.stringMatching(/chmod 600/) });
  });

  it('denies where the key is a link', () => {
    unlock();
    rmSync(unlockedFile(installed.folders.runtime));
    symlinkSync(vault, unlockedFile(installed.folders.runtime));
    expect(call()).toMatchObject({ status: 2, stderr: expect.stringMatching(/symbolic link/) });
  });

  it('counts as locked where others can reach the folder, so that nobody is locked out by another', () => {
    const { runtime, config } = installed.folders;
    mkdirSync(runtime, { recursive: true });
    chmodSync(runtime, 0o755);
    writeFileSync(unlockedFile(runtime), 'nonsense', { mode: 0o600 });
    expect(call().status).toBe(2);
    renameSync(vault, credentialFile(config));
    expect(call().status).toBe(0);
  });

  it('says of a key that lies in the credential file, too, that locking does not lock', () => {
    renameSync(vault, credentialFile(installed.folders.config));
    expect(hookwarden('lock')).toMatchObject({ status: 1, stdout: expect.stringMatching(/lets calls through all the same/) });
    expect(call().status).toBe(0);
  });
});
