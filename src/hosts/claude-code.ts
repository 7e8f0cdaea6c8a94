import type { Blocking, HookEvent } from '../domain/event.ts';
import type { Addressee, HostAdapter, Reply, Verb } from '../domain/host.ts';
import type { JsonObject } from '../domain/json.ts';
import { stringAt } from '../domain/json.ts';
import { formatReason } from './reason.ts';

/** Every event that Claude Code 2.1 has. On `never`, exit 2 would do harm: on Stop it restarts the model. */
const BLOCKING: Readonly<Record<string, Blocking>> = {
  PreToolUse: 'blocks',
  PermissionRequest: 'blocks',
  ConfigChange: 'blocks',
  UserPromptSubmit: 'prompt',
  CwdChanged: 'never',
  DirectoryAdded: 'never',
  Elicitation: 'never',
  ElicitationResult: 'never',
  FileChanged: 'never',
  InstructionsLoaded: 'never',
  MessageDisplay: 'never',
  Notification: 'never',
  PermissionDenied: 'never',
  PostCompact: 'never',
  PostModelSwitch: 'never',
  PostToolBatch: 'never',
  PostToolUse: 'never',
  PostToolUseFailure: 'never',
  PreCompact: 'never',
  PreModelSwitch: 'never',
  SessionEnd: 'never',
  SessionStart: 'never',
  Setup: 'never',
  Stop: 'never',
  StopFailure: 'never',
  SubagentStart: 'never',
  SubagentStop: 'never',
  TaskCompleted: 'never',
  TaskCreated: 'never',
  TeammateIdle: 'never',
  UserPromptExpansion: 'never',
  WorktreeCreate: 'never',
  WorktreeRemove: 'never',
};

/** Sources of settings that can switch hooks off. A change of managed settings cannot be blocked, and skills hold no hook settings. */
const HOOK_SETTINGS: readonly string[] = ['user_settings', 'project_settings', 'local_settings'];

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

/** Fields that Claude Code never sends with a tool call and other agents do: then the wrong `--host` is wired. */
const FIELDS_OF_OTHERS: readonly string[] = [
  'turn_id',
  'toolName',
  'toolArgs',
  'conversation_id',
  'cursor_version',
  'agent_action_name',
  'tool_info',
  'event',
];

function blockingOf(name: string, raw: JsonObject, verb: Verb): Blocking {
  // An event newer than this table: whether it blocks is known only from how it was wired.
  if (!Object.hasOwn(BLOCKING, name)) return verb === 'block' ? 'blocks' : 'never';
  const source = stringAt(raw, 'source');
  if (name === 'ConfigChange' && source !== undefined && !HOOK_SETTINGS.includes(source)) return 'never';
  return BLOCKING[name] ?? 'blocks';
}

function canAsk(event: HookEvent, environment: Readonly<Record<string, string | undefined>>): boolean {
  return (
    environment['CLAUDE_CODE_SESSION_ATTENDED'] !== '0' &&
    event.permissionMode !== 'dontAsk' &&
    Object.hasOwn(BLOCKING, event.name) &&
    !FIELDS_OF_OTHERS.some((field) => field in event.raw)
  );
}

const SILENCE: Reply = { exitCode: 0, stdout: '', stderr: '' };

// Exit 2 with a reason and an empty stdout for PermissionRequest, too, where a JSON answer could also carry a deny: exit 2 keeps the call
// from running, and a JSON answer that is cut off counts as none, which lets the dialog or a rule decide.
const deny = (reason: string): Reply => ({ exitCode: 2, stdout: '', stderr: `${reason}\n` });

const json = (answer: JsonObject): Reply => ({ exitCode: 0, stdout: JSON.stringify(answer), stderr: '' });

const tell = ({ name }: Addressee, message: string): Reply =>
  TELLS_THE_PERSON.includes(name) ? json({ systemMessage: message }) : SILENCE;

function ask({ name }: Addressee, reason: string): Reply {
  // The dialog that this event announces is the question.
  if (name === 'PermissionRequest') return SILENCE;
  if (name !== 'PreToolUse') return deny(reason);
  return json({ hookSpecificOutput: { hookEventName: name, permissionDecision: 'ask', permissionDecisionReason: reason } });
}

const APPROVAL: JsonObject = {
  hookSpecificOutput: {
    hookEventName: 'PreToolUse',
    permissionDecision: 'allow',
    permissionDecisionReason: 'Hookwarden: it changes nothing and reads no secret.',
  },
};

/** The person reads it, and so does the model, which may have to make a call again. */
const toldOfPrompt = (notice: string): Reply =>
  json({ systemMessage: notice, hookSpecificOutput: { hookEventName: 'UserPromptSubmit', additionalContext: notice } });

/** A name is somebody else's text: it stays on its line, for the lines below are ours. */
const shown = (name: string): string => name.slice(0, 80).replace(/\s/g, ' ');
const subject = ({ name, tool }: Addressee): string => (tool ? `this ${shown(tool.name)} call` : `this ${shown(name)} event`);

export const claudeCode: HostAdapter = {
  host: 'claude-code',
  blockingOf,
  canAsk,
  projectOf: (environment) => environment['CLAUDE_PROJECT_DIR'],
  reply: (addressee, { decision, findings, approved, notice }) => {
    if (decision === 'allow' && notice !== undefined && addressee.name === 'UserPromptSubmit') return toldOfPrompt(notice);
    if (decision === 'allow' && approved === true && addressee.name === 'PreToolUse') return json(APPROVAL);
    if (addressee.blocking === 'never') return notice === undefined ? SILENCE : tell(addressee, notice);
    if (decision === 'allow') return SILENCE;
    if (decision === 'deny') return deny(formatReason(`Hookwarden denied ${subject(addressee)}:`, findings, notice));
    const reason = formatReason(`Hookwarden asks before ${subject(addressee)}:`, findings);
    // A prompt cannot be asked about; its own author reads the message.
    return addressee.blocking === 'prompt' ? tell(addressee, reason) : ask(addressee, reason);
  },
  failure: (addressee, findings) => {
    const reason = formatReason(`Hookwarden could not judge ${subject(addressee)}:`, findings);
    return addressee.blocking === 'blocks' ? deny(reason) : tell(addressee, reason);
  },
};
