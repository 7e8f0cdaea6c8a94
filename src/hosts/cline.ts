import { createAdapter } from './adapter.ts';
import { sayJson } from './replies.ts';
import { EDIT } from './tools.ts';

const BEFORE = 'preToolUse';
const AFTER = 'postToolUse';
const both = (field: string): readonly string[] => [`${BEFORE}.${field}`, `${AFTER}.${field}`];

/** Cline, by its documentation and source: only `cancel` in JSON on stdout stops a call; a hook that exits with an error does not. */
export const cline = createAdapter(() => ({
  host: 'cline',
  events: {
    PreToolUse: 'PreToolUse',
    PostToolUse: 'PostToolUse',
    UserPromptSubmit: 'UserPromptSubmit',
    TaskStart: 'SessionStart',
    TaskResume: 'SessionStart',
    TaskCancel: 'Stop',
    TaskComplete: 'Stop',
    PreCompact: 'PreCompact',
    Notification: 'Notification',
  },
  tools: {
    execute_command: 'Bash',
    write_to_file: 'Write',
    replace_in_file: EDIT,
    new_rule: 'Write',
    apply_patch: 'apply_patch',
    read_file: 'Read',
    list_files: 'LS',
    list_code_definition_names: 'LS',
    search_files: 'Grep',
    web_fetch: 'WebFetch',
    web_search: 'WebSearch',
    ask_followup_question: 'AskUserQuestion',
  },
  serverTool: { name: 'use_mcp_tool', server: 'server_name', tool: 'tool_name', input: 'arguments' },
  fields: {
    hook_event_name: ['hookName'],
    session_id: ['taskId'],
    cwd: ['workspaceRoots.0'],
    prompt: ['userPromptSubmit.prompt'],
    tool_name: both('toolName'),
    tool_input: both('parameters'),
    tool_response: [`${AFTER}.result`],
  },
  embedded: both('parameters.arguments'),
  dropped: [BEFORE, AFTER, 'userPromptSubmit'],
  replies: {
    deny: (reason) => sayJson({ cancel: true, errorMessage: reason }),
    pass: () => sayJson({ cancel: false }),
  },
}));
