import type { Blocking } from '../domain/event.ts';
import type { Verb } from '../domain/host.ts';
import { type JsonObject, stringAt } from '../domain/json.ts';
import { own } from '../domain/own.ts';

/** Events that something waits for. On all others, exit 2 would do harm: on Stop it restarts the model. */
const HELD: Readonly<Record<string, Blocking>> = {
  PreToolUse: 'blocks',
  PermissionRequest: 'blocks',
  ConfigChange: 'blocks',
  UserPromptSubmit: 'prompt',
};

/** Events that can stop nothing, under their neutral names, which are those of Claude Code 2.1 where it has them. */
const FREE: ReadonlySet<string> = new Set(
  `CwdChanged DirectoryAdded Elicitation ElicitationResult FileChanged InstructionsLoaded MessageDisplay Notification PermissionDenied
  PostCompact PostModelSwitch PostToolBatch PostToolUse PostToolUseFailure PreCompact PreModelSwitch SessionEnd SessionStart Setup Stop
  StopFailure SubagentStart SubagentStop TaskCompleted TaskCreated TeammateIdle UserPromptExpansion WorktreeCreate WorktreeRemove
  BeforeModel AfterModel BeforeToolSelection ErrorOccurred Interrupt AgentThought`.split(/\s+/),
);

/** Sources of settings that can switch hooks off. A change of managed settings cannot be blocked, and skills hold no hook settings. */
const HOOK_SETTINGS: readonly string[] = ['user_settings', 'project_settings', 'local_settings'];

/** What a deny and a failure do to an event of this neutral name. */
export function blockingOf(name: string, raw: JsonObject, verb: Verb): Blocking {
  if (FREE.has(name)) return 'never';
  const source = stringAt(raw, 'source');
  if (name === 'ConfigChange' && source !== undefined && !HOOK_SETTINGS.includes(source)) return 'never';
  // An event newer than these tables: whether it blocks is known only from how it was wired.
  return own(HELD, name) ?? (verb === 'block' ? 'blocks' : 'never');
}

/** A table of events that the host calls as they are called here. */
export const sameNames = (names: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, name]));
