import { isObject, type JsonObject, stringAt } from '../../domain/json.ts';
import type { LogReader, Told } from '../reader.ts';
import { inputOf, nameOf, toldCall, toldResult } from '../told.ts';

/** Sessions of GitHub Copilot CLI, `~/.copilot/session-state/…/events.jsonl`. A call is asked for, started and completed. */
export const copilot: LogReader = {
  format: 'copilot',
  tells: ({ type, data, id }) => typeof type === 'string' && type.includes('.') && isObject(data) && typeof id === 'string',
  open: () => {
    let [session, cwd] = ['', '/'];
    return (record) => {
      const { type, data, timestamp: time } = record;
      if (!isObject(data)) return [];
      const call = (name: string, asked: JsonObject): Told =>
        toldCall({
          host: 'copilot',
          session,
          cwd,
          time,
          tool: nameOf(asked[name]),
          input: inputOf(asked['arguments']),
          id: stringAt(asked, 'toolCallId'),
        });
      switch (type) {
        case 'session.start':
        case 'session.resume': {
          session = nameOf(data['sessionId']) || session;
          cwd = (isObject(data['context']) ? stringAt(data['context'], 'cwd') : undefined) ?? cwd;
          return [];
        }
        case 'assistant.message': {
          const asked = Array.isArray(data['toolRequests']) ? data['toolRequests'].filter(isObject) : [];
          return asked.map((one) => call('name', one));
        }
        case 'tool.execution_start':
          return [call('toolName', data)];
        case 'tool.execution_complete':
          return completed(data);
        default:
          return [];
      }
    };
  },
};

function completed(data: JsonObject): readonly Told[] {
  const id = stringAt(data, 'toolCallId');
  if (id === undefined) return [];
  const { error, result } = data;
  if (data['success'] === true) return [toldResult(id, 'ran', result)];
  return [toldResult(id, isObject(error) && error['code'] === 'denied' ? 'denied' : 'failed', error)];
}
