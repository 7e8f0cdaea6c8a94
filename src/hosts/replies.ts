import type { Reply } from '../domain/host.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Answered, Replies } from './dialect.ts';

export const SILENCE: Reply = { exitCode: 0, stdout: '', stderr: '' };

export const sayJson = (answer: JsonObject): Reply => ({ exitCode: 0, stdout: JSON.stringify(answer), stderr: '' });

/**
 * Exit 2 with a reason and an empty stdout: of all forms the only one that blocked on every host that was tried. An empty reason lets the
 * call run on three of them, and JSON beside it wins over the exit code on one.
 */
export const denyByExit = (reason: string): Reply => ({ exitCode: 2, stdout: '', stderr: `${reason}\n` });

/** The question in Claude Code's form, which others have taken over. */
export const askInHookOutput = (reason: string, { name }: Answered): Reply =>
  name === 'PreToolUse'
    ? sayJson({ hookSpecificOutput: { hookEventName: name, permissionDecision: 'ask', permissionDecisionReason: reason } })
    : denyByExit(reason);

export const APPROVED = 'Hookwarden: it changes nothing and reads no secret.';

export const approveInHookOutput = ({ name }: Answered): Reply =>
  sayJson({ hookSpecificOutput: { hookEventName: name, permissionDecision: 'allow', permissionDecisionReason: APPROVED } });

/** Events on which a JSON answer with `systemMessage` only shows it to the person; elsewhere stdout may mean something else. */
const TELLS_THE_PERSON: readonly string[] = [
  'UserPromptSubmit',
  'SessionStart',
  'PostToolUse',
  'PostToolUseFailure',
  'Stop',
  'SubagentStop',
  'Notification',
  'PreCompact',
];

const tellInSystemMessage = (message: string, { name }: Answered): Reply =>
  TELLS_THE_PERSON.includes(name) ? sayJson({ systemMessage: message }) : SILENCE;

/** For a host that only reads the exit code. */
export const BY_EXIT_ALONE: Replies = { deny: denyByExit };
/** For a host that also shows messages, and asks nobody. */
export const BY_EXIT_AND_MESSAGE: Replies = { deny: denyByExit, tell: tellInSystemMessage };
/** Claude Code's own, for a host that has taken them over. */
export const AS_CLAUDE_CODE: Replies = {
  deny: denyByExit,
  ask: askInHookOutput,
  approve: approveInHookOutput,
  tell: tellInSystemMessage,
};
