import { isObject, type JsonObject, type JsonValue, stringAt } from '../../domain/json.ts';
import type { LogReader, Told } from '../reader.ts';
import type { CallOutcome } from '../row.ts';
import { inputOf, nameOf, saysDenied, toldCall, toldResult } from '../told.ts';

/**
 * Sessions of Gemini CLI, `~/.gemini/tmp/…/chats/session-*`: lines of messages, each written again when its calls are over, and before
 * 2026 one JSON document.
 */
export const gemini: LogReader = {
  format: 'gemini',
  tells: (record) =>
    (typeof record['sessionId'] === 'string' && typeof record['projectHash'] === 'string') ||
    (isObject(record['$set']) && Object.keys(record).length === 1) ||
    (record['type'] === 'gemini' && typeof record['id'] === 'string'),
  recordsIn: (document) =>
    isObject(document) && typeof document['sessionId'] === 'string' && Array.isArray(document['messages'])
      ? [{ ...document, messages: [] }, ...document['messages']]
      : undefined,
  open: () => {
    let [session, cwd] = ['', '/'];
    return (record) => {
      session = nameOf(record['sessionId']) || session;
      const set = isObject(record['$set']) ? record['$set'] : undefined;
      const messages = [record, ...(set && Array.isArray(set['messages']) ? set['messages'] : [])].filter(isObject);
      return messages.flatMap((message) => {
        cwd = folderTold(message['content']) ?? cwd;
        const calls = Array.isArray(message['toolCalls']) ? message['toolCalls'].filter(isObject) : [];
        return calls.flatMap((call) => told(call, { session, cwd, time: message['timestamp'] }));
      });
    };
  },
};

function told(
  call: JsonObject,
  around: { readonly session: string; readonly cwd: string; readonly time: JsonValue | undefined },
): readonly Told[] {
  const id = stringAt(call, 'id');
  const time = call['timestamp'] ?? around.time;
  const made = toldCall({ host: 'gemini', tool: nameOf(call['name']), input: inputOf(call['args']), id, ...around, time });
  const outcome = outcomeOf(call);
  return id === undefined || outcome === 'unknown' ? [made] : [made, toldResult(id, outcome, call['result'])];
}

function outcomeOf({ status, resultDisplay }: JsonObject): CallOutcome {
  switch (status) {
    case 'success':
      return 'ran';
    case 'error':
      return saysDenied(typeof resultDisplay === 'string' ? resultDisplay : '') ? 'denied' : 'failed';
    case 'cancelled':
      return 'denied';
    default:
      return 'unknown';
  }
}

/** The first message tells where the session works: of the project the log itself keeps a checksum only. */
function folderTold(content: JsonValue | undefined): string | undefined {
  const parts = Array.isArray(content) ? content.filter(isObject).map((part) => stringAt(part, 'text') ?? '') : [];
  const said = (typeof content === 'string' ? content : (parts[0] ?? '')).slice(0, 8192);
  return (
    /Workspace Directories:\*{0,2}\s{0,8}\n\s{0,8}- (\/[^\n]{1,1024})/.exec(said)?.[1] ??
    /working in the (?:following )?director(?:y|ies):\s{0,8}(?:- )?(\/[^\n]{1,1024})/.exec(said)?.[1]
  );
}
