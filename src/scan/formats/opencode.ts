import { isObject, type JsonObject, stringAt } from '../../domain/json.ts';
import type { LogReader, Told } from '../reader.ts';
import type { CallOutcome } from '../row.ts';
import { inputOf, nameOf, saysDenied, toldCall, toldResult } from '../told.ts';

/**
 * Parts of OpenCode's messages that are calls of tools: rows of its database, `~/.local/share/opencode/opencode.db`, and before 2026 a
 * file each below `storage/part`.
 */
export const opencode: LogReader = {
  format: 'opencode',
  tells: isPart,
  recordsIn: (document) => (isObject(document) && isPart(document) ? [document] : undefined),
  open: () => (record) => {
    const { state } = record;
    if (!isPart(record) || !isObject(state)) return [];
    const id = stringAt(record, 'callID');
    const place = { session: nameOf(record['sessionID']), cwd: stringAt(record, 'directory') ?? '/' };
    const began = isObject(state['time']) ? state['time']['start'] : undefined;
    const call = { tool: nameOf(record['tool']), input: inputOf(state['input']), id, time: began ?? record['time'] };
    const outcome = outcomeOf(state);
    const made: Told = toldCall({ host: 'opencode', ...place, ...call });
    return id === undefined || outcome === 'unknown' ? [made] : [made, toldResult(id, outcome, state['output'] ?? state['error'])];
  },
};

function isPart(record: JsonObject): boolean {
  return (
    record['type'] === 'tool' && typeof record['callID'] === 'string' && typeof record['tool'] === 'string' && isObject(record['state'])
  );
}

function outcomeOf({ status, error }: JsonObject): CallOutcome {
  if (status === 'completed') return 'ran';
  if (status !== 'error') return 'unknown';
  return saysDenied(nameOf(error)) ? 'denied' : 'failed';
}
