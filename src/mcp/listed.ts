import { escapeHidden, findHidden } from '../domain/hidden-text.ts';
import { isObject, type JsonObject, type JsonValue, stringAt } from '../domain/json.ts';

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

const MAX_NOTES = 20;
const MAX_DEPTH = 64;

/**
 * A result of `tools/list` without the tools that would be denied whatever they are given, and without text that a person does not see
 * and a model reads. Where not even a name is plain, the tool is taken out: what it is called cannot be changed.
 */
export function reviseTools(result: JsonValue | undefined, { may, enforced }: Reach): Revised {
  if (!isObject(result)) return { notes: [] };
  const { tools } = result;
  if (!Array.isArray(tools)) return { notes: [] };
  const notes: string[] = [];
  const kept = tools.flatMap((tool): readonly JsonValue[] => {
    const name = stringAt(isObject(tool) ? tool : undefined, 'name') ?? '';
    const shown = escapeHidden(name.slice(0, 80));
    if (!isPlain(tool, name)) {
      notes.push(`the tool "${shown}" has hidden characters in its names; it is ${enforced ? 'not shown to the agent' : 'only told of'}`);
      return [];
    }
    if (!may(name)) {
      notes.push(`the tool "${shown}" is denied to this role; it is ${enforced ? 'not shown to the agent' : 'only told of'}`);
      return [];
    }
    const cleaned = clean(tool, 0);
    if (cleaned !== tool) notes.push(`the description of "${shown}" has hidden characters${enforced ? '; they are written out' : ''}`);
    return [cleaned];
  });
  const changed = kept.length !== tools.length || kept.some((tool, i) => tool !== tools[i]);
  return { notes: notes.slice(0, MAX_NOTES), ...(changed && enforced && { result: { ...result, tools: kept } }) };
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
