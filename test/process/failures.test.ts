import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, systemRandom } from '../../src/hook/machine.ts';
import { type Admin, openAdmin } from '../../src/state/admin.ts';
import { credentialFile } from '../../src/state/credential.ts';
import { databaseIn } from '../../src/state/folders.ts';
import { installationFile, readInstallation, signerOf } from '../../src/state/installation.ts';
import { spoolIn } from '../../src/state/spool.ts';
import { vaultIn } from '../support/installation.ts';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

let installed: Installed;
beforeEach(() => {
  installed = install();
}, 60_000);
afterEach(() => installed.remove());

const waiting = (): readonly string[] => readdirSync(spoolIn(installed.folders.runtime));

/** The failure blocks a tool call with a reason, and nothing but a message comes of it anywhere else. */
function expectDenied(reason: RegExp, environment: Readonly<Record<string, string>> = {}): void {
  const run = launch(installed, bash('ls'), { environment });
  expect(run).toMatchObject({ status: 2, stdout: '' });
  expect(run.stderr).toMatch(reason);
  expect(run.stderr).not.toMatch(/\n\s+at |undefined|\[object/);
  for (const name of ['Stop', 'SessionStart', 'UserPromptSubmit']) {
    const event = bash('ls', { hook_event_name: name, prompt: 'Go on' });
    expect(launch(installed, event, { verb: 'notify', environment })).toMatchObject({ status: 0 });
    expect(launch(installed, event, { environment }).status, name).toBe(0);
  }
}

function withAdmin(work: (admin: Admin) => void): void {
  const installation = readInstallation(installed.folders.config);
  if (!installation.ok) throw new Error(installation.error.message);
  const { id, pepper } = installation.value;
  const admin = openAdmin({
    database: databaseIn(installed.folders),
    installId: id,
    timeoutMs: 2000,
    signer: signerOf(installation.value),
    random: systemRandom,
    vault: vaultIn(installed.folders, installation.value),
    pepper,
  });
  if (!admin.ok) throw new Error(admin.error.message);
  work(admin.value);
  admin.value.close();
}

/** Puts a new key in the place of the one that `init` made. */
function useKey(request: Partial<Parameters<Admin['createKey']>[0]>): string {
  let keyId = '';
  withAdmin((admin) => {
    const key = admin.createKey({ principal: 'local', ...request }, systemClock.now());
    if (!key.ok) throw new Error(key.error.message);
    writeFileSync(credentialFile(installed.folders.config), key.value.text, { mode: 0o600 });
    keyId = key.value.view.key_id;
  });
  return keyId;
}

describe('the set-up', () => {
  it('that is gone is a denial that says what to run', () => {
    rmSync(installed.folders.config, { recursive: true });
    expectDenied(/hookwarden init[\s\S]*not recorded/);
  });

  it('whose database is gone is a denial that waits to be recorded', () => {
    rmSync(installed.folders.state, { recursive: true, force: false });
    mkdirSync(installed.folders.state, { mode: 0o700 });
    const own = install(join(installed.home, 'other'));
    writeFileSync(
      installed.launcher,
      readFileSync(own.launcher, 'utf8').replaceAll(own.home, installed.home).replaceAll(own.installId, installed.installId),
    );
    chmodSync(installed.launcher, 0o700);
    expectDenied(/\[audit\.missing\]/);
    expect(waiting().length).toBeGreaterThan(0);
  });

  it('of another installation is a denial', () => {
    const other = install(join(installed.home, 'other'));
    rmSync(installed.folders.config, { recursive: true });
    renameSync(other.folders.config, installed.folders.config);
    expectDenied(/\[audit\.foreign\]/);
  });

  it('that others can read is a denial that says how to mend it', () => {
    chmodSync(installationFile(installed.folders.config), 0o644);
    expectDenied(/chmod 600/);
  });

  it('that was never made is a denial by hand, too', () => {
    const run = spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'hook', '--host', 'claude-code'], {
      input: JSON.stringify(bash('ls')),
      encoding: 'utf8',
      env: { HOME: '/nonexistent', HOOKWARDEN_HOME: join(installed.home, 'nowhere') },
    });
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('hookwarden init') });
  });
});

describe('the database', () => {
  it('that stays locked is a denial in time, which is recorded with the next call', async () => {
    const db = new Database(databaseIn(installed.folders));
    db.exec('BEGIN IMMEDIATE');
    const child = spawn(installed.launcher, ['block', '--host', 'claude-code'], { env: {} });
    const started = Date.now();
    child.stdin.end(JSON.stringify(bash('ls', { session_id: 'locked-out' })));
    const [status] = await once(child, 'exit');
    expect(status).toBe(2);
    expect(Date.now() - started).toBeLessThan(6000);
    expect(waiting()).toHaveLength(1);
    db.exec('ROLLBACK');
    db.close();
    expect(launch(installed, bash('ls')).status).toBe(0);
    expect(waiting()).toEqual([]);
    expect(records(installed).filter(({ session }) => session === 'locked-out')).toHaveLength(1);
  });

  it('that is damaged is a denial', () => {
    truncateSync(databaseIn(installed.folders), 100);
    rmSync(`${databaseIn(installed.folders)}-wal`, { force: true });
    expectDenied(/\[audit\.corrupt\]/);
    expect(waiting().length).toBeGreaterThan(0);
  });

  it('that a newer version has made is a denial', () => {
    const db = new Database(databaseIn(installed.folders));
    db.exec('UPDATE meta SET min_writer = 1000');
    db.close();
    expectDenied(/\[audit\.newer\]/);
  });

  it('that cannot be recorded anywhere is a denial that says so', () => {
    truncateSync(databaseIn(installed.folders), 100);
    symlinkSync('/tmp', installed.folders.runtime);
    expectDenied(/not recorded/);
  });

  it.skipIf(process.getuid?.() === 0)('that cannot be written is a denial', () => {
    chmodSync(databaseIn(installed.folders), 0o400);
    chmodSync(installed.folders.state, 0o500);
    expectDenied(/\[audit\.read-only\]/);
    chmodSync(installed.folders.state, 0o700);
  });
});

describe('the key', () => {
  const path = () => credentialFile(installed.folders.config);

  it.each([
    ['missing', () => rmSync(path()), 'key-missing'],
    ['no key', () => writeFileSync(path(), 'hello', { mode: 0o600 }), 'key-malformed'],
    ['of another installation', () => otherKey(), 'key-unknown'],
    ['expired', () => useKey({ expiresAt: systemClock.now() + 1 }), 'key-expired'],
    ['revoked', () => revoke(useKey({})), 'key-revoked'],
  ])('that is %s is a denial, recorded without it', (_what, prepare, reason) => {
    prepare();
    const run = launch(installed, bash('ls'));
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(`[authentication.${reason}]`) });
    const record = records(installed).at(-1);
    expect(record).toMatchObject({ decision: 'deny', stage: 'authentication' });
    expect(JSON.stringify(record)).not.toMatch(/hw_[0-9A-Za-z]{8}_/);
    expect(launch(installed, bash('ls', { hook_event_name: 'Stop' })).status).toBe(0);
  });

  const otherKey = () => {
    const other = install(join(installed.home, 'other'));
    writeFileSync(path(), readFileSync(credentialFile(other.folders.config)), { mode: 0o600 });
  };
  const revoke = (keyId: string) => withAdmin((admin) => void admin.revokeKey(keyId, systemClock.now()));

  it('comes from the environment where no credential file is', () => {
    const key = readFileSync(path(), 'utf8').trim();
    rmSync(path());
    expect(launch(installed, bash(`echo ${key}`), { environment: { HOOKWARDEN_API_KEY: key } }).status).not.toBe(1);
    expect(JSON.stringify(records(installed))).not.toContain(key);
    expect(records(installed).at(-1)).toMatchObject({ principal: { id: 'local' } });
  });

  it('over its rate is a denial that says how long to wait', () => {
    useKey({ rate: { perMinute: 1, burst: 1 } });
    expect(launch(installed, bash('ls')).status).toBe(0);
    expect(launch(installed, bash('ls'))).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/Wait \d+ seconds/) });
    expect(launch(installed, bash('ls', { hook_event_name: 'PostToolUse' })).status).toBe(0);
  });
});

/** Allows where a signal has opened a port for a debugger. */
const ASKED_FOR_A_DEBUGGER = `
  process.kill(process.pid, 'SIGUSR1');
  setTimeout(() => process.exit(require('node:inspector').url() === undefined ? 1 : 0), 300);
`;

describe('the program', () => {
  const bundleThat = (text: string): Installed => {
    const bundle = join(installed.home, 'bundle.cjs');
    writeFileSync(bundle, text);
    return install(join(installed.home, 'broken'), bundle);
  };

  it.each<[string, (broken: Installed) => void, string, RegExp?]>([
    ['is not there', (broken) => rmSync(join(broken.home, '../bundle.cjs')), '', /^hookwarden: .* install it again first; [^\n]+\n$/],
    ['crashes', () => undefined, 'throw new Error("no")'],
    ['is killed', () => undefined, 'process.kill(process.pid, "SIGKILL")'],
    ['lets no debugger in when it is asked to', () => undefined, ASKED_FOR_A_DEBUGGER],
    ['lacks a module', () => undefined, 'require("./not-there.cjs")'],
    ['ends early', () => undefined, 'process.exit(1)'],
    ['runs out of memory', () => undefined, 'const all = []; for (;;) all.push(new Array(1e6).fill(0.5))'],
  ])('that %s is a denial without a stack trace', { timeout: 90_000 }, (_what, prepare, text, says = /^hookwarden: [^\n]+\n$/) => {
    const broken = bundleThat(text);
    prepare(broken);
    const run = launch(broken, bash('ls'));
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(says) });
    expect(launch(broken, bash('ls'), { verb: 'notify' })).toMatchObject({ status: 0, stdout: '' });
    expect(launch(broken, bash('ls'), { verb: 'prompt' })).toMatchObject({ status: 0, stdout: '' });
  });

  it('that has been replaced since the set-up is the one that runs', () => {
    const bundle = join(installed.home, 'bundle.cjs');
    writeFileSync(bundle, readFileSync(join(ROOT, 'dist/hook.cjs')));
    const own = install(join(installed.home, 'own'), bundle);
    writeFileSync(bundle, 'require("fs").writeSync(3, "the new one\\n"); process.exit(2)');
    expect(launch(own, bash('ls'))).toMatchObject({ status: 2, stderr: 'the new one\n' });
  });

  it('run with arguments that it does not know is a denial', () => {
    const run = spawnSync(installed.launcher, ['block', '--host', 'somebody'], { input: JSON.stringify(bash('ls')), encoding: 'utf8' });
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('--host NAME') });
    expect(spawnSync(installed.launcher, [], { input: '' }).status).toBe(2);
  });
});
