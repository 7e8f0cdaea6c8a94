import { isObject, type JsonObject, stringAt } from '../../domain/json.ts';
import type { LogReader, Told } from '../reader.ts';
import type { CallOutcome } from '../row.ts';
import { inputOf, nameOf, saysDenied, toldCall, toldResult } from '../told.ts';

const TYPES: ReadonlySet<unknown> = new Set(['user', 'assistant', 'tool_result', 'system']);

/** Sessions of Qwen Code, `~/.qwen/projects/…/chats/*.jsonl`. Lines about telemetry repeat the calls. */
export const qwen: LogReader = {
  format: 'qwen',
  tells: (record) =>
    TYPES.has(record['type']) &&
    typeof record['sessionId'] === 'string' &&
    ((isObject(record['message']) && Array.isArray(record['message']['parts'])) || isObject(record['systemPayload'])),
  open: () => (record) => {
    const { message, type } = record;
    const parts = isObject(message) && Array.isArray(message['parts']) ? message['parts'].filter(isObject) : [];
    if (type === 'assistant') return parts.flatMap((part) => callOf(part, record));
    return type === 'tool_result' ? parts.flatMap((part) => resultOf(part, record)) : [];
  },
};

function callOf({ functionCall: call }: JsonObject, record: JsonObject): readonly Told[] {
  if (!isObject(call)) return [];
  const place = { session: nameOf(record['sessionId']), cwd: stringAt(record, 'cwd') ?? '/', time: record['timestamp'] };
  return [toldCall({ host: 'qwen', tool: nameOf(call['name']), input: inputOf(call['args']), id: stringAt(call, 'id'), ...place })];
}

function resultOf({ functionResponse: answer }: JsonObject, { toolCallResult: result }: JsonObject): readonly Told[] {
  const id = isObject(answer) ? stringAt(answer, 'id') : undefined;
  if (!isObject(answer) || id === undefined) return [];
  return [toldResult(id, outcomeOf(isObject(result) ? result['status'] : undefined, answer['response']), answer['response'])];
}

function outcomeOf(status: unknown, response: unknown): CallOutcome {
  const error = isObject(response) ? stringAt(response, 'error') : undefined;
  if (status === 'cancelled') return 'denied';
  if (status === 'error' || error !== undefined) return saysDenied(error ?? '') ? 'denied' : 'failed';
  return 'ran';
}
