import { isObject, type JsonObject, stringAt } from '../../domain/json.ts';
import { firstText } from '../home.ts';
import type { LogReader, RecordReading, Told } from '../reader.ts';
import type { CallOutcome } from '../row.ts';
import { inputOf, toldCall, toldResult } from '../told.ts';

/** Lines that only a transcript has, beside those of the person and of the model. */
const TYPES: ReadonlySet<unknown> = new Set(
  `queue-operation attachment last-prompt tools-used api-request api-request-shape api-request-blob atis-latch cost-state
  summary file-history-snapshot progress`.split(/\s+/),
);
const SPOKEN: ReadonlySet<unknown> = new Set(['user', 'assistant', 'system', 'result']);

/** What Claude Code keeps of a session, of its subagents too: `~/.claude/projects/…/*.jsonl`. */
export const claudeCode: LogReader = {
  format: 'claude-code',
  tells: (record) =>
    (typeof record['sessionId'] === 'string' && TYPES.has(record['type'])) ||
    (record['type'] === 'summary' && typeof record['leafUuid'] === 'string') ||
    (record['type'] === 'file-history-snapshot' && 'snapshot' in record) ||
    (SPOKEN.has(record['type']) && 'isSidechain' in record),
  mayTell: mayTellOfCall,
  open: () => openTranscript(({ sessionId }) => sessionId),
};

/** What `--output-format stream-json` prints: the same messages, the folder said once at the beginning. */
export const streamJson: LogReader = {
  format: 'stream-json',
  tells: (record) =>
    SPOKEN.has(record['type']) && typeof record['session_id'] === 'string' && typeof record['hook_event_name'] !== 'string',
  mayTell: (line) => mayTellOfCall(line) || line.includes('"cwd"') || line.includes('"permission_denials"'),
  open: () => openTranscript(({ session_id }) => session_id),
};

/** Only lines of the model and of what tools gave back are about calls; copies of both stand in lines of other types. */
function mayTellOfCall(line: Buffer): boolean {
  return line.includes('"tool_use') || line.includes('"tool_result"');
}

function openTranscript(sessionOf: (record: JsonObject) => unknown): RecordReading {
  let cwd = '/';
  return (record) => {
    cwd = stringAt(record, 'cwd') ?? cwd;
    if (record['type'] === 'result') return denials(record);
    const { message } = record;
    const content = isObject(message) && Array.isArray(message['content']) ? message['content'].filter(isObject) : [];
    const session = sessionOf(record);
    const around = { record, cwd, session: typeof session === 'string' ? session : '' };
    if (record['type'] === 'assistant') return content.flatMap((block) => callOf(block, around));
    if (record['type'] === 'user') return content.flatMap((block) => resultOf(block, record));
    return [];
  };
}

interface Around {
  readonly record: JsonObject;
  readonly cwd: string;
  readonly session: string;
}

function callOf(block: JsonObject, { record, cwd, session }: Around): readonly Told[] {
  const { type, id, name, input } = block;
  if (type !== 'tool_use' || typeof name !== 'string') return [];
  // What the model calls Task, hooks are told of as Agent.
  const tool = name === 'Task' ? 'Agent' : name;
  const given = { tool, input: inputOf(input), id: typeof id === 'string' ? id : undefined, agent: agentOf(record) };
  return [toldCall({ host: 'claude-code', session, cwd, time: record['timestamp'], ...given })];
}

/** Of a side chain in the session's own file only the call that began it is known. */
function agentOf(record: JsonObject): string | undefined {
  const agent = stringAt(record, 'agentId') ?? stringAt(record, 'parent_tool_use_id');
  return agent === undefined && record['isSidechain'] === true ? 'sidechain' : agent;
}

function resultOf(block: JsonObject, { toolUseResult }: JsonObject): readonly Told[] {
  const call = stringAt(block, 'tool_use_id');
  if (block['type'] !== 'tool_result' || call === undefined) return [];
  const response = toolUseResult ?? block['content'];
  const outcome = block['is_error'] === true ? failureOf(firstText(block['content'])) : 'ran';
  return [toldResult(call, outcome, response)];
}

const DENIED =
  /^(?:The user doesn't want to (?:proceed|take this action)|Permission (?:to use|for this)|Claude requested permissions|User rejected|PreToolUse:)|^.{0,200}\b(?:has been denied|was denied|blocked by (?:a |the )?hook|hook error|hook blocked|not been granted|haven't granted)/is;

const failureOf = (text: string): CallOutcome => (DENIED.test(text) ? 'denied' : 'failed');

function denials({ permission_denials: denied }: JsonObject): readonly Told[] {
  if (!Array.isArray(denied)) return [];
  const ids = denied.filter(isObject).flatMap((one) => stringAt(one, 'tool_use_id') ?? []);
  return ids.map((call) => toldResult(call, 'denied'));
}
