import type { Effect } from '../../domain/effect.ts';
import { isObject, type JsonObject, stringAt } from '../../domain/json.ts';
import type { Operand } from '../../domain/operand.ts';
import { analyzeArguments } from './arguments.ts';
import { joinAnalyses, oneAction, type ToolReader } from './tool.ts';

const named = (text: string): Operand => ({ text, value: text, certainty: 'literal', classes: [] });

const TAKES_AWAY = /^(?:delete|drop|destroy|purge|terminate|truncate|wipe|remove)$/;
const HOLDS_DATA = /^(?:database|db|collection|table|schema|dataset|index|queue|topic|stream|keyspace)s?$/;
const RUNS_ELSEWHERE =
  /^(?:project|repository|repo|bucket|namespace|cluster|instance|volume|stack|app|application|site|server|service|deployment|zone|account|organization|tenant|vm|droplet|resource)s?$|^repositories$/;
/** Behind what is acted on: how it is found. */
const BESIDE = /^(?:by|id|ids|name|tool)$/;

/** No condition means every record there is. */
function selectsAll(input: JsonObject): boolean {
  const condition = input['filter'] ?? input['query'] ?? input['where'] ?? input['selector'] ?? {};
  return isObject(condition)
    ? Object.keys(condition).length === 0
    : typeof condition === 'string' && /^\s*(?:\{\s*\})?\s*$/.test(condition);
}

/** What the name of a tool owns to: `delete_project`, `drop-collection`, `kubectl_delete`, `flushall`. */
function takenAway(tool: string, input: JsonObject): readonly Effect[] {
  const words = tool
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !BESIDE.test(word));
  const verb = words.findIndex((word) => TAKES_AWAY.test(word));
  const object = words.findLast((_, at) => at !== verb) ?? '';
  const operand = named(tool);
  if (/^flush(?:all|db)$/.test(words.join('')) || (verb >= 0 && HOLDS_DATA.test(object))) return [{ kind: 'db.drop', operand, note: tool }];
  const isElsewhere = RUNS_ELSEWHERE.test(object) || (words[0] === 'kubectl' && verb === 1);
  if (/^(?:delete|remove|update)_?(?:many|all)/.test(words.join('_')) && selectsAll(input)) {
    return [{ kind: 'db.write', operand, flags: [...(words[0] === 'update' ? [] : (['delete'] as const)), 'all'], note: tool }];
  }
  return verb >= 0 && isElsewhere ? [{ kind: 'infra.destroy', operand, note: tool }] : [];
}

/** `mcp__server__tool`, or `mcp_server_tool` on hosts with one underscore: judged by its name and by the shape of its arguments. */
export const mcp: ToolReader = (call, setting) => {
  const [, server = '', tool = ''] = /^mcp__?(.+?)__?(.+)$/s.exec(call.name) ?? [];
  const effects: readonly Effect[] = [{ kind: 'mcp.call', operand: named(`${server}/${tool}`) }, ...takenAway(tool, call.input)];
  return joinAnalyses([oneAction(call.name, effects), analyzeArguments(call, setting)]);
};

export const mcpResource: ToolReader = (call, setting) => {
  const operand = named(`${stringAt(call.input, 'server') ?? ''}/${stringAt(call.input, 'uri') ?? ''}`);
  return joinAnalyses([oneAction(call.name, [{ kind: 'mcp.call', operand }]), analyzeArguments(call, setting)]);
};

/** A tool that is not known here. */
export const unknownTool: ToolReader = (call, setting) =>
  joinAnalyses([
    oneAction(call.name, [{ kind: 'mcp.call', operand: named(call.name), note: 'a tool that is not known' }]),
    analyzeArguments(call, setting),
  ]);
