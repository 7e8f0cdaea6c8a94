import * as z from 'zod/mini';
import type { JsonObject, JsonValue } from '../domain/json.ts';
import { own } from '../domain/own.ts';
import { err, ok, type Result } from '../domain/result.ts';

const NAME_LENGTH = 512;
/** Not zod's own checks of a length: they ask whatever has one, and an object's may be another object that is no number and no text. */
const name = z.custom<string>((value) => typeof value === 'string' && value.length > 0 && value.length <= NAME_LENGTH);
const absolutePath = z.string().check(z.regex(/^(?:\/|[A-Za-z]:[\\/])/));

const common = {
  session_id: name,
  cwd: absolutePath,
  hook_event_name: name,
  transcript_path: z.nullish(z.string()),
  permission_mode: z.optional(name),
  agent_id: z.optional(name),
  agent_type: z.optional(name),
};
/** A fresh object for each schema: JSON without forbidden keys is all that reaches it. */
const object = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const ofTool = { tool_name: name, tool_input: object, tool_use_id: z.optional(name), tool_folder: z.optional(name) };

// Made when asked for: one process judges one event, or many of a kind.
const plainEvent = once(() => z.looseObject(common));
const toolEvent = once(() => z.looseObject({ ...common, ...ofTool }));
const promptEvent = once(() => z.looseObject({ ...common, prompt: z.string() }));
const promptEventOfTool = once(() => z.looseObject({ ...common, ...ofTool, prompt: z.string() }));

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

type Common = z.infer<ReturnType<typeof plainEvent>>;
/** The fields that are read; whatever else the host sent stays in the raw event. */
export type EventFields = Pick<Common, keyof typeof common> &
  Partial<Pick<z.infer<ReturnType<typeof toolEvent>>, keyof typeof ofTool>> & {
    /** Only a prompt's event is held to a text. */
    readonly prompt?: unknown;
  };

const TOOL_EVENTS: readonly string[] = ['PreToolUse', 'PermissionRequest', 'PermissionDenied', 'PostToolUse', 'PostToolUseFailure'];

/** Texts that a built-in tool cannot do without: of another type, the call could not be judged as what it is. */
const TOOL_TEXTS: Readonly<Record<string, readonly string[]>> = {
  Bash: ['command'],
  PowerShell: ['command'],
  Read: ['file_path'],
  Write: ['file_path', 'content'],
  Edit: ['file_path', 'old_string', 'new_string'],
  MultiEdit: ['file_path'],
  NotebookEdit: ['notebook_path'],
  Glob: ['pattern'],
  Grep: ['pattern'],
  WebFetch: ['url'],
  WebSearch: ['query'],
};

export interface FieldFault {
  readonly reason: 'missing-field' | 'bad-field';
  readonly path: readonly (string | number)[];
  /** What belongs there. */
  readonly expected: string;
}

/** The fields of an event by its name; an event that is not known needs only what all events have. */
export function readFields(raw: JsonObject): Result<EventFields, FieldFault> {
  const event = raw['hook_event_name'];
  // A host that does not know the event may still name a tool with it: then it is held to the shape of a tool event.
  const ofATool = (typeof event === 'string' && TOOL_EVENTS.includes(event)) || 'tool_name' in raw;
  const parsed = z.safeParse(schemaFor(event === 'UserPromptSubmit', ofATool), raw);
  if (!parsed.success) {
    const path = (parsed.error.issues[0]?.path ?? []).map((part) => (typeof part === 'number' ? part : String(part)));
    return err(faultAt(raw, path, own(EXPECTED, String(path[0])) ?? 'a text'));
  }
  const fields: EventFields = parsed.data;
  const faulty = toolFault(raw, fields);
  return faulty ? err(faulty) : ok(fields);
}

function schemaFor(ofAPrompt: boolean, ofATool: boolean) {
  if (ofAPrompt) return ofATool ? promptEventOfTool() : promptEvent();
  return ofATool ? toolEvent() : plainEvent();
}

const EXPECTED: Readonly<Record<string, string>> = {
  cwd: 'an absolute path',
  tool_input: 'an object',
  session_id: `a text of 1 to ${NAME_LENGTH} characters`,
  hook_event_name: `a text of 1 to ${NAME_LENGTH} characters`,
  tool_name: `a text of 1 to ${NAME_LENGTH} characters`,
};

function toolFault(raw: JsonObject, fields: EventFields): FieldFault | undefined {
  const missing = own(TOOL_TEXTS, fields.tool_name ?? '')?.find((field) => typeof fields.tool_input?.[field] !== 'string');
  return missing === undefined ? undefined : faultAt(raw, ['tool_input', missing], 'a text');
}

function faultAt(raw: JsonObject, path: readonly (string | number)[], expected: string): FieldFault {
  let value: JsonValue | undefined = raw;
  for (const part of path)
    value = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === String(part))?.[1] : undefined;
  return { reason: value === undefined ? 'missing-field' : 'bad-field', path, expected };
}
