import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { machineLauncherText } from '../../src/state/machine-launcher.ts';
import { ROOT } from '../support/installed.ts';

const home = mkdtempSync(join(tmpdir(), 'hookwarden install '));
const settings = join(home, '.claude/settings.json');
const cursor = join(home, '.cursor/hooks.json');
const BEFORE = '{\r\n\t"model": "opus"\r\n}';
const BROKEN = '{\n  "hooks": {\n';
beforeAll(() => {
  for (const [path, text] of [
    [settings, BEFORE],
    [cursor, BROKEN],
  ] as const) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const hookwarden = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), ...args], {
    encoding: 'utf8',
    cwd: home,
    env: { HOME: home, PATH: '/usr/bin:/bin', NO_COLOR: '1' },
  });

it('without a terminal the change is shown, and nothing is written', () => {
  const done = hookwarden('install');
  expect(done).toMatchObject({ status: 1, stderr: '' });
  expect(done.stdout).toMatch(/Claude Code:\n.*settings\.json\n@@ line 1\n \{\n[\s\S]*\+ {4}"hooks": \{/);
  expect(done.stdout).toMatch(/Cursor: not wired: .*hooks\.json:3:1: .*\n.*hookwarden install --yes\n$/);
  expect(readFileSync(settings, 'utf8')).toBe(BEFORE);
  expect(existsSync(join(home, '.local'))).toBe(false);
  expect([hookwarden('install', '--dry-run').status, hookwarden('install', 'claude-code', '--dry-run').status]).toEqual([1, 0]);
});

it('one command sets the machine up and wires what is here; settings that cannot be read stay as they are', () => {
  const done = hookwarden('install', '--yes');
  expect(done).toMatchObject({ status: 1, stderr: '' });
  expect(done.stdout).toMatch(
    /Set up in .*\nSigning key .*[\s\S]*\nwired {2}Claude Code {2}.*settings\.json\n[\s\S]*not wired {2}Cursor: .*hooks\.json:3:1/,
  );
  expect(readFileSync(cursor, 'utf8')).toBe(BROKEN);
  expect(hookwarden('uninstall', 'cursor', '--yes').stdout).toMatch(
    /^not done: .*hooks\.json:3:1: [\s\S]*\nLeft: .* \(keys, policy\)\.\n$/m,
  );
  expect(hookwarden('install', 'claude-code', '--yes').stdout).toMatch(/Claude Code: wired already/);
  const command = /"command": "([^"]*block[^"]*)"/.exec(readFileSync(settings, 'utf8'))?.[1] ?? '';
  const event = {
    session_id: 's',
    cwd: home,
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'rm -rf ~' },
    tool_use_id: 't',
  };
  const judged = spawnSync('/bin/sh', ['-c', command], { input: JSON.stringify(event), encoding: 'utf8', env: { HOME: home } });
  expect(judged).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('filesystem.') });
}, 60_000);

it('a host or a scope that there is not is told, with what may have been meant', () => {
  expect(hookwarden('install', 'claud-code').stderr).toMatch(/no host "claud-code"; did you mean "claude-code"\?/);
  expect(hookwarden('install', 'codex', '--managed', '--scope', 'user')).toMatchObject({ status: 3 });
});

it('doctor asks the command that the settings hold, and fails where a host runs no hook', () => {
  const failing = hookwarden('doctor', '--json');
  const { ok, checks } = JSON.parse(failing.stdout);
  expect([failing.status, ok]).toEqual([1, false]);
  expect(checks.filter(({ state }: { state: string }) => state !== 'ok')).toEqual([
    expect.objectContaining({ state: 'warn', name: 'claude-code', text: expect.stringContaining('which version') }),
    { state: 'fail', name: 'cursor', text: expect.stringContaining('(3:1 '), mend: expect.stringContaining('by hand') },
  ]);
  rmSync(cursor);
  const sound = hookwarden('doctor', '--fix');
  expect(sound).toMatchObject({ status: 0, stderr: '' });
  expect(sound.stdout).toMatch(
    /^fixed {2}The launcher was made for [\s\S]*\nok +claude-code self-test {2}`ls` passes, `rm -rf \/` is denied/m,
  );
  expect(sound.stdout).not.toMatch(/^fail/m);
}, 60_000);

it('the status line counts what was stopped, but not what the self-test asked about, and a report names nobody', () => {
  expect(hookwarden('statusline').stdout).toBe('hookwarden: on, 1 stopped today\n');
  const stopped = JSON.parse(hookwarden('audit', 'search', 'decision:deny', 'session:s', '--json').stdout.split('\n')[0] ?? '');
  const out = join(home, 'report.json');
  expect(hookwarden('report', 'false-positive', String(stopped.sequence), '--out', out)).toMatchObject({ status: 0 });
  const text = readFileSync(out, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ kind: 'false-positive', subject: { tool_input: { command: 'rm -rf ~' } }, cwd: '~' });
  expect(text).not.toContain(home);
  expect(hookwarden('report', 'false-positive', String(stopped.sequence), '--out', out)).toMatchObject({ status: 3 });
});

it('uninstall makes the settings what they were, and says what stays', () => {
  expect(hookwarden('uninstall')).toMatchObject({ status: 1, stdout: expect.stringMatching(/- {4}"hooks": \{[\s\S]*uninstall --yes\n$/) });
  const done = hookwarden('uninstall', '--yes');
  expect(done).toMatchObject({ status: 0, stderr: '' });
  expect(done.stdout).toMatch(
    /restored {2}.*settings\.json, as it was before\nLeft: .*\.local\/state\/hookwarden .*Nothing runs them any more but you\.\n$/,
  );
  expect(readFileSync(settings, 'utf8')).toBe(BEFORE);
  expect(hookwarden('uninstall', '--yes').stdout).toMatch(/^No settings here run the launcher\./);
  expect(hookwarden('doctor').stdout).toMatch(/^fail +hosts {2}no agent runs the launcher/m);
});

it('the script for everybody on the machine runs the launcher of the account, and denies where there is none', () => {
  const account = join(home, 'account');
  const launcher = join(account, '.local/state/hookwarden/launcher');
  const script = machineLauncherText(false).replace('eval "home=~$name"', `home='${account}'`);
  const status = (verb: string) => spawnSync('/bin/sh', ['-c', script, 'launcher', verb, '--host', 'codex'], { encoding: 'utf8' }).status;
  expect([status('block'), status('notify'), status('else')]).toEqual([2, 0, 2]);
  mkdirSync(dirname(launcher), { recursive: true });
  const answer = (code: number) =>
    writeFileSync(launcher, `#!/bin/sh\n[ "$*" = "$1 --host codex" ] || exit 9\nexit ${code}\n`, { mode: 0o755 });
  answer(0);
  expect([status('block'), status('notify')]).toEqual([0, 0]);
  answer(3);
  expect([status('block'), status('notify')]).toEqual([2, 0]);
});
