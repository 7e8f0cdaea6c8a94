import { createAdapter } from './adapter.ts';
import { sameNames } from './events.ts';
import { AS_CLAUDE_CODE } from './replies.ts';
import { EDIT } from './tools.ts';

/** Agent hooks of Visual Studio Code, by its documentation: Claude Code's events and answers with tools of its own. */
export const vscode = createAdapter(() => ({
  host: 'vscode',
  events: sameNames('SessionStart UserPromptSubmit PreToolUse PostToolUse PreCompact SubagentStart SubagentStop Stop'),
  tools: {
    run_in_terminal: 'Bash',
    runInTerminal: 'Bash',
    runTerminalCommand: 'Bash',
    create_file: 'Write',
    createFile: 'Write',
    replace_string_in_file: EDIT,
    multi_replace_string_in_file: 'MultiEdit',
    insert_edit_into_file: 'MultiEdit',
    apply_patch: 'apply_patch',
    read_file: 'Read',
    readFile: 'Read',
    list_dir: 'LS',
    file_search: 'Glob',
    grep_search: 'Grep',
    fetch_webpage: 'WebFetch',
    runSubagent: 'Agent',
    manage_todo_list: 'TodoWrite',
    Bash: 'Bash',
    Read: 'Read',
    Write: 'Write',
    Edit: EDIT,
  },
  fields: { hook_event_name: ['hookEventName'], session_id: ['sessionId'] },
  mcpName: /^mcp_([^_]+)_(.+)$/s,
  canAsk: ({ blocking }) => blocking === 'blocks',
  replies: AS_CLAUDE_CODE,
}));
