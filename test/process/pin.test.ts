import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { databaseIn } from '../../src/state/folders.ts';
import { alone } from '../support/alone.ts';
import { auditOf } from '../support/audited.ts';
import { type Installed, install } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

const PIN = 'blue-harbour-7';
const PROGRAM = resolve(import.meta.dirname, '../../bin/hookwarden.cjs');
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-pin-'));
const project = join(folder, 'project');
const other = join(folder, 'other');
let installed: Installed;
beforeAll(() => {
  installed = install(join(folder, 'own'));
  for (const path of [project, other]) mkdirSync(join(path, '.git'), { recursive: true });
  policy('rules:\n  git.force-push: deny\n');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const policy = (text: string): void => writeFileSync(join(installed.folders.config, 'policy.yaml'), `version: 1\n${text}`, { mode: 0o600 });
const hookwarden = (args: readonly string[], ...lines: readonly string[]) => alone(installed.home, args, lines, project);
const withPin = (...args: readonly string[]) => hookwarden([...args, '--pin-fd', '3'], PIN);
const call = (command: string, change: JsonObject = {}): JsonObject => bash(command, { cwd: project, ...change });
const run = (command: string, change: JsonObject = {}) => launch(installed, call(command, change));
const codeOf = (reason: string): string => /HW-[0-9A-Z]{6}/.exec(reason)?.[0] ?? 'none';
/** Makes it as if everything in a table had happened so much earlier. */
const age = (table: 'grants' | 'failures', columns: readonly string[], microseconds: number): void => {
  const db = new Database(databaseIn(installed.folders));
  db.exec(`UPDATE ${table} SET ${columns.map((column) => `${column} = ${column} - ${microseconds}`).join(', ')}`);
  db.close();
};
const forget = (): void => age('failures', ['last_at'], 4_000_000_000);
const acts = (): readonly unknown[] => {
  const db = new Database(databaseIn(installed.folders), { readonly: true });
  const bodies = db.prepare<[], Buffer>('SELECT body FROM records ORDER BY sequence').pluck().all();
  db.close();
  return bodies
    .map((body) => JSON.parse(String(body)).subject)
    .map((subject) => subject.act ?? subject.incident)
    .filter((act) => act !== undefined);
};

describe('without a PIN', () => {
  it('nothing is let through, and whoever tries is told what to do', () => {
    const code = codeOf(run('git push --force origin one').stderr);
    for (const args of [
      ['allow-once', code],
      ['allow', '--rule', 'git.force-push', '--for', '1h', '--because', 'x'],
      ['pause', '--for', '1m', '--because', 'x'],
    ])
      expect(withPin(...args)).toMatchObject({ status: 3, stderr: expect.stringContaining('hookwarden admin set-pin') });
    expect(run('git push --force origin one').status).toBe(2);
    expect(hookwarden(['exceptions']).stdout).toMatch(/^Nobody has let anything through/);
  });

  it('none is set by an agent: by what is above it, or by what agents set', () => {
    const line = `'${process.execPath}' '${PROGRAM}' admin set-pin --pin-fd 3 3<<END\n${PIN}\nEND\n`;
    const environment = { PATH: process.env['PATH'] ?? '', HOME: installed.home, HOOKWARDEN_HOME: installed.home };
    const agent = join(folder, 'claude');
    writeFileSync(agent, `#!/bin/sh\nsh -c "$1"\necho\n`, { mode: 0o700 });
    const below = spawnSync(agent, [line], { encoding: 'utf8', env: environment });
    expect(below.stderr).toMatch(/only a person does this/);
    const set = spawnSync('sh', ['-c', line], { encoding: 'utf8', env: { ...environment, CLAUDECODE: '1' } });
    expect(set.stderr).toMatch(/CLAUDECODE/);
    expect(readdirSync(installed.folders.config)).not.toContain('pin');
  });
});

describe('with a PIN', () => {
  beforeAll(() => {
    expect(hookwarden(['admin', 'set-pin', '--pin-fd', '3'], 'short').stderr).toContain('a PIN has 6 to 128 characters');
    expect(hookwarden(['admin', 'set-pin', '--pin-fd', '3'], PIN)).toMatchObject({ status: 0, stderr: '' });
  });

  it('it is kept as a hash that only its owner reads, and is set once', () => {
    const path = join(installed.folders.config, 'pin');
    expect([statSync(path).mode & 0o777, readFileSync(path, 'utf8').includes(PIN)]).toEqual([0o600, false]);
    expect(hookwarden(['admin', 'set-pin', '--pin-fd', '3'], 'another-1').stderr).toContain('change-pin');
  });

  it('a code lets that call through once, and is then none', () => {
    const stopped = run('git push --force origin two').stderr;
    expect(stopped).toMatch(/run `hookwarden allow-once HW-[0-9A-Z]{6}` in a terminal of their own/);
    expect(withPin('allow-once', codeOf(stopped))).toMatchObject({ status: 0, stdout: expect.stringContaining('git push would replace') });
    expect(withPin('allow-once', codeOf(stopped)).status).toBe(3);
    expect(run('git push --force origin three').status).toBe(2);
    expect(['git push --force origin two', 'git push --force origin two'].map((command) => run(command).status)).toEqual([0, 2]);
  });

  it('what was let through is over after ten minutes', () => {
    const code = codeOf(run('git push --force origin four').stderr);
    withPin('allow-once', code);
    age('grants', ['granted_at', 'expires_at'], 601_000_000);
    expect(run('git push --force origin four').status).toBe(2);
  });

  it('an allowance holds for its rule, in its folder, until it is over or revoked', () => {
    const made = withPin('allow', '--rule', 'git.force-push', '--path', project, '--for', '1h', '--because', 'rewriting my branch');
    expect(made).toMatchObject({ status: 0, stdout: expect.stringContaining('git.force-push lets calls pass') });
    const id = /g-[0-9a-f]+/.exec(made.stdout)?.[0] ?? '';
    const force = 'git push --force origin five';
    expect([run(force).status, run(force).status, run(force, { cwd: join(project, 'src') }).status]).toEqual([0, 0, 0]);
    expect([run(force, { cwd: other }).status, run(`cd ${other} && ${force}`).status]).toEqual([2, 2]);
    expect(run('git push origin :main').status).toBe(2);
    expect(records(installed).at(-3)).toMatchObject({ decision: 'deny' });
    expect(hookwarden(['exceptions']).stdout).toMatch(new RegExp(`${id} +allowance +holds .*rewriting my branch`));
    expect(hookwarden(['exceptions', 'revoke', id]).status).toBe(0);
    expect(run(force).status).toBe(2);
  });

  it('a pause suspends what is not absolute, and records what would have been decided', () => {
    expect(withPin('pause', '--for', '2h', '--because', 'x').stderr).toContain('at most 1h');
    expect(withPin('pause', '--for', '10m', '--because', 'the site is down').status).toBe(0);
    expect([run('git push --force origin six').status, run('rm -rf /').status, run('hookwarden pause --for 1h').status]).toEqual([0, 2, 2]);
    const [paused] = records(installed).slice(-3);
    expect(JSON.stringify(paused)).toContain('git.force-push would have decided deny');
    age('grants', ['granted_at', 'expires_at'], 600_000_000);
    expect(run('git push --force origin six').status).toBe(2);
  });

  it('no rule that is absolute is excepted, and nothing for longer than the policy lets', () => {
    const absolute = withPin('allow', '--rule', 'self-protection.own-commands', '--for', '1h', '--because', 'x');
    expect(absolute).toMatchObject({ status: 3, stderr: expect.stringContaining('absolute') });
    expect(withPin('allow', '--rule', 'git.force-push', '--for', '9h', '--because', 'x').stderr).toContain('at most 8h');
    expect(withPin('allow', '--rule', 'git.force-push', '--for', '2h', '--because', 'x').status).toBe(0);
    policy('rules:\n  git.force-push: deny\nexceptions:\n  longest: 1h\n');
    expect(run('git push --force origin seven').status).toBe(0);
    age('grants', ['granted_at', 'expires_at'], 3_700_000_000);
    expect(run('git push --force origin seven').status).toBe(2);
    policy('rules:\n  git.force-push: deny\nexceptions:\n  proofs: [prompt]\n');
    expect(withPin('allow-once', 'HW-123456').stderr).toContain('the policy takes no PIN');
    age('grants', ['granted_at', 'expires_at'], -3_700_000_000);
    expect(run('git push --force origin seven').status).toBe(2);
    policy('rules:\n  git.force-push: deny\n');
    age('grants', ['granted_at', 'expires_at'], 90_000_000_000);
  });

  it('wrong ones are counted, slowed down and told, and a right one is not looked at meanwhile', () => {
    forget();
    const wrong = () => hookwarden(['pause', '--for', '1m', '--because', 'x', '--pin-fd', '3'], 'wrong-pin-1');
    expect([wrong(), wrong(), wrong()].map(({ stderr }) => stderr)).toEqual(Array(3).fill(expect.stringContaining('that is not the PIN')));
    // However long it takes to ask, the wait of two seconds is not over then.
    age('failures', ['last_at'], -60_000_000);
    expect(wrong().stderr).toMatch(/too many wrong PINs: wait [12] seconds/);
    expect(withPin('pause', '--for', '1m', '--because', 'x').stderr).toContain('too many wrong PINs');
    age('failures', ['last_at'], 63_000_000);
    wrong();
    age('failures', ['last_at'], 5_000_000);
    wrong();
    expect(acts()).toContain('failed-attempts');
    expect(acts().filter((act) => act === 'pin.wrong')).toHaveLength(5);
    forget();
  });

  it('it is changed by whoever knows it, and by nobody else', () => {
    expect(hookwarden(['admin', 'change-pin', '--pin-fd', '3'], 'wrong-pin-1', 'green-harbour-8').status).toBe(3);
    expect(hookwarden(['admin', 'change-pin', '--pin-fd', '3'], PIN, 'green-harbour-8').status).toBe(0);
    expect(withPin('pause', '--for', '1m', '--because', 'x').status).toBe(3);
    expect(hookwarden(['admin', 'change-pin', '--pin-fd', '3'], 'green-harbour-8', PIN).status).toBe(0);
  });

  it('other administration asks for it, too', () => {
    const create = ['key', 'create', '--name', 'ci', '--role', 'service'];
    expect(hookwarden(create)).toMatchObject({ status: 3, stderr: expect.stringContaining('--pin-fd') });
    expect(withPin(...create)).toMatchObject({ status: 0, stdout: expect.stringContaining('hw_') });
    for (const act of [
      ['principal', 'suspend', 'ci'],
      ['policy', 'trust'],
      ['clock', 'reset'],
      ['session', 'forget', 's1'],
      ['session', 'rotate-key'],
    ])
      expect(hookwarden(act).status).toBe(3);
    expect(hookwarden(['key', 'list']).status).toBe(0);
  });

  it.each([
    [['key', 'create', '--name', 'x', '--expires', 'soon'], '--expires'],
    [['capability', 'request', '--for', 'x'], 'say what it is about'],
  ])('what is wrong with %j is said before it is asked for', (act, said) => {
    const { status, stderr } = hookwarden(act);
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining(said) });
    expect(stderr).not.toContain('PIN');
  });

  it('every grant and every use is in the log, which verifies', () => {
    expect(acts().filter((act) => act === 'exception.grant').length).toBeGreaterThan(4);
    expect(acts()).toEqual(expect.arrayContaining(['pin.set', 'pin.change', 'exception.revoke']));
    expect(auditOf(installed.home).verification).toMatchObject({ ok: true, problems: [] });
  });
});

describe('a session that is denied again and again', () => {
  it('is denied what would be asked, and an incident is raised once', () => {
    policy('rules:\n  git.force-push: deny\nstrikes: { after: 3, within: 10m }\n');
    const session = { session_id: 'struck' };
    const ask = () => run('git reset --hard HEAD~1', session);
    expect(ask()).toMatchObject({ status: 0, stdout: expect.stringContaining('"permissionDecision":"ask"') });
    for (let times = 0; times < 5; times++) run('git push --force origin x', session);
    expect(ask()).toMatchObject({ status: 2, stderr: expect.stringContaining('[governance.strikes]') });
    expect(run('git reset --hard HEAD~1', { session_id: 'calm' }).status).toBe(0);
    expect(acts().filter((act) => act === 'strikes')).toHaveLength(1);
  });
});

it('where only is observed, what would have been decided is recorded and no code is named', () => {
  policy('mode: observe\nrules:\n  git.force-push: deny\n');
  expect(run('git push --force origin eight')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(records(installed).at(-1)).toMatchObject({ decision: 'deny', mode: 'observe' });
});

it('a damaged database is repaired for whoever knows the PIN', () => {
  truncateSync(databaseIn(installed.folders), 5000);
  expect(hookwarden(['state', 'repair'])).toMatchObject({ status: 3, stderr: expect.stringContaining('--pin-fd 3') });
  expect(hookwarden(['state', 'repair', '--dry-run']).stdout).toContain('is damaged; repair would move it aside');
  expect(withPin('state', 'repair').stdout).toContain('The damaged database is in');
});
