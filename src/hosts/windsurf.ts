import { createAdapter } from './adapter.ts';
import { BY_EXIT_ALONE } from './replies.ts';

const INPUT = 'tool_info';
const OF_SERVER = 'tool_info.mcp_tool_arguments';

/** Windsurf Cascade, by its documentation: only exit code 2 before the action stops it, and nothing asks. */
export const windsurf = createAdapter(() => ({
  host: 'windsurf',
  events: {
    pre_read_code: { as: 'PreToolUse', tool: 'Read', input: INPUT },
    post_read_code: { as: 'PostToolUse', tool: 'Read', input: INPUT },
    pre_write_code: { as: 'PreToolUse', tool: 'MultiEdit', input: INPUT },
    post_write_code: { as: 'PostToolUse', tool: 'MultiEdit', input: INPUT },
    pre_run_command: { as: 'PreToolUse', tool: 'Bash', input: INPUT, folder: 'tool_info.cwd' },
    post_run_command: { as: 'PostToolUse', tool: 'Bash', input: INPUT, folder: 'tool_info.cwd' },
    pre_mcp_tool_use: { as: 'PreToolUse', tool: 'unnamed', input: OF_SERVER, ofServer: true },
    post_mcp_tool_use: { as: 'PostToolUse', tool: 'unnamed', input: OF_SERVER, ofServer: true },
    pre_user_prompt: 'UserPromptSubmit',
    post_cascade_response: 'Stop',
    post_setup_worktree: 'WorktreeCreate',
  },
  tools: { Read: 'Read', MultiEdit: 'MultiEdit', Bash: 'Bash' },
  fields: {
    hook_event_name: ['agent_action_name'],
    session_id: ['trajectory_id'],
    prompt: ['tool_info.user_prompt'],
    tool_response: ['tool_info.mcp_result', 'tool_info.response'],
    mcp_server_name: ['tool_info.mcp_server_name'],
    mcp_tool_name: ['tool_info.mcp_tool_name'],
  },
  embedded: [OF_SERVER],
  dropped: [INPUT],
  replies: BY_EXIT_ALONE,
}));
