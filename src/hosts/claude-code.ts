import { createAdapter } from './adapter.ts';
import { sameNames } from './events.ts';
import { AS_CLAUDE_CODE, sayJson } from './replies.ts';

/** Claude Code 2.1, after whose events and tools everything here is named. */
export const claudeCode = createAdapter(() => ({
  host: 'claude-code',
  events: sameNames(
    `PreToolUse PermissionRequest PermissionDenied PostToolUse PostToolUseFailure PostToolBatch UserPromptSubmit UserPromptExpansion
    SessionStart SessionEnd Setup Stop StopFailure SubagentStart SubagentStop Notification PreCompact PostCompact PreModelSwitch
    PostModelSwitch TeammateIdle TaskCreated TaskCompleted Elicitation ElicitationResult ConfigChange WorktreeCreate WorktreeRemove
    InstructionsLoaded CwdChanged FileChanged DirectoryAdded MessageDisplay`,
  ),
  projectVariable: 'CLAUDE_PROJECT_DIR',
  attestsPrompts: true,
  canAsk: ({ permissionMode }, environment) => environment['CLAUDE_CODE_SESSION_ATTENDED'] !== '0' && permissionMode !== 'dontAsk',
  replies: {
    ...AS_CLAUDE_CODE,
    tellOfPrompt: (notice) =>
      sayJson({ systemMessage: notice, hookSpecificOutput: { hookEventName: 'UserPromptSubmit', additionalContext: notice } }),
  },
}));
