import { createAdapter } from './adapter.ts';
import { sameNames } from './events.ts';
import { BY_EXIT_AND_MESSAGE } from './replies.ts';
import { EDIT } from './tools.ts';

/** Factory Droid, by its documentation: Claude Code's events with tools of its own. What a question does without a person is not known. */
export const droid = createAdapter(() => ({
  host: 'droid',
  events: sameNames('PreToolUse PostToolUse UserPromptSubmit Notification Stop SubagentStop PreCompact SessionStart SessionEnd'),
  tools: {
    Execute: 'Bash',
    Create: 'Write',
    Edit: EDIT,
    MultiEdit: 'MultiEdit',
    ApplyPatch: 'apply_patch',
    Read: 'Read',
    LS: 'LS',
    Grep: 'Grep',
    Glob: 'Glob',
    FetchUrl: 'WebFetch',
    WebSearch: 'WebSearch',
    Task: 'Agent',
    TodoWrite: 'TodoWrite',
    Skill: 'Skill',
  },
  replies: BY_EXIT_AND_MESSAGE,
}));
