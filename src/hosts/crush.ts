import { createAdapter } from './adapter.ts';
import { BY_EXIT_ALONE } from './replies.ts';
import { EDIT } from './tools.ts';

/** Crush, by its documentation: one event, of the main agent's calls alone. */
export const crush = createAdapter(() => ({
  host: 'crush',
  events: { PreToolUse: 'PreToolUse' },
  tools: {
    bash: 'Bash',
    edit: EDIT,
    multiedit: 'MultiEdit',
    write: 'Write',
    view: 'Read',
    ls: 'LS',
    glob: 'Glob',
    grep: 'Grep',
    fetch: 'WebFetch',
    web_fetch: 'WebFetch',
    web_search: 'WebSearch',
    agent: 'Agent',
    todos: 'TodoWrite',
    job_output: 'BashOutput',
    job_kill: 'KillShell',
  },
  fields: { hook_event_name: ['event'] },
  mcpName: /^mcp_([^_]+)_(.+)$/s,
  replies: BY_EXIT_ALONE,
}));
