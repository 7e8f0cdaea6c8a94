import { createAdapter } from './adapter.ts';
import { denyByExit, SILENCE, sayJson } from './replies.ts';
import { EDIT } from './tools.ts';

/** Events whose hooks Cursor expects to say yes: with `failClosed`, silence is a hook that failed. */
const PERMISSIONS: readonly string[] = ['beforeShellExecution', 'beforeMCPExecution', 'beforeReadFile', 'preToolUse', 'subagentStart'];
/** Where its question stops the call; on the others one was seen to let it run. */
const ASKS: readonly string[] = ['beforeShellExecution', 'beforeMCPExecution'];

/** Cursor, by its documentation and reports of it. */
export const cursor = createAdapter(() => ({
  host: 'cursor',
  events: {
    preToolUse: 'PreToolUse',
    postToolUse: 'PostToolUse',
    postToolUseFailure: 'PostToolUseFailure',
    beforeShellExecution: { as: 'PreToolUse', tool: 'Bash', input: { command: 'command' }, folder: 'cwd' },
    afterShellExecution: { as: 'PostToolUse', tool: 'Bash', input: { command: 'command' }, folder: 'cwd' },
    beforeMCPExecution: { as: 'PreToolUse', ofServer: true },
    afterMCPExecution: { as: 'PostToolUse', ofServer: true },
    beforeReadFile: { as: 'PreToolUse', tool: 'Read', input: { file_path: 'file_path', filepath: 'filepath' } },
    beforeTabFileRead: { as: 'PreToolUse', tool: 'Read', input: { file_path: 'file_path', filepath: 'filepath' } },
    afterFileEdit: { as: 'PostToolUse', tool: 'MultiEdit', input: { file_path: 'file_path', edits: 'edits' } },
    afterTabFileEdit: { as: 'PostToolUse', tool: 'MultiEdit', input: { file_path: 'file_path', edits: 'edits' } },
    beforeSubmitPrompt: 'UserPromptSubmit',
    sessionStart: 'SessionStart',
    sessionEnd: 'SessionEnd',
    subagentStart: 'SubagentStart',
    subagentStop: 'SubagentStop',
    preCompact: 'PreCompact',
    afterAgentResponse: 'MessageDisplay',
    afterAgentThought: 'AgentThought',
    stop: 'Stop',
  },
  tools: {
    Shell: 'Bash',
    Bash: 'Bash',
    Read: 'Read',
    Write: 'Write',
    Edit: EDIT,
    StrReplace: EDIT,
    MultiEdit: 'MultiEdit',
    Delete: 'delete_file',
    Grep: 'Grep',
    Glob: 'Glob',
    LS: 'LS',
    WebFetch: 'WebFetch',
    WebSearch: 'WebSearch',
    Task: 'Agent',
    TodoWrite: 'TodoWrite',
  },
  fields: {
    session_id: ['conversation_id'],
    cwd: ['cwd', 'workspace_roots.0'],
    tool_response: ['tool_output', 'result_json', 'output'],
    error: ['error_message'],
  },
  embedded: ['tool_input'],
  // What a file holds that is about to be read, and whose mailbox it is, are nobody's business here.
  dropped: ['content', 'attachments', 'user_email'],
  mcpName: /^MCP:(?:([^:]+):)?(.+)$/s,
  projectVariable: 'CLAUDE_PROJECT_DIR',
  canAsk: ({ hostEvent = '' }) => ASKS.includes(hostEvent),
  replies: {
    deny: denyByExit,
    ask: (reason) => sayJson({ permission: 'ask', user_message: reason, agent_message: reason }),
    pass: ({ hostEvent = '' }) => {
      if (hostEvent === 'beforeSubmitPrompt') return sayJson({ continue: true });
      return PERMISSIONS.includes(hostEvent) ? sayJson({ permission: 'allow' }) : SILENCE;
    },
  },
}));
