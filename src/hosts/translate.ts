import { isObject, type JsonObject, type JsonValue, stringAt } from '../domain/json.ts';
import { own } from '../domain/own.ts';
import type { Dialect, FieldPath, ToolEvent } from './dialect.ts';
import { type NeutralCall, neutralCall } from './tools.ts';

/**
 * The event in the neutral names, with whatever else the host sent. Total: what is missing or of another type is left for validation.
 * Applied to its own result it changes nothing, so that a record holds an event that can be judged again.
 */
export function translate(raw: JsonObject, dialect: Dialect): JsonObject {
  const renamed = withNeutralFields(raw, dialect.fields ?? {});
  const hostEvent = stringAt(renamed, 'hook_event_name') ?? eventToldBy(raw, dialect);
  const meaning = hostEvent === undefined ? undefined : own(dialect.events, hostEvent);
  const spoken = typeof meaning === 'object' ? withToolOf(renamed, raw, meaning) : renamed;
  const name = typeof meaning === 'object' ? meaning.as : (meaning ?? hostEvent);
  const named: JsonObject = {
    ...spoken,
    ...(name !== undefined && { hook_event_name: name }),
    ...(hostEvent !== undefined && hostEvent !== name && { host_event_name: hostEvent }),
  };
  const called = withNeutralCall(named, typeof meaning === 'object' && meaning.ofServer === true, dialect);
  const whole = withSession(withPrompt(called), dialect);
  return dialect.dropped ? without(whole, dialect.dropped) : whole;
}

/** A whole path's value, where there is one that says anything. */
function valueAt(raw: JsonObject, path: FieldPath): JsonValue | undefined {
  let value: JsonValue | undefined = raw;
  for (const key of path.split('.')) {
    if (isObject(value)) value = own(value, key);
    else if (Array.isArray(value)) value = value[Number(key)];
    else return undefined;
  }
  return value === null || value === '' ? undefined : value;
}

const without = (raw: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(raw).filter(([key]) => !keys.includes(key)));

function withNeutralFields(raw: JsonObject, fields: Readonly<Record<string, readonly FieldPath[]>>): JsonObject {
  const values: Record<string, JsonValue> = {};
  const moved: string[] = [];
  for (const [name, paths] of Object.entries(fields)) {
    const found = [...paths, name].find((path) => valueAt(raw, path) !== undefined);
    const value = found === undefined ? undefined : valueAt(raw, found);
    if (value !== undefined) values[name] = value;
    moved.push(...paths.filter((path) => !path.includes('.')));
  }
  return { ...without(raw, moved), ...values };
}

const eventToldBy = (raw: JsonObject, { toldBy = [] }: Dialect): string | undefined =>
  toldBy.find(([fields]) => fields.every((field) => field in raw))?.[1];

function withToolOf(event: JsonObject, raw: JsonObject, { tool, input, folder: place }: ToolEvent): JsonObject {
  const folder = place === undefined ? undefined : valueAt(raw, place);
  const given = typeof input === 'string' ? valueAt(raw, input) : input && picked(raw, input);
  return {
    ...event,
    ...(tool !== undefined && { tool_name: tool }),
    ...(given !== undefined && { tool_input: given }),
    ...(folder !== undefined && { tool_folder: folder }),
  };
}

const picked = (raw: JsonObject, paths: Readonly<Record<string, FieldPath>>): JsonObject =>
  Object.fromEntries(
    Object.entries(paths).flatMap(([name, path]) => {
      const value = valueAt(raw, path);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

function withNeutralCall(event: JsonObject, ofServer: boolean, dialect: Dialect): JsonObject {
  const hostTool = stringAt(event, 'tool_name');
  if (hostTool === undefined) return event;
  const { tool_input: input = {} } = event;
  if (!isObject(input)) return event;
  const call = ofServer ? serverCall(hostTool, input, event, dialect) : callOf(hostTool, input, event, dialect);
  const folder = call.name === 'Bash' && dialect.folderField !== undefined ? stringAt(input, dialect.folderField) : undefined;
  return {
    ...event,
    tool_name: call.name,
    tool_input: call.input,
    ...(call.name !== hostTool && { host_tool_name: hostTool }),
    ...(folder !== undefined && folder !== '' && { tool_folder: folder }),
  };
}

const mcpNamed = (server: string | undefined, tool: string): string => `mcp__${server ?? 'unnamed'}__${tool}`;

function callOf(hostTool: string, input: JsonObject, event: JsonObject, dialect: Dialect): NeutralCall {
  const { tools = {}, serverTool, mcpName } = dialect;
  if (serverTool?.name === hostTool) {
    const { [serverTool.input]: given } = input;
    const name = mcpNamed(stringAt(input, serverTool.server), stringAt(input, serverTool.tool) ?? '');
    return { name, input: isObject(given) ? given : input };
  }
  if (own(tools, hostTool) !== undefined) return neutralCall(hostTool, input, tools);
  const isOfServer = namedBeside(event) !== undefined || (!hostTool.startsWith('mcp__') && mcpName?.test(hostTool) === true);
  return isOfServer ? serverCall(hostTool, input, event, dialect) : { name: hostTool, input };
}

/** By the server and the tool that the event names beside the call, else by how the host forms such a name. */
function serverCall(hostTool: string, input: JsonObject, event: JsonObject, { mcpName }: Dialect): NeutralCall {
  const [, server, tool = hostTool] = mcpName?.exec(hostTool) ?? [];
  return { name: namedBeside(event) ?? mcpNamed(server, tool), input };
}

function namedBeside(event: JsonObject): string | undefined {
  const server = stringAt(event, 'mcp_server_name');
  const tool = stringAt(event, 'mcp_tool_name');
  return server === undefined || tool === undefined ? undefined : mcpNamed(server, tool);
}

/** A prompt that comes in parts, as one text. */
function withPrompt(event: JsonObject): JsonObject {
  const { prompt } = event;
  if (!Array.isArray(prompt)) return event;
  return { ...event, prompt: prompt.flatMap((part) => (isObject(part) ? (stringAt(part, 'text') ?? []) : [])).join('\n') };
}

function withSession(event: JsonObject, { host, sessionByFolder }: Dialect): JsonObject {
  const folder = stringAt(event, 'cwd');
  const isNamed = sessionByFolder !== true || event['session_id'] !== undefined || folder === undefined;
  return isNamed ? event : { ...event, session_id: `${host} in ${folder}`.slice(0, MAX_SESSION) };
}

const MAX_SESSION = 512;
