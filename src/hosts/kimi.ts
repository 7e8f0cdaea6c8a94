import { createAdapter } from './adapter.ts';
import { sameNames } from './events.ts';
import { BY_EXIT_ALONE } from './replies.ts';
import { EDIT } from './tools.ts';

/** Kimi Code and the Kimi CLI before it, by their documentation. */
export const kimi = createAdapter(() => ({
  host: 'kimi',
  events: sameNames(
    `PreToolUse PostToolUse PostToolUseFailure PermissionRequest UserPromptSubmit Stop StopFailure SessionStart SessionEnd SubagentStart
    SubagentStop PreCompact PostCompact Notification Interrupt`,
  ),
  tools: {
    Bash: 'Bash',
    Shell: 'Bash',
    Read: 'Read',
    ReadFile: 'Read',
    Write: 'Write',
    WriteFile: 'Write',
    Edit: EDIT,
    StrReplaceFile: EDIT,
    Glob: 'Glob',
    Grep: 'Grep',
    FetchURL: 'WebFetch',
    WebFetch: 'WebFetch',
    SearchWeb: 'WebSearch',
    WebSearch: 'WebSearch',
    Task: 'Agent',
    Agent: 'Agent',
    TodoWrite: 'TodoWrite',
    SetTodoList: 'TodoWrite',
  },
  fields: { tool_use_id: ['tool_call_id'], tool_response: ['tool_output'] },
  replies: BY_EXIT_ALONE,
}));
