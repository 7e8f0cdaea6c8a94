import type { Host, Sender } from '../domain/event.ts';
import type { JsonObject } from '../domain/json.ts';
import { own } from '../domain/own.ts';

/** Fields of an event that only some hosts send with a tool call, and others never. */
const SENT_BY: Readonly<Record<string, readonly Sender[]>> = {
  turn_id: ['codex'],
  toolName: ['copilot'],
  toolArgs: ['copilot'],
  hookEventName: ['vscode'],
  conversation_id: ['cursor'],
  cursor_version: ['cursor'],
  agent_action_name: ['windsurf'],
  tool_info: ['windsurf'],
  event: ['crush', 'goose'],
  working_dir: ['goose'],
  clineVersion: ['cline'],
  hookName: ['cline', 'copilot'],
  mcp_context: ['gemini'],
};

/** Fields that tell where nothing else does. A host may come to send them, so that they contradict nothing. */
const HINTS: Readonly<Record<string, readonly Sender[]>> = {
  sessionId: ['copilot', 'vscode'],
  tool_call_id: ['qwen', 'kimi'],
};

/** Hosts that say when: of those that do not, an event with a time is hardly one. */
const TIMED: readonly Host[] = ['gemini', 'qwen', 'copilot', 'vscode', 'windsurf', 'cline'];

const allows = (table: Readonly<Record<string, readonly Sender[]>>, host: Sender, raw: JsonObject): boolean =>
  Object.keys(raw).every((field) => own(table, field)?.includes(host) ?? true);

/** Whether the event has a field that this host never sends and others do: then the wrong `--host` is wired. */
export const contradicts = (host: Sender, raw: JsonObject): boolean => !allows(SENT_BY, host, raw);

/** Whether nothing speaks against the event being this host's. */
export const mayBeOf = (host: Host, raw: JsonObject): boolean =>
  allows(SENT_BY, host, raw) && allows(HINTS, host, raw) && 'timestamp' in raw === TIMED.includes(host);
