import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../src/domain/event.ts';
import { opencodePlugin } from '../../src/wiring/opencode-plugin.ts';
import { SHELL_CALLS } from '../support/host-events.ts';
import { type Installed, install } from '../support/installed.ts';
import { launch, records } from '../support/launch.ts';

let installed: Installed;
beforeAll(() => {
  installed = install();
}, 60_000);
afterAll(() => installed.remove());

it.each<Host>(['codex', 'gemini', 'copilot', 'cline'])('the installed command stops a forbidden command of %s', (host) => {
  const { status, stdout, stderr } = launch(installed, SHELL_CALLS[host]('rm -rf ~'), { host });
  expect([status, stderr !== '', stdout !== '']).toEqual(host === 'cline' ? [0, false, true] : [2, true, host === 'copilot']);
  expect(stdout + stderr).toContain('Hookwarden denied this Bash call');
  expect(records(installed).findLast(({ kind }) => kind === 'call')).toMatchObject({
    ...{ host, event: 'PreToolUse', tool: 'Bash', decision: 'deny' },
    subject: { hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command: expect.stringContaining('rm -rf ~') } },
  });
});

it.each([
  ['cursor', '{"permission":"allow"}'],
  ['windsurf', ''],
] as const)('and lets an everyday one of %s pass', (host, said) => {
  expect(launch(installed, SHELL_CALLS[host]('ls'), { host })).toMatchObject({ status: 0, stdout: said, stderr: '' });
});

it('a hook that is not told its host goes by the event', () => {
  expect(launch(installed, SHELL_CALLS.cline('rm -rf ~'), { host: undefined })).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('"cancel":true'),
  });
  expect(launch(installed, 'no event', { host: undefined }).status).toBe(2);
});

it('where the event is another host’s, a question is a denial', () => {
  const asked = {
    session_id: 's',
    cwd: '/home/ada/shop',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'git push --force' },
  };
  expect(launch(installed, asked)).toMatchObject({ status: 0, stdout: expect.stringContaining('"ask"') });
  expect(launch(installed, { ...asked, turn_id: 't' })).toMatchObject({ status: 2, stdout: '' });
});

describe('the plugin for OpenCode', () => {
  type Call = (input: object, output: object) => Promise<void>;
  interface Hooks {
    readonly 'tool.execute.before': Call;
    readonly 'tool.execute.after': Call;
    readonly 'permission.ask': Call;
    readonly 'chat.message': Call;
  }
  let number = 0;
  async function hooksOf(launcher: string): Promise<Hooks> {
    const path = join(installed.home, `plugin-${++number}.mjs`);
    writeFileSync(path, opencodePlugin(launcher));
    const plugin: { readonly Hookwarden: (context: object) => Promise<Hooks> } = await import(path);
    return plugin.Hookwarden({ directory: '/home/ada/shop' });
  }
  const call = { tool: 'bash', sessionID: 'ses_1', callID: 'call_1' };

  it('lets a call run and tells what came of it', async () => {
    const hooks = await hooksOf(installed.launcher);
    await hooks['tool.execute.before'](call, { args: { command: 'ls' } });
    const output = {};
    await hooks['permission.ask']({ ...call, type: 'bash' }, output);
    expect(output).toEqual({});
    await hooks['tool.execute.after'](call, { title: 'ls', output: 'a.txt' });
    expect(records(installed).at(-1)).toMatchObject({ event: 'PostToolUse', tool: 'Bash', outcome: { result: 'ran', input: 'same' } });
  });

  it('throws the reason where one is denied', async () => {
    const hooks = await hooksOf(installed.launcher);
    await expect(hooks['tool.execute.before'](call, { args: { command: 'rm -rf /' } })).rejects.toThrow('Hookwarden denied this Bash call');
    const output = {};
    await hooks['permission.ask']({ ...call, type: 'bash' }, output);
    expect(output).toEqual({ status: 'deny' });
  });

  it('throws where the launcher is gone or says nothing', async () => {
    const silent = join(installed.home, 'silent');
    writeFileSync(silent, '#!/bin/sh\nexit 1\n');
    chmodSync(silent, 0o700);
    for (const launcher of [join(installed.home, 'gone'), silent]) {
      const hooks = await hooksOf(launcher);
      await expect(hooks['tool.execute.before'](call, { args: { command: 'ls' } })).rejects.toThrow('hookwarden doctor');
    }
  });

  it('lets a prompt pass', async () => {
    const hooks = await hooksOf(installed.launcher);
    await hooks['chat.message']({ sessionID: 'ses_1' }, { parts: [{ type: 'text', text: 'Fix the cart' }, { type: 'file' }] });
    expect(records(installed).at(-1)).toMatchObject({ event: 'UserPromptSubmit', decision: 'allow' });
  });
});
