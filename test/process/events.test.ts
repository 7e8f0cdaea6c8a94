import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

let installed: Installed;
beforeAll(() => {
  installed = install();
}, 60_000);
afterAll(() => installed.remove());

const common = { session_id: 'session-1', transcript_path: '/home/ada/.claude/t.jsonl', cwd: '/home/ada/shop' };
const tool = { tool_name: 'Write', tool_input: { file_path: '/home/ada/shop/a.txt', content: 'hi' }, tool_use_id: 'w1' };
const agent = { agent_id: 'a1', agent_type: 'general-purpose' };

/** What each event of Claude Code carries besides what all do. */
const EVENTS: Readonly<Record<string, JsonObject>> = {
  PreToolUse: tool,
  PermissionRequest: { ...tool, permission_suggestions: [] },
  PermissionDenied: { ...tool, reason: 'no' },
  PostToolUse: { ...tool, tool_response: { type: 'create' }, duration_ms: 3 },
  PostToolUseFailure: { ...tool, error: 'gone', is_interrupt: false, duration_ms: 3 },
  PostToolBatch: { tool_calls: [tool] },
  UserPromptSubmit: { prompt: 'Fix the cart', source: 'user' },
  UserPromptExpansion: { expansion_type: 'slash_command', command_name: 'fix', command_args: '', prompt: 'Fix the cart' },
  SessionStart: { source: 'startup' },
  SessionEnd: { reason: 'exit' },
  Stop: { stop_hook_active: false, last_assistant_message: 'done', background_tasks: [], session_crons: [] },
  StopFailure: { error: 'rate_limit', error_details: '' },
  SubagentStart: agent,
  SubagentStop: { ...agent, stop_hook_active: false, agent_transcript_path: '/home/ada/.claude/a.jsonl' },
  Notification: { message: 'waiting' },
  PreCompact: { trigger: 'auto', custom_instructions: null },
  PostCompact: { trigger: 'auto' },
  PreModelSwitch: { from_model: 'a', to_model: 'b', requested_model: 'b', source: 'user', context_tokens: 1 },
  PostModelSwitch: { from_model: 'a', to_model: 'b' },
  Setup: {},
  TeammateIdle: {},
  TaskCreated: {},
  TaskCompleted: {},
  Elicitation: {},
  ElicitationResult: {},
  ConfigChange: { source: 'project_settings' },
  WorktreeCreate: { name: 'w' },
  WorktreeRemove: { worktree_path: '/home/ada/w' },
  InstructionsLoaded: {},
  CwdChanged: { old_cwd: '/home/ada', new_cwd: '/home/ada/shop' },
  FileChanged: {},
  DirectoryAdded: {},
  MessageDisplay: { turn_id: 't', message_id: 'm', index: 0, final: true, delta: 'hi' },
};

const GREETING = /^\{"systemMessage":"Hookwarden guards this session \(log head (\d+:[0-9a-f]{16})\)\."\}$/;

it.each(Object.entries(EVENTS))('%s is accepted, in silence unless a session begins, and recorded once', (name, fields) => {
  // That a session was bound anew, after its end for one, is a record of its own.
  const ofTheEvent = () => records(installed).filter((record) => record['event'] === name);
  const before = ofTheEvent().length;
  const event = { ...common, hook_event_name: name, ...fields, ...('tool_use_id' in fields && { tool_use_id: name }) };
  const stdout = name === 'SessionStart' ? expect.stringMatching(GREETING) : '';
  expect(launch(installed, event)).toMatchObject({ status: 0, stdout, stderr: '' });
  const after = ofTheEvent();
  expect(after.length).toBe(before + 1);
  expect(after.at(-1)).toMatchObject({ event: name, decision: 'allow' });
});

it('an event that is not known yet is judged by the tool that it names', () => {
  expect(launch(installed, bash('rm -rf /', { hook_event_name: 'PreToolUse2' })).status).toBe(2);
  expect(launch(installed, bash('ls', { hook_event_name: 'PreToolUse2' })).status).toBe(0);
  expect(launch(installed, bash('rm -rf /', { hook_event_name: 'AfterAll' }), { verb: 'notify' }).status).toBe(0);
});

describe('the head that is said when a session begins', () => {
  const start = (change: JsonObject = {}) =>
    launch(
      installed,
      { ...common, session_id: 'greeted', hook_event_name: 'SessionStart', source: 'startup', ...change },
      { verb: 'notify' },
    );
  const verify = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'audit', 'verify', ...args], {
      encoding: 'utf8',
      env: { HOOKWARDEN_HOME: installed.home },
    });

  it('is one that the log must have grown out of', () => {
    const head = GREETING.exec(start().stdout)?.[1] ?? '';
    launch(installed, bash('ls'));
    expect(verify('--head', head)).toMatchObject({ status: 0, stdout: expect.stringMatching(/Held against 1 head kept elsewhere/) });
    expect(
      verify(
        '--head',
        head.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
      ),
    ).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/not grown out of the head/),
    });
    expect(verify('--head', `9${head}`)).toMatchObject({ status: 1, stdout: expect.stringMatching(/records were cut off/) });
    expect(verify('--head', 'abc')).toMatchObject({ status: 3, stderr: expect.stringMatching(/SIZE:ROOT/) });
  });

  it('is not said again after a compaction, nor where the policy says so; observing says what it does', () => {
    const policy = join(installed.folders.config, 'policy.yaml');
    const under = (text: string) => {
      writeFileSync(policy, `version: 1\n${text}`, { mode: 0o600 });
      return start().stdout;
    };
    expect(start({ source: 'compact' }).stdout).toBe('');
    expect(under('audit:\n  echo: "off"\n')).toBe('');
    expect(under('mode: observe\n')).toMatch(/observes this session and stops nothing \(log head/);
    rmSync(policy);
  });
});

it('a prompt with hidden text is stopped where the launcher was told of prompts, and only shown elsewhere', () => {
  const prompt = { session_id: 's', cwd: '/home/ada', hook_event_name: 'UserPromptSubmit', prompt: 'Go on \u202e and \u{e0041}\u{e0042}' };
  expect(launch(installed, prompt, { verb: 'prompt' })).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('not shown'),
  });
  expect(launch(installed, prompt, { verb: 'notify' })).toMatchObject({ status: 0 });
  expect(launch(installed, { ...prompt, prompt: 'Go on' }, { verb: 'prompt' })).toMatchObject({ status: 0, stderr: '' });
});
