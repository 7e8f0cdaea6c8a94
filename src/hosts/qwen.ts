import { createAdapter } from './adapter.ts';
import { sameNames } from './events.ts';
import { AS_CLAUDE_CODE } from './replies.ts';
import { EDIT } from './tools.ts';

/** Qwen Code 0.24: Gemini CLI's tools with Claude Code's events and answers. Without a person it denies what a hook asks about. */
export const qwen = createAdapter(() => ({
  host: 'qwen',
  events: sameNames(
    `PreToolUse PermissionRequest PermissionDenied PostToolUse PostToolUseFailure UserPromptSubmit SessionStart SessionEnd Stop
    StopFailure SubagentStart SubagentStop PreCompact PostCompact Notification`,
  ),
  tools: {
    run_shell_command: 'Bash',
    write_file: 'Write',
    edit: EDIT,
    replace: EDIT,
    read_file: 'Read',
    list_directory: 'LS',
    glob: 'Glob',
    grep_search: 'Grep',
    search_file_content: 'Grep',
    web_fetch: 'WebFetch',
    web_search: 'WebSearch',
    todo_write: 'TodoWrite',
    task: 'Agent',
    agent: 'Agent',
    skill: 'Skill',
    exit_plan_mode: 'ExitPlanMode',
    ask_user_question: 'AskUserQuestion',
  },
  // Its `tool_use_id` is made anew for each event; the model's own id is the same before and after the call.
  fields: { tool_use_id: ['tool_call_id'] },
  folderField: 'directory',
  projectVariable: 'CLAUDE_PROJECT_DIR',
  canAsk: ({ blocking }) => blocking === 'blocks',
  replies: AS_CLAUDE_CODE,
}));
