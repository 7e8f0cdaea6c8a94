import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, install } from '../support/installed.ts';
import { bash } from '../support/launch.ts';

let installed: Installed;
beforeAll(() => {
  installed = install();
}, 60_000);
afterAll(() => installed.remove());

const runUnder = (command: string, args: readonly string[]) =>
  spawnSync(command, [...args, installed.launcher, 'block', '--host', 'claude-code'], {
    input: JSON.stringify(bash('curl -s https://example.com/x; rm -rf /')),
    encoding: 'utf8',
    env: { HOME: '/home/ada', PATH: process.env['PATH'] },
  });

const works = (command: string, args: readonly string[]): boolean => spawnSync(command, [...args, '/bin/true']).status === 0;

describe('the hook', () => {
  it('judges where there is no network', ({ skip }) => {
    if (!works('unshare', ['-rn'])) skip('this user may not make a network namespace (unshare -rn)');
    expect(runUnder('unshare', ['-rn'])).toMatchObject({ status: 2, stdout: '' });
  });

  it('opens no socket', ({ skip }) => {
    if (!works('strace', ['-f'])) skip('strace is not installed or not permitted');
    const log = join(installed.home, 'calls');
    const run = runUnder('strace', ['-f', '-s', '4096', '-o', log, '-e', 'trace=socket,connect,bind,sendto,execve']);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    const calls = readFileSync(log, 'utf8');
    expect(calls).toMatch(/execve\(.*hook\.(?:snapshot|cjs)/);
    expect(calls).not.toMatch(/(?:socket|connect|bind|sendto)\(/);
  });
});
