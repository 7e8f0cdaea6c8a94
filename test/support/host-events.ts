import type { Host } from '../../src/domain/event.ts';
import type { JsonObject } from '../../src/domain/json.ts';

const CWD = '/home/ada/shop';
const time = { timestamp: '2026-11-22T10:00:00.000Z' };
const named = (hook_event_name: string) => ({ session_id: 's1', cwd: CWD, hook_event_name });
const cursor = { conversation_id: 'c1', generation_id: 'g1', cursor_version: '2.4.0', workspace_roots: [CWD] };

/** How each host announces that it is about to run a command in a shell. */
export const SHELL_CALLS: Readonly<Record<Host, (command: string) => JsonObject>> = {
  'claude-code': (command) => ({ ...named('PreToolUse'), tool_name: 'Bash', tool_input: { command } }),
  codex: (command) => ({ ...named('PreToolUse'), turn_id: 't1', tool_name: 'shell', tool_input: { command: ['bash', '-lc', command] } }),
  gemini: (command) => ({ ...named('BeforeTool'), ...time, tool_name: 'run_shell_command', tool_input: { command } }),
  qwen: (command) => ({ ...named('PreToolUse'), ...time, tool_name: 'run_shell_command', tool_input: { command } }),
  copilot: (command) => ({ sessionId: 's1', timestamp: 1, cwd: CWD, toolName: 'bash', toolArgs: JSON.stringify({ command }) }),
  vscode: (command) => ({
    ...time,
    ...{ cwd: CWD, sessionId: 's1', hookEventName: 'PreToolUse' },
    ...{ tool_name: 'run_in_terminal', tool_input: { command } },
  }),
  cursor: (command) => ({ ...cursor, hook_event_name: 'beforeShellExecution', command, cwd: CWD }),
  windsurf: (command) => ({
    ...time,
    ...{ agent_action_name: 'pre_run_command', trajectory_id: 'tr1', execution_id: 'e1' },
    tool_info: { command_line: command, cwd: CWD },
  }),
  opencode: (command) => ({ ...named('PreToolUse'), tool_name: 'bash', tool_input: { command } }),
  droid: (command) => ({ ...named('PreToolUse'), tool_name: 'Execute', tool_input: { command } }),
  crush: (command) => ({ event: 'PreToolUse', session_id: 's1', cwd: CWD, tool_name: 'bash', tool_input: { command } }),
  goose: (command) => ({
    ...{ event: 'PreToolUse', session_id: 's1', working_dir: CWD },
    ...{ tool_name: 'developer__shell', tool_input: { command } },
  }),
  cline: (command) => ({
    ...time,
    ...{ clineVersion: '3.40.0', hookName: 'PreToolUse', taskId: 'k1', workspaceRoots: [CWD] },
    preToolUse: { toolName: 'execute_command', parameters: { command } },
  }),
  kiro: (command) => ({ hook_event_name: 'preToolUse', cwd: CWD, tool_name: 'execute_bash', tool_input: { command } }),
  kimi: (command) => ({ ...named('PreToolUse'), tool_name: 'Bash', tool_input: { command }, tool_call_id: 'tc1' }),
};
