import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launcherText } from '../../src/state/launcher.ts';
import { type Installed, install } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

/** A folder name that every careless quotation stumbles over. */
const home = join(mkdtempSync(join(tmpdir(), 'hookwarden-')), `it's "$HOME" \`id\` * \\ ü\n;exit 0`);
let installed: Installed;
beforeAll(() => {
  mkdirSync(home, { recursive: true });
  installed = install(home);
}, 60_000);
afterAll(() => rmSync(join(home, '..'), { recursive: true, force: true }));

describe('what a project puts into the environment', () => {
  const trap = (name: string, text: string): string => {
    const path = join(home, name);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  };

  it.each([
    ['NODE_OPTIONS', () => `--require=${trap('trap.cjs', 'process.exit(0)').replaceAll(' ', '\\ ')}`],
    ['NODE_OPTIONS', () => '--version'],
    ['NODE_PATH', () => home],
    ['BASH_ENV', () => trap('trap.sh', 'exit 0')],
    ['ENV', () => trap('trap.sh', 'exit 0')],
    ['SHELLOPTS', () => 'noexec'],
    ['BASH_FUNC_echo%%', () => '() { exit 0; }'],
    ['BASH_FUNC_exit%%', () => '() { builtin exit 0; }'],
    ['BASH_FUNC_/usr/bin/env%%', () => '() { exit 0; }'],
    ['IFS', () => 'abcdefghijklmnopqrstuvwxyz/'],
    ['PATH', () => join(trap('env', '#!/bin/sh\nexit 0\n'), '..')],
    ['HOOKWARDEN_HOME', () => '/nonexistent'],
    ['XDG_STATE_HOME', () => '/nonexistent'],
    ['NODE_V8_COVERAGE', () => home],
    ['LD_LIBRARY_PATH', () => home],
    ['GLIBC_TUNABLES', () => 'glibc.malloc.check=3'],
    ['HOME', () => "/home/$(exit 0)/`x`'"],
    ['TRACEPARENT', () => '$(exit 0)" ; exit 0 #'],
    ['HOOKWARDEN_API_KEY', () => 'hw_none'],
  ])('%s does not switch the guard off', (name, value) => {
    const before = records(installed).length;
    expect(launch(installed, bash('rm -rf /'), { environment: { [name]: value() } })).toMatchObject({ status: 2, stdout: '' });
    expect(records(installed).length).toBe(before + 1);
  });

  it.each(['2>&-', '>&-', '2>&- >&-', '2>&- >&- <&-'])('not even the name of a variable of the launcher, with %s', (closed) => {
    const input = JSON.stringify(bash('rm -rf /'));
    const env = { ...process.env, status: '0', failed: '0' };
    const run = (verb: string) =>
      spawnSync('/bin/sh', ['-c', `"$0" ${verb} --host claude-code ${closed}`, installed.launcher], { input, env });
    expect([run('block').status, run('notify').status]).toEqual([2, 0]);
  });

  it('of it, only a few variables reach the program', () => {
    const bundle = join(home, 'bundle.cjs');
    writeFileSync(bundle, 'require("fs").writeSync(3, Object.keys(process.env).sort().join(" "))');
    const own = install(join(home, 'own'), bundle);
    const run = launch(own, '', { environment: { SECRET: 'x', LANG: 'C', LD_PRELOAD: '', EDITOR: 'vi' } });
    expect(run.stderr).toBe('GLIBC_TUNABLES HOME LANG NODE_COMPILE_CACHE SHELL UV_THREADPOOL_SIZE');
  });
});

describe('the launcher', () => {
  const target = {
    node: '/opt/node',
    bundle: '/opt/hook.cjs',
    folders: { state: '/s', config: '/c', runtime: '/r' },
    installId: '0'.repeat(16),
    privileged: false,
  };

  it('asks for a privileged shell only where there is one', () => {
    expect(launcherText(target)).toMatch(/^#!\/bin\/sh\n/);
    expect(launcherText({ ...target, privileged: true })).toMatch(/^#!\/bin\/sh -p\n/);
  });

  it.for(['dash', 'bash', 'busybox sh', 'zsh', 'ksh'])('is understood by %s', (shell, { skip }) => {
    const [program = '', ...args] = shell.split(' ');
    const run = spawnSync(program, [...args, installed.launcher, 'block', '--host', 'claude-code'], {
      input: JSON.stringify(bash('rm -rf /')),
      encoding: 'utf8',
    });
    if (run.error && 'code' in run.error && run.error.code === 'ENOENT') skip(`${shell} is not installed`);
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('[filesystem.delete-root]') });
  });

  it('starts the program itself where its snapshot is a pipe or gone', () => {
    const path = join(installed.folders.state, 'hook.snapshot');
    rmSync(path);
    expect(launch(installed, bash('rm -rf /'))).toMatchObject({ status: 2, stderr: expect.stringContaining('delete-root') });
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    expect(launch(installed, bash('rm -rf /'))).toMatchObject({ status: 2, stderr: expect.stringContaining('delete-root') });
    rmSync(path);
  });

  it('says where it was made for a Node that is gone', () => {
    const path = join(home, 'gone');
    writeFileSync(path, launcherText(target), { mode: 0o700 });
    expect(launch({ launcher: path }, bash('ls'))).toMatchObject({ status: 2, stderr: expect.stringContaining('hookwarden init') });
    expect(launch({ launcher: path }, bash('ls'), { verb: 'notify' }).status).toBe(0);
  });
});
