import { expect, it } from 'vitest';
import { analyze } from '../../../src/actions/index.ts';
import type { HookEvent } from '../../../src/domain/event.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { durationOf } from '../../../src/governance/outlives.ts';
import { facts, PROJECT } from '../../support/setting.ts';

const call = (name: string, input: JsonObject): HookEvent => ({
  ...{ host: 'claude-code', name: 'PreToolUse', blocking: 'blocks', sessionId: 's', cwd: PROJECT, raw: {} },
  tool: { name, input },
});
const duration = (event: HookEvent) => durationOf(event, analyze(event, facts()));

it.each([
  'npm test',
  'npm test 2>&1 | tail -5',
  'make && make install',
  'make &> log',
  "curl 'https://example.com/?a=1&b=2'",
  'git commit -m "this & that at once"',
  'echo a \\& b',
])('%s is over when the host says so', (command) => {
  expect(duration(call('Bash', { command }))).toBe('call');
});

it.each([
  'npm run dev &',
  'sleep 9 & sleep 1',
  'nohup npm run dev',
  'setsid ./x',
  "t''mux send-keys -t 0 x",
  'sudo screen -dm ./x',
  'echo ./x | at now',
  'bash -c "./x & exit"',
  'echo "$(./x & echo)"',
  'xdotool type hello',
  'sh -c \'echo "hookwarden allow" > note\'',
])('%s may leave something behind', (command) => {
  expect(duration(call('Bash', { command }))).toBe('session');
});

it.each([
  ['Bash', { command: 'npm run dev', run_in_background: true }, 'session'],
  ['CronCreate', { cron: '* * * * *', prompt: 'go on' }, 'session'],
  ['mcp__tmux__send', { keys: 'x' }, 'session'],
  ['Read', { file_path: 'a' }, 'none'],
  ['Write', { file_path: 'a', content: 'hookwarden allow' }, 'none'],
  ['mcp__shell__run', { line: 'make' }, 'call'],
  ['mcp__shell__run', { line: 'hookwarden allow HW-123456' }, 'session'],
])('%s %j: %s', (name, input, expected) => {
  expect(duration(call(name, input))).toBe(expected);
});
