import { createAdapter } from './adapter.ts';
import { BY_EXIT_ALONE } from './replies.ts';
import { EDIT } from './tools.ts';

/** Goose, by its documentation. With `on_failure: "block"` anything on stdout that is no answer counts as a failure. */
export const goose = createAdapter(() => ({
  host: 'goose',
  events: {
    PreToolUse: 'PreToolUse',
    PostToolUse: 'PostToolUse',
    PostToolUseFailure: 'PostToolUseFailure',
    BeforeReadFile: 'PreToolUse',
    BeforeShellExecution: 'PreToolUse',
    AfterFileEdit: 'PostToolUse',
    AfterShellExecution: 'PostToolUse',
    UserPromptSubmit: 'UserPromptSubmit',
    SessionStart: 'SessionStart',
    SessionEnd: 'SessionEnd',
    Stop: 'Stop',
  },
  tools: {
    developer__shell: 'Bash',
    developer__write: 'Write',
    developer__edit: EDIT,
    developer__tree: 'LS',
    shell: 'Bash',
    write: 'Write',
    edit: EDIT,
    tree: 'LS',
  },
  fields: { hook_event_name: ['event'], cwd: ['working_dir'], prompt: ['message'], tool_response: ['tool_output'] },
  mcpName: /^([^_].*?)__(.+)$/s,
  replies: BY_EXIT_ALONE,
}));
