import { isObject, type JsonObject, stringAt } from '../../domain/json.ts';
import type { LogReader, Told } from '../reader.ts';
import type { CallOutcome } from '../row.ts';
import { inputOf, nameOf, saysDenied, toldCall, toldResult } from '../told.ts';

const WRAPPERS: ReadonlySet<unknown> = new Set(
  'session_meta turn_context response_item event_msg world_state token_usage_record compacted'.split(' '),
);
const ITEMS: ReadonlySet<unknown> = new Set(
  `function_call function_call_output custom_tool_call custom_tool_call_output local_shell_call local_shell_call_output
  web_search_call reasoning`.split(/\s+/),
);

/**
 * Rollouts of Codex CLI, `~/.codex/sessions/…/rollout-*.jsonl`: since late 2025 each line wraps its item with a time; before, the items
 * stood bare behind one line about the session.
 */
export const codex: LogReader = {
  format: 'codex',
  tells: (record) =>
    (WRAPPERS.has(record['type']) && isObject(record['payload'])) ||
    (ITEMS.has(record['type']) && ('call_id' in record || 'summary' in record || 'action' in record)) ||
    record['record_type'] === 'state' ||
    (typeof record['id'] === 'string' && 'instructions' in record && 'timestamp' in record),
  open: () => {
    let [session, cwd, beganAt]: [string, string, string | undefined] = ['', '/', undefined];
    return (record) => {
      const { payload } = record;
      const item = isObject(payload) ? payload : record;
      const time = stringAt(record, 'timestamp') ?? beganAt;
      if (record['type'] === 'session_meta' || 'instructions' in record) {
        session = nameOf(item['id']) || session;
        beganAt = time;
      }
      cwd = stringAt(item, 'cwd') ?? folderTold(item) ?? cwd;
      if (record['type'] === 'event_msg') return declined(item);
      if (isObject(payload) && record['type'] !== 'response_item') return [];
      return told(item, { session, cwd, time });
    };
  },
};

interface Around {
  readonly session: string;
  readonly cwd: string;
  readonly time: string | undefined;
}

function told(item: JsonObject, around: Around): readonly Told[] {
  const id = stringAt(item, 'call_id') ?? stringAt(item, 'id');
  const call = (tool: string, input: JsonObject): readonly Told[] => [toldCall({ host: 'codex', tool, input, id, ...around })];
  switch (item['type']) {
    case 'function_call':
      return call(...functionOf(item));
    case 'custom_tool_call':
      return call(nameOf(item['name']), inputOf(item['input']));
    case 'local_shell_call':
      return isObject(item['action']) ? call('local_shell', shellInput(item['action'])) : [];
    case 'web_search_call':
      return isObject(item['action']) ? call('web_search', { query: nameOf(item['action']['query']), ...item['action'] }) : [];
    case 'function_call_output':
    case 'custom_tool_call_output':
    case 'local_shell_call_output':
      return id === undefined ? [] : [toldResult(id, outcomeOf(item), item['output'])];
    default:
      return [];
  }
}

/** Hooks are told of `exec_command` as of any other command: as `Bash`. */
function functionOf({ name, namespace, arguments: given }: JsonObject): [tool: string, input: JsonObject] {
  const input = inputOf(given);
  const { cmd, ...more } = input;
  if (name === 'exec_command' && typeof cmd === 'string') return ['Bash', { command: cmd, ...more }];
  return [`${nameOf(namespace)}${nameOf(name)}`, input];
}

const shellInput = ({ working_directory: workdir, ...action }: JsonObject): JsonObject =>
  typeof workdir === 'string' ? { ...action, workdir } : action;

/** Old outputs are JSON with the exit code beside the text, newer ones say it in words. */
function outcomeOf({ output }: JsonObject): CallOutcome {
  const text = typeof output === 'string' ? output : isObject(output) ? (stringAt(output, 'content') ?? '') : '';
  if (isObject(output) && output['success'] === false) return saysDenied(text) ? 'denied' : 'failed';
  const { metadata } = inputOf(text);
  const code = isObject(metadata)
    ? metadata['exit_code']
    : /^(?:Process exited with|Exit) code:? (-?\d{1,5})$/m.exec(text.slice(0, 1000))?.[1];
  if (code !== undefined) return Number(code) === 0 ? 'ran' : 'failed';
  return saysDenied(text) ? 'denied' : 'ran';
}

/** The host says aside that a person, or its sandbox, has said no. */
function declined({ item }: JsonObject): readonly Told[] {
  const id = isObject(item) ? stringAt(item, 'id') : undefined;
  return isObject(item) && id !== undefined && item['status'] === 'declined' ? [toldResult(id, 'denied')] : [];
}

/** The first message of a session says where it works. */
function folderTold({ type, content }: JsonObject): string | undefined {
  if (type !== 'message' || !Array.isArray(content)) return undefined;
  const text = content.filter(isObject).map((part) => stringAt(part, 'text') ?? '');
  const said = text.find((part) => part.startsWith('<environment_context>'))?.slice(0, 4096) ?? '';
  return /<cwd>([^<\n]{1,1024})<\/cwd>/.exec(said)?.[1] ?? /^\s*Current working directory: (\S[^\n]{0,1023})$/m.exec(said)?.[1];
}
