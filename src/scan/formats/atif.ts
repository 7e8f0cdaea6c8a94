import { isObject, type JsonObject, type JsonValue, stringAt } from '../../domain/json.ts';
import type { LogReader, Told } from '../reader.ts';
import { inputOf, nameOf, toldCall, toldResult } from '../told.ts';

/** The Agent Trajectory Interchange Format: one document, whose steps hold calls and what came of them. */
export const atif: LogReader = {
  format: 'atif',
  tells: () => false,
  recordsIn: (document) => {
    if (!isObject(document) || !Array.isArray(document['steps'])) return undefined;
    const isOne = /^ATIF/.test(stringAt(document, 'schema_version') ?? '') || document['steps'].some(hasCalls);
    return isOne ? [{ session_id: document['session_id'] }, ...document['steps']] : undefined;
  },
  open: () => {
    let session = '';
    return (record) => {
      session = nameOf(record['session_id']) || session;
      if (!hasCalls(record)) return [];
      const calls = listOf(record['tool_calls']).map((call) => {
        const { tool, input } = neutral(nameOf(call['function_name']), inputOf(call['arguments']));
        return toldCall({
          host: 'claude-code',
          session,
          cwd: '/',
          tool,
          input,
          id: stringAt(call, 'tool_call_id'),
          time: record['timestamp'],
        });
      });
      return [...calls, ...results(record['observation'])];
    };
  },
};

const listOf = (value: JsonValue | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const hasCalls = (value: JsonValue): value is JsonObject =>
  isObject(value) && listOf(value['tool_calls']).some((call) => 'function_name' in call);

/** What most agents call the shell. */
function neutral(tool: string, input: JsonObject): { readonly tool: string; readonly input: JsonObject } {
  if (!/^(?:bash|shell|execute_bash|terminal|run_command|bash_command|run_shell_command)$/i.test(tool)) return { tool, input };
  const command = stringAt(input, 'command') ?? stringAt(input, 'cmd') ?? stringAt(input, 'keystrokes');
  return command === undefined ? { tool, input } : { tool: 'Bash', input: { command } };
}

function results(observation: JsonValue | undefined): readonly Told[] {
  const all = isObject(observation) ? listOf(observation['results']) : [];
  return all.flatMap((one) => {
    const call = stringAt(one, 'source_call_id');
    return call === undefined ? [] : [toldResult(call, 'ran', one['content'])];
  });
}
