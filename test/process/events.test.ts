import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { type Installed, install } from '../support/installed.ts';
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

it.each(Object.entries(EVENTS))('%s is accepted in silence and recorded once', (name, fields) => {
  // That a session was bound anew, after its end for one, is a record of its own.
  const ofTheEvent = () => records(installed).filter((record) => record['event'] === name);
  const before = ofTheEvent().length;
  const event = { ...common, hook_event_name: name, ...fields, ...('tool_use_id' in fields && { tool_use_id: name }) };
  expect(launch(installed, event)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  const after = ofTheEvent();
  expect(after.length).toBe(before + 1);
  expect(after.at(-1)).toMatchObject({ event: name, decision: 'allow' });
});

it('an event that is not known yet is judged by the tool that it names', () => {
  expect(launch(installed, bash('rm -rf /', { hook_event_name: 'PreToolUse2' })).status).toBe(2);
  expect(launch(installed, bash('ls', { hook_event_name: 'PreToolUse2' })).status).toBe(0);
  expect(launch(installed, bash('rm -rf /', { hook_event_name: 'AfterAll' }), { verb: 'notify' }).status).toBe(0);
});
