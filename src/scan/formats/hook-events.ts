import type { HookEvent, Sender } from '../../domain/event.ts';
import { isObject, type JsonObject, parseJson, stringAt } from '../../domain/json.ts';
import type { Result } from '../../domain/result.ts';
import { adapterFor, detectHost } from '../../hosts/index.ts';
import { mayBeOf } from '../../hosts/signs.ts';
import { LIMITS } from '../../validation/limits.ts';
import type { Refusal } from '../../validation/refusal.ts';
import { readSent, validateSent } from '../../validation/validate.ts';
import type { LogReader, Told } from '../reader.ts';
import { NO_SESSION } from '../replay.ts';
import { timeOf } from '../time.ts';

/** A row that is no hook event but a shell command: `{"command", "cwd"?, "home"?}`. */
export const isCommand = (row: JsonObject): boolean => typeof row['command'] === 'string' && row['hook_event_name'] === undefined;

/** A bare command belongs to no session. */
export function commandEvent(command: string, cwd: string): HookEvent {
  const tool = { name: 'Bash', input: { command } };
  const raw = { tool_name: tool.name, tool_input: tool.input };
  return { host: 'claude-code', name: 'PreToolUse', blocking: 'blocks', sessionId: NO_SESSION, cwd, tool, raw };
}

/** What hosts send to hooks, a line each, as it is or as the `stdin` of a line that says more; and bare commands. */
export const hookEvents: LogReader = {
  format: 'hook-events',
  tells: (record) => {
    const sent = sentIn(record);
    if (isCommand(sent)) return true;
    const names = NAMED.some((field) => typeof sent[field] === 'string');
    return names && (typeof sent['session_id'] === 'string' || typeof sent['cwd'] === 'string') && detectHost(sent) !== undefined;
  },
  open: () => (record) => told(sentIn(record), (host, sent) => validateSent(sent, adapterFor(host), 'block', LIMITS)),
  openLines: () => (line) => {
    // The line itself, byte for byte, is what a hook would have been given.
    const given = readSent(line, LIMITS);
    const record = given.ok ? given.value : parseJson(line.toString('utf8'));
    if (!isObject(record)) return [{ kind: 'problem', reason: 'no JSON object' }];
    const sent = sentIn(record);
    return told(sent, (host) => {
      const read = sent === record ? given : readSent(Buffer.from(JSON.stringify(sent)), LIMITS);
      return read.ok ? validateSent(read.value, adapterFor(host), 'block', LIMITS) : read;
    });
  },
};

/** What an event that is worth reading names. */
const NAMED = ['hook_event_name', 'hookEventName', 'hookName', 'agent_action_name', 'tool_name', 'toolName'] as const;

function sentIn(record: JsonObject): JsonObject {
  const { stdin } = record;
  return isObject(stdin) && (typeof stdin['session_id'] === 'string' || 'hook_event_name' in stdin)
    ? { cwd: record['cwd'], ...stdin }
    : record;
}

function told(sent: JsonObject, read: (host: Sender, sent: JsonObject) => Result<HookEvent, Refusal>): readonly Told[] {
  const time = timeOf(sent['timestamp'] ?? sent['time']);
  const home = stringAt(sent, 'home');
  const around = { ...(time !== undefined && { time }), ...(home !== undefined && { home }) };
  if (isCommand(sent))
    return [{ kind: 'event', event: commandEvent(stringAt(sent, 'command') ?? '', stringAt(sent, 'cwd') ?? '/'), ...around }];
  const event = read(detectHost(sent) ?? 'claude-code', sent);
  return [
    event.ok ? { kind: 'event', event: named(event.value, sent), ...around } : { kind: 'problem', reason: event.error.finding.message },
  ];
}

/** Others have taken names of tools from Claude Code, which sends most of all that is recorded: what may be its own, counts as that. */
function named(event: HookEvent, sent: JsonObject): HookEvent {
  const mayBeItsOwn = mayBeOf('claude-code', sent) && adapterFor('claude-code').knows(stringAt(sent, 'hook_event_name') ?? '');
  return mayBeItsOwn && event.tool?.name === sent['tool_name'] && /^[A-Z]/.test(event.tool?.name ?? '')
    ? { ...event, host: 'claude-code' }
    : event;
}
