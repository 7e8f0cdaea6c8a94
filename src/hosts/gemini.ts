import { createAdapter } from './adapter.ts';
import { BY_EXIT_AND_MESSAGE } from './replies.ts';
import { EDIT } from './tools.ts';

/** Gemini CLI 0.61. A question without a person hangs there, and JSON on stdout wins over the exit code. */
export const gemini = createAdapter(() => ({
  host: 'gemini',
  events: {
    BeforeTool: 'PreToolUse',
    AfterTool: 'PostToolUse',
    BeforeAgent: 'UserPromptSubmit',
    AfterAgent: 'Stop',
    BeforeModel: 'BeforeModel',
    BeforeToolSelection: 'BeforeToolSelection',
    AfterModel: 'AfterModel',
    SessionStart: 'SessionStart',
    SessionEnd: 'SessionEnd',
    Notification: 'Notification',
    PreCompress: 'PreCompact',
  },
  tools: {
    run_shell_command: 'Bash',
    write_file: 'Write',
    replace: EDIT,
    read_file: 'Read',
    list_directory: 'LS',
    glob: 'Glob',
    grep_search: 'Grep',
    search_file_content: 'Grep',
    web_fetch: 'WebFetch',
    google_web_search: 'WebSearch',
    write_todos: 'TodoWrite',
    invoke_agent: 'Agent',
    activate_skill: 'Skill',
    ask_user: 'AskUserQuestion',
  },
  fields: { mcp_server_name: ['mcp_context.server_name'], mcp_tool_name: ['mcp_context.tool_name'] },
  mcpName: /^mcp_([^_]+)_(.+)$/s,
  folderField: 'dir_path',
  projectVariable: 'CLAUDE_PROJECT_DIR',
  replies: BY_EXIT_AND_MESSAGE,
}));
