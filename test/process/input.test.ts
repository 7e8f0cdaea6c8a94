import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseIn } from '../../src/state/folders.ts';
import { type Installed, install } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

let installed: Installed;
beforeAll(() => {
  installed = install();
}, 60_000);
afterAll(() => installed.remove());

const whole = JSON.stringify(bash('ls'));

const BAD: readonly (readonly [what: string, input: string | Uint8Array, reason: string])[] = [
  ['empty', '', 'empty'],
  ['not JSON', 'rm -rf /', 'not-json'],
  ['not UTF-8', Buffer.from(whole.replace('ls', '\u00ff'), 'latin1'), 'not-utf8'],
  ['cut off', whole.slice(0, -20), 'truncated'],
  ['with a field twice', `${whole.slice(0, -1)},"tool_name":"Read"}`, 'duplicate-key'],
  ['with a field that reaches a prototype', `${whole.slice(0, -1)},"__proto__":{"tool_name":"Read"}}`, 'reserved-key'],
  ['too deep', `${whole.slice(0, -1)},"x":${'['.repeat(200)}${']'.repeat(200)}}`, 'too-deep'],
  ['without a command', JSON.stringify(bash('ls', { tool_input: {} })), 'missing-field'],
  ['too large', `"${'x'.repeat(9 * 1024 * 1024)}"`, 'too-large'],
];

describe('input that is no event', () => {
  it.each(BAD)('%s is denied with a reason, and recorded', (_what, input, reason) => {
    const before = records(installed).length;
    const run = launch(installed, input);
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(`[validation.${reason}]`) });
    expect(run.stderr).not.toMatch(/\n\s+at /);
    const after = records(installed);
    expect(after.length).toBe(before + 1);
    expect(after.at(-1)).toMatchObject({ decision: 'deny', stage: 'validation' });
  });

  it.each(BAD)('%s blocks nothing where nothing waits for an answer', (_what, input) => {
    expect(launch(installed, input, { verb: 'notify' })).toMatchObject({ status: 0 });
  });

  it('that never ends is denied in time, and recorded', async () => {
    const before = records(installed).length;
    const child = spawn(installed.launcher, ['block', '--host', 'claude-code'], { env: {} });
    child.stdin.write(whole);
    const started = Date.now();
    const stderr: Buffer[] = [];
    child.stderr.on('data', (piece: Buffer) => stderr.push(piece));
    const [status] = await once(child, 'close');
    expect(status).toBe(2);
    expect(String(Buffer.concat(stderr))).toContain('[validation.not-closed]');
    expect(Date.now() - started).toBeLessThan(5000);
    expect(records(installed).length).toBe(before + 1);
  });

  it('without end is not read beyond the limit', async () => {
    const child = spawn(installed.launcher, ['block', '--host', 'claude-code'], { env: {}, stdio: ['pipe', 'ignore', 'ignore'] });
    const piece = Buffer.alloc(1024 * 1024, ' ');
    let taken = 0;
    child.stdin.on('error', () => undefined);
    const write = (): void => {
      child.stdin.write(piece, (error) => {
        if (error) return;
        taken++;
        if (taken < 200) write();
      });
    };
    write();
    const [status] = await once(child, 'exit');
    expect(status).toBe(2);
    expect(taken).toBeLessThan(12);
  });
});

describe('an event', () => {
  it.each([
    ['ls -la', 0, 'allow'],
    ['rm -rf /', 2, 'deny'],
  ])('%s ends with %i and is recorded as %s', (command, status, decision) => {
    expect(launch(installed, bash(command))).toMatchObject({ status, stdout: '' });
    expect(records(installed).at(-1)).toMatchObject({ kind: 'call', tool: 'Bash', decision });
  });

  it('is asked about where someone is there, and denied where nobody is', () => {
    const asked = launch(installed, bash('git push --force origin topic'));
    expect(asked).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(asked.stdout)).toMatchObject({ hookSpecificOutput: { permissionDecision: 'ask' } });
    const headless = launch(installed, bash('git push --force origin topic'), { environment: { CLAUDE_CODE_SESSION_ATTENDED: '0' } });
    expect(headless).toMatchObject({ status: 2, stdout: '' });
  });

  it('that is announced twice is one record', () => {
    const event = bash('make');
    const before = records(installed).length;
    launch(installed, event);
    launch(installed, { ...event, hook_event_name: 'PermissionRequest' });
    expect(records(installed).length).toBe(before + 1);
  });

  it('leaves the write-ahead log short, however many come one after the other', { timeout: 60_000 }, () => {
    for (let i = 0; i < 60; i++) launch(installed, bash(`echo ${'x'.repeat(4000)}`));
    expect(statSync(`${databaseIn(installed.folders)}-wal`).size).toBeLessThan(1024 * 1024);
  });
});
