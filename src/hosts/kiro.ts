import { createAdapter } from './adapter.ts';
import { BY_EXIT_ALONE } from './replies.ts';
import { EDIT } from './tools.ts';

/** Kiro CLI, by its documentation. Its events name no session, so that one folder counts as one. */
export const kiro = createAdapter(() => ({
  host: 'kiro',
  events: {
    preToolUse: 'PreToolUse',
    postToolUse: 'PostToolUse',
    userPromptSubmit: 'UserPromptSubmit',
    agentSpawn: 'SessionStart',
    stop: 'Stop',
  },
  tools: {
    execute_bash: 'Bash',
    execute_cmd: 'Bash',
    shell: 'Bash',
    fs_write: ['Write', ...EDIT],
    write: ['Write', ...EDIT],
    glob: 'Glob',
    grep: 'Grep',
    web_fetch: 'WebFetch',
    web_search: 'WebSearch',
    use_subagent: 'Agent',
    delegate: 'Agent',
    todo_list: 'TodoWrite',
  },
  mcpName: /^@([^/]+)\/(.+)$/s,
  sessionByFolder: true,
  replies: BY_EXIT_ALONE,
}));
