import { isObject, type JsonObject, type JsonValue, stringAt } from '../../domain/json.ts';
import type { LogReader, Told } from '../reader.ts';
import { inputOf, nameOf, toldCall, toldResult } from '../told.ts';

/**
 * Spans of OpenTelemetry's semantic conventions for generative AI (`execute_tool`), as OTLP in JSON or one span a line, and the events that
 * Claude Code sends itself. What a call was given is in them only where whoever sent them had switched that on.
 */
export const otel: LogReader = {
  format: 'otel',
  tells: (record) => Array.isArray(record['resourceSpans']) || Array.isArray(record['resourceLogs']) || isOfTool(attributesOf(record)),
  recordsIn: (document) => {
    if (isObject(document))
      return Array.isArray(document['resourceSpans']) || Array.isArray(document['resourceLogs']) ? [document] : undefined;
    return document.some((one) => isObject(one) && isOfTool(attributesOf(one))) ? document : undefined;
  },
  open: () => (record) => {
    const spans = [
      ...grouped(record, 'resourceSpans', 'scopeSpans', 'spans'),
      ...grouped(record, 'resourceLogs', 'scopeLogs', 'logRecords'),
    ];
    return (spans.length > 0 ? spans : [{ span: record, around: {} }]).flatMap(told);
  },
};

interface Found {
  readonly span: JsonObject;
  /** What is said of the resource, and so of all of its spans. */
  readonly around: JsonObject;
}

const listOf = (value: JsonValue | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const grouped = (record: JsonObject, resources: string, scopes: string, spans: string): readonly Found[] =>
  listOf(record[resources]).flatMap((one) => {
    const around = isObject(one['resource']) ? attributesOf(one['resource']) : {};
    return listOf(one[scopes]).flatMap((scope) => listOf(scope[spans]).map((span) => ({ span, around })));
  });

/** Attributes are an object, or in OTLP a list of keys and typed values. */
function attributesOf({ attributes }: JsonObject): JsonObject {
  if (isObject(attributes)) return attributes;
  return Object.fromEntries(listOf(attributes).map((one) => [nameOf(one['key']), plain(one['value'], 0)]));
}

const MAX_DEPTH = 32;

function plain(value: JsonValue | undefined, depth: number): JsonValue {
  if (!isObject(value) || depth > MAX_DEPTH) return null;
  const { stringValue, intValue, boolValue, doubleValue, arrayValue, kvlistValue } = value;
  if (isObject(kvlistValue))
    return Object.fromEntries(listOf(kvlistValue['values']).map((one) => [nameOf(one['key']), plain(one['value'], depth + 1)]));
  if (isObject(arrayValue)) return listOf(arrayValue['values']).map((one) => plain(one, depth + 1));
  return stringValue ?? (typeof intValue === 'string' ? Number(intValue) : intValue) ?? boolValue ?? doubleValue ?? null;
}

const isOfTool = (attributes: JsonObject): boolean =>
  attributes['gen_ai.operation.name'] === 'execute_tool' ||
  typeof attributes['gen_ai.tool.name'] === 'string' ||
  /^(?:claude_code\.)?tool_(?:result|decision)$/.test(nameOf(attributes['event.name']));

function told({ span, around }: Found): readonly Told[] {
  const own = attributesOf(span);
  if (!isOfTool(own)) return [];
  const said = { ...around, ...own };
  const time = span['startTimeUnixNano'] ?? span['start_time_unix_nano'] ?? span['timeUnixNano'] ?? span['startTime'] ?? span['timestamp'];
  const session = nameOf(said['gen_ai.conversation.id']) || nameOf(said['session.id']) || nameOf(span['traceId']);
  const place = { host: 'claude-code', session, cwd: stringAt(said, 'process.working_directory') ?? '/', time } as const;
  return 'gen_ai.tool.name' in said ? spanOfTool(span, said, place) : eventOfTool(said, place);
}

type Around = Pick<Parameters<typeof toldCall>[0], 'host' | 'session' | 'cwd' | 'time'>;

function spanOfTool(span: JsonObject, said: JsonObject, place: Around): readonly Told[] {
  const given = said['gen_ai.tool.call.arguments'] ?? said['gen_ai.tool.arguments'];
  if (given === undefined || given === null) return [NO_ARGUMENTS];
  const id = stringAt(said, 'gen_ai.tool.call.id') ?? stringAt(span, 'spanId');
  const call = toldCall({ ...place, tool: nameOf(said['gen_ai.tool.name']), input: inputOf(given), id });
  const status = isObject(span['status']) ? span['status']['code'] : undefined;
  const failed = status === 2 || status === 'STATUS_CODE_ERROR' || status === 'ERROR' || typeof said['error.type'] === 'string';
  return id === undefined ? [call] : [call, toldResult(id, failed ? 'failed' : 'ran', said['gen_ai.tool.call.result'])];
}

/** Of a decision only a refusal is a call of its own: of what was let through comes a result. */
function eventOfTool(said: JsonObject, place: Around): readonly Told[] {
  const isDecision = nameOf(said['event.name']).endsWith('tool_decision');
  if (isDecision && said['decision'] !== 'reject') return [];
  const given = inputOf(said['tool_input'] ?? said['tool_parameters']);
  const command = stringAt(given, 'full_command') ?? stringAt(given, 'bash_command');
  const input = command === undefined ? given : { ...given, command };
  if (Object.keys(input).length === 0) return [NO_ARGUMENTS];
  const id = stringAt(said, 'tool_use_id') ?? `${nameOf(said['prompt.id'])} ${nameOf(said['event.sequence'])} ${String(place.time)}`;
  const outcome = isDecision ? 'denied' : said['success'] === true || said['success'] === 'true' ? 'ran' : 'failed';
  return [toldCall({ ...place, tool: nameOf(said['tool_name']), input, id }), toldResult(id, outcome)];
}

const NO_ARGUMENTS: Told = { kind: 'problem', reason: 'what the call was given was not recorded' };
