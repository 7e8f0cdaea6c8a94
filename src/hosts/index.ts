import { HOSTS, type Host, type Sender } from '../domain/event.ts';
import type { HostAdapter } from '../domain/host.ts';
import { type JsonObject, stringAt } from '../domain/json.ts';
import { claudeCode } from './claude-code.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { copilot } from './copilot.ts';
import { crush } from './crush.ts';
import { cursor } from './cursor.ts';
import { droid } from './droid.ts';
import { gemini } from './gemini.ts';
import { goose } from './goose.ts';
import { kimi } from './kimi.ts';
import { kiro } from './kiro.ts';
import { mcp } from './mcp.ts';
import { opencode } from './opencode.ts';
import { qwen } from './qwen.ts';
import { mayBeOf } from './signs.ts';
import { vscode } from './vscode.ts';
import { windsurf } from './windsurf.ts';

const ADAPTERS: Readonly<Record<Sender, () => HostAdapter>> = {
  'claude-code': claudeCode,
  codex,
  gemini,
  qwen,
  copilot,
  vscode,
  cursor,
  windsurf,
  opencode,
  droid,
  crush,
  goose,
  cline,
  kiro,
  kimi,
  mcp,
};

export const adapterFor = (host: Sender): HostAdapter => ADAPTERS[host]();

const EVENT_NAMES = ['hook_event_name', 'hookEventName', 'event', 'hookName', 'agent_action_name'] as const;

/**
 * Whose event this is, by its shape alone: which fields there are, what the event and the tool are called. Undefined where no host sends
 * such a one. Only for a hook that was not told its host: what tells two hosts apart may be gone in their next version.
 */
export function detectHost(raw: JsonObject): Host | undefined {
  const event = EVENT_NAMES.map((field) => stringAt(raw, field)).find((name) => name !== undefined);
  const tool = stringAt(raw, 'tool_name') ?? stringAt(raw, 'toolName');
  let first: Host | undefined;
  for (const host of HOSTS) {
    if (!mayBeOf(host, raw)) continue;
    const { knows, hasTool } = adapterFor(host);
    if (event !== undefined && !knows(event)) continue;
    if (tool !== undefined && hasTool(tool)) return host;
    first ??= host;
  }
  return first;
}
