import { basename, dirname } from 'node:path';
import { isObject, type JsonObject, stringAt } from '../../domain/json.ts';
import { quoted } from '../../domain/quoted.ts';
import type { LogReader, Told } from '../reader.ts';
import { inputOf, nameOf, toldCall, toldResult } from '../told.ts';

/** Events of OpenHands: of version 0 an array, lines or a file each; of version 1 `conversations/ID/events/*.json`, a file each. */
export const openhands: LogReader = {
  format: 'openhands',
  tells: isEvent,
  recordsIn: (document) => {
    if (isObject(document)) return isEvent(document) ? [document] : undefined;
    return document.some((one) => isObject(one) && isEvent(one)) ? document : undefined;
  },
  open: (path) => {
    const session = sessionIn(path);
    return (record) => {
      if (typeof record['kind'] === 'string') return toldByKind(record, session);
      const cause = record['cause'];
      if (typeof record['observation'] === 'string') return typeof cause === 'number' ? [result(record, String(cause))] : [];
      const call = record['source'] === 'agent' ? actionOf(record) : undefined;
      const id = typeof record['id'] === 'number' ? String(record['id']) : undefined;
      return call ? [toldCall({ host: 'claude-code', session, cwd: WORKSPACE, id, time: record['timestamp'], ...call })] : [];
    };
  },
};

/** Where its sandbox has the project, unless a log says otherwise. */
const WORKSPACE = '/workspace';

function isEvent(record: JsonObject): boolean {
  const { kind, source, action, observation } = record;
  if (typeof kind === 'string')
    return /^(?:Action|Observation|Message|SystemPrompt|AgentError|Pause|UserReject)\w{0,20}$/.test(kind) && source !== undefined;
  return (
    typeof source === 'string' &&
    (typeof action === 'string' || typeof observation === 'string') &&
    ('args' in record || 'content' in record)
  );
}

/** A file of one event tells its session by where it lies. */
function sessionIn(path: string): string {
  const folder = dirname(path);
  return basename(folder) === 'events' ? basename(dirname(folder)) : '';
}

interface Called {
  readonly tool: string;
  readonly input: JsonObject;
}

function actionOf({ action, args }: JsonObject): Called | undefined {
  const given = inputOf(args);
  const text = (name: string): string => stringAt(given, name) ?? '';
  switch (action) {
    case 'run':
      return { tool: 'Bash', input: { command: text('command') } };
    case 'run_ipython':
      return { tool: 'Bash', input: { command: `python3 -c ${quoted(text('code'))}` } };
    case 'read':
      return { tool: 'Read', input: { file_path: text('path') } };
    case 'write':
      return { tool: 'Write', input: { file_path: text('path'), content: text('content') || text('file_text') } };
    case 'edit':
      return edited(given, text('path'));
    case 'browse':
      return { tool: 'WebFetch', input: { url: text('url') } };
    case 'browse_interactive':
      return { tool: 'mcp__browser__interact', input: given };
    case 'call_tool_mcp':
      return { tool: `mcp__openhands__${text('name')}`, input: inputOf(given['arguments']) };
    case 'delegate':
      return { tool: 'Agent', input: { prompt: JSON.stringify(given['inputs'] ?? {}), subagent_type: text('agent') } };
    default:
      return undefined;
  }
}

/** One tool that looks at files, makes and changes them. */
function edited(given: JsonObject, path: string): Called {
  const text = (name: string): string => stringAt(given, name) ?? '';
  switch (given['command']) {
    case 'view':
      return { tool: 'Read', input: { file_path: path } };
    case 'str_replace':
      return { tool: 'Edit', input: { file_path: path, old_string: text('old_str'), new_string: text('new_str') } };
    default:
      return { tool: 'Write', input: { file_path: path, content: text('file_text') || text('new_str') || text('content') } };
  }
}

function toldByKind(record: JsonObject, session: string): readonly Told[] {
  const id = stringAt(record, 'tool_call_id') ?? stringAt(record, 'action_id');
  if (record['kind'] === 'UserRejectObservation') return id === undefined ? [] : [toldResult(id, 'denied')];
  if (record['kind'] === 'ObservationEvent') return id === undefined ? [] : [result(inputOf(record['observation']), id)];
  if (record['kind'] !== 'ActionEvent') return [];
  const tool = nameOf(record['tool_name']);
  const given = inputOf(record['action']);
  const call = calledByName(tool, given);
  return [toldCall({ host: 'claude-code', session, cwd: WORKSPACE, id, time: record['timestamp'], ...call })];
}

function calledByName(tool: string, given: JsonObject): Called {
  if (/^(?:terminal|execute_bash|bash)$/.test(tool)) return { tool: 'Bash', input: { command: stringAt(given, 'command') ?? '' } };
  if (/^(?:file_editor|str_replace_editor)$/.test(tool)) return edited(given, stringAt(given, 'path') ?? '');
  if (tool === 'browser_navigate') return { tool: 'WebFetch', input: { url: stringAt(given, 'url') ?? '' } };
  return { tool, input: given };
}

function result(record: JsonObject, call: string): Told {
  const extras = inputOf(record['extras']);
  const code = record['exit_code'] ?? extras['exit_code'] ?? inputOf(extras['metadata'])['exit_code'];
  const failed = record['observation'] === 'error' || record['is_error'] === true || (typeof code === 'number' && code !== 0);
  return toldResult(call, record['observation'] === 'user_rejected' ? 'denied' : failed ? 'failed' : 'ran', record['content']);
}
