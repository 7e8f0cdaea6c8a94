import { createAdapter } from './adapter.ts';
import { sameNames } from './events.ts';
import { BY_EXIT_ALONE } from './replies.ts';
import { EDIT } from './tools.ts';

/** OpenCode 1.18, as the plugin of `src/wiring/opencode-plugin.ts` tells of it: the neutral events, with OpenCode's own tools. */
export const opencode = createAdapter(() => ({
  host: 'opencode',
  events: sameNames('PreToolUse PermissionRequest PostToolUse UserPromptSubmit SessionStart SessionEnd Stop'),
  tools: {
    bash: 'Bash',
    edit: EDIT,
    multiedit: 'MultiEdit',
    write: 'Write',
    patch: 'apply_patch',
    apply_patch: 'apply_patch',
    read: 'Read',
    glob: 'Glob',
    grep: 'Grep',
    list: 'LS',
    webfetch: 'WebFetch',
    websearch: 'WebSearch',
    task: 'Agent',
    todowrite: 'TodoWrite',
    todoread: 'TodoRead',
    skill: 'Skill',
    question: 'AskUserQuestion',
  },
  folderField: 'workdir',
  replies: BY_EXIT_ALONE,
}));
