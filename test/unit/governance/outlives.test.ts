import { expect, it } from 'vitest';
import { analyze } from '../../../src/actions/index.ts';
import type { HookEvent } from '../../../src/domain/event.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { durationOf } from '../../../src/governance/outlives.ts';
import { facts, PROJECT } from '../../support/setting.ts';
import { analysis, event } from '../policy/fixtures.ts';

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

const DETACH = 'nohup setsid disown coproc daemonize daemon start-stop-daemon systemd-run launchctl';
const LATER = 'at batch crontab anacron';
const TERMINALS = 'tmux screen zellij dtach abduco reptyr script expect unbuffer socat';
const TYPISTS = 'xdotool ydotool dotool wtype xte xvkbd kitty kitten wezterm osascript ttyecho gdb';

it.each([DETACH, LATER, TERMINALS, TYPISTS].flatMap((names) => names.split(' ')))(
  '%s may leave something behind, run or as a wrapper',
  (program) => {
    const [run] = analysis([[]], [], program).actions;
    const wrapper = { tool: 'Bash', invocation: { program: 'npm', argv: ['npm'], wrappers: ['sudo', program] }, effects: [] };
    const bash = call('Bash', { command: 'x' });
    expect(durationOf(bash, analysis([[]], [], program))).toBe('session');
    expect(durationOf(bash, { ...analysis([]), actions: [{ tool: 'Bash', effects: [] }, ...(run ? [run] : [])] })).toBe('session');
    expect(durationOf(bash, { ...analysis([]), actions: [wrapper] })).toBe('session');
  },
);

it.each([
  ...['Read', 'Write', 'Edit', 'MultiEdit', 'NotebookRead', 'NotebookEdit', 'Glob', 'Grep', 'LS', 'TodoWrite', 'TodoRead', 'WebFetch'],
  ...['WebSearch', 'AskUserQuestion', 'ExitPlanMode', 'EnterPlanMode', 'BashOutput', 'TaskOutput', 'KillShell', 'TaskStop'],
])('%s starts nothing', (name) => {
  expect(durationOf(call(name, { text: 'hookwarden allow' }), analysis([]))).toBe('none');
});

it.each(['CronList', 'mcp__x__schedule', 'WakeUp', 'remind_me', 'set-timer', 'Terminal', 'my_tty', 'SendMessage', 'send_message'])(
  'a tool with the name %s may do something later',
  (name) => expect(durationOf(call(name, {}), analysis([]))).toBe('session'),
);
it.each(['mcp__a__keyboard', 'computer', 'mcp__a__PROMPT'])('%s may speak in a person’s place', (name) =>
  expect(durationOf(call(name, {}), analysis([]))).toBe('session'),
);

it.each([
  ['& ls', 'session'],
  ['a|& b', 'call'],
  ['a <& 3', 'call'],
  ['a >& log', 'call'],
  ['a &', 'session'],
  ["echo 'a & b'", 'call'],
  ["dash -c 'a & b'", 'session'],
  ["ksh 'a & b'", 'session'],
  ["zsh 'a & b'", 'session'],
  ["eval 'a & b'", 'session'],
  ["ssh host 'a & b'", 'session'],
  ["hash 'a & b'", 'call'],
  ['echo "`a & b`"', 'session'],
  ['hookwarden   allow', 'session'],
  [`hookwarden ${' '.repeat(20)} allow`, 'call'],
  ['hookwarden allowance', 'call'],
  ['hookwardenallow', 'call'],
])('%s is, as a text: %s', (command, expected) => expect(durationOf(call('Bash', { command }), analysis([]))).toBe(expected));

it('an event without a tool starts nothing', () => {
  const { tool: _tool, ...lifecycle } = event();
  expect(durationOf({ ...lifecycle, name: 'Stop' }, analysis([]))).toBe('none');
  expect(durationOf(call('Bash', { run_in_background: 'true' }), analysis([]))).toBe('call');
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
