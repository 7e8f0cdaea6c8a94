import { escapeHidden, findHidden } from '../domain/hidden-text.ts';
import { isObject, type JsonObject, type JsonValue, stringAt } from '../domain/json.ts';
import { misspelt, spellingOf } from './spelling.ts';

/** What a policy says of a server's tools. */
export interface Reach {
  /** Whether the role may call a tool of this name at all, whatever it is given. */
  readonly may: (tool: string) => boolean;
  /** Without it, what would be done is only told. */
  readonly enforced: boolean;
}

export interface Revised {
  /** Undefined where nothing has to change. */
  readonly result?: JsonObject;
  /** What was done, or would have been, for a person to read. */
  readonly notes: readonly string[];
}

const LIST_FIELDS = spellingOf('tools', 'nextCursor');
const TOOL_FIELDS = spellingOf('name', 'title', 'description', 'inputSchema', 'outputSchema', 'annotations');

const MAX_NOTES = 20;
const MAX_DEPTH = 64;

/**
 * A result of `tools/list` without the tools that would be denied whatever they are given, and without text that a person does not see
 * and a model reads. Where not even a name is plain, the tool is taken out: what it is called cannot be changed.
 */
export function reviseTools(result: JsonValue | undefined, { may, enforced }: Reach): Revised {
  if (!isObject(result)) return { notes: [] };
  const notes: string[] = [];
  const odd = misspelt(result, LIST_FIELDS);
  if (odd.length > 0)
    notes.push(`the list has fields that some clients take for others; they are ${enforced ? 'left out' : 'only told of'}`);
  const rest = Object.fromEntries(Object.entries(result).filter(([key]) => !odd.includes(key)));
  const tools = Array.isArray(result['tools']) ? result['tools'] : [];
  const kept = tools.flatMap((tool): readonly JsonValue[] => {
    const name = stringAt(isObject(tool) ? tool : undefined, 'name') ?? '';
    const shown = escapeHidden(name.slice(0, 80));
    const fault = faultOf(tool, name, may);
    if (fault !== undefined) {
      notes.push(`the tool "${shown}" ${fault}; it is ${enforced ? 'not shown to the agent' : 'only told of'}`);
      return [];
    }
    const cleaned = clean(tool, 0);
    if (cleaned !== tool) notes.push(`the description of "${shown}" has hidden characters${enforced ? '; they are written out' : ''}`);
    return [cleaned];
  });
  const changed = odd.length > 0 || kept.length !== tools.length || kept.some((tool, i) => tool !== tools[i]);
  const revised = Array.isArray(result['tools']) ? { ...rest, tools: kept } : rest;
  return { notes: notes.slice(0, MAX_NOTES), ...(changed && enforced && { result: revised }) };
}

/** Why an agent is not to see a tool at all. */
function faultOf(tool: JsonValue, name: string, may: Reach['may']): string | undefined {
  if (!isPlain(tool, name)) return 'has hidden characters in its names';
  if (isObject(tool) && misspelt(tool, TOOL_FIELDS).length > 0) return 'has fields that some clients take for others';
  return may(name) ? undefined : 'is denied to this role';
}

/** Names cannot be written out: they are what calls are made by. */
function isPlain(tool: JsonValue, name: string): boolean {
  return findHidden(name, 'strict').length === 0 && namesIn(tool, 0).every((key) => findHidden(key, 'strict').length === 0);
}

function namesIn(value: JsonValue | undefined, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item, depth + 1));
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => [key, ...namesIn(item, depth + 1)]) : [];
}

/** The same value where nothing in it is hidden. Deeper than `MAX_DEPTH` nothing is left of it. */
function clean(value: JsonValue, depth: number): JsonValue {
  if (depth > MAX_DEPTH) return null;
  if (typeof value === 'string') return findHidden(value, 'tolerant').length === 0 ? value : escapeHidden(value);
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value.map((item) => clean(item, depth + 1));
    return items.every((item, i) => item === value[i]) ? value : items;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, item === undefined ? item : clean(item, depth + 1)] as const);
  return entries.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(entries);
}
