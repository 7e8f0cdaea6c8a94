import { createAdapter } from './adapter.ts';
import { sameNames } from './events.ts';
import { BY_EXIT_AND_MESSAGE } from './replies.ts';

/**
 * OpenAI Codex CLI 0.169. It reports every way of running a command as `Bash`, and nothing of what is typed into a process that runs.
 * A question, an unknown field or an empty reason counts there as a hook that failed, and the call runs.
 */
export const codex = createAdapter(() => ({
  host: 'codex',
  events: sameNames(
    `PreToolUse PermissionRequest PostToolUse PreCompact PostCompact UserPromptSubmit SubagentStart SubagentStop Stop StopFailure
    SessionStart SessionEnd Interrupt`,
  ),
  tools: {
    Bash: 'Bash',
    shell: 'Bash',
    shell_command: 'Bash',
    local_shell: 'Bash',
    exec_command: 'exec_command',
    write_stdin: 'write_stdin',
    apply_patch: 'apply_patch',
    view_image: 'Read',
    web_search: 'WebSearch',
    update_plan: 'TodoWrite',
  },
  folderField: 'workdir',
  replies: BY_EXIT_AND_MESSAGE,
}));
