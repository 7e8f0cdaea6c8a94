import { isObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { own } from '../domain/own.ts';
import { quoted } from '../domain/quoted.ts';

const PATHS: readonly string[] = ['path', 'filePath', 'absolute_path', 'filepath', 'target_file', 'filename', 'file'];
const OLD: readonly string[] = ['oldString', 'old_str', 'oldStr', 'old_text', 'oldText', 'before', 'old'];
const NEW: readonly string[] = ['newString', 'new_str', 'newStr', 'new_text', 'newText', 'after', 'new'];
const FOLDERS: readonly string[] = ['dir_path', 'directory_path', 'target_directory', 'directory', 'folder', 'dirPath'];

/** A tool that replaces one text, or several, or changes a file in a way of its own. */
export const EDIT: readonly string[] = ['Edit', 'MultiEdit'];

/** What other hosts call the fields of the tools that are known here. Only tools of a host's own table are read so. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Bash: { command: ['cmd', 'command_line', 'commandLine'] },
  PowerShell: { command: ['cmd', 'command_line', 'commandLine'] },
  Read: { file_path: PATHS },
  Write: { file_path: PATHS, content: ['contents', 'file_text', 'fileContent', 'text'] },
  Edit: { file_path: PATHS, old_string: OLD, new_string: NEW },
  MultiEdit: { file_path: PATHS, edits: ['edit', 'replacements', 'changes'] },
  NotebookEdit: { notebook_path: PATHS },
  Glob: { pattern: ['glob_pattern', 'filePattern'], path: FOLDERS },
  Grep: { pattern: ['query', 'regex', 'search_pattern'], path: FOLDERS, glob: ['include', 'file_pattern'] },
  LS: { path: [...FOLDERS, 'file_path'] },
  apply_patch: { command: ['input', 'patch', 'patchText'] },
  WebFetch: { url: ['uri'] },
  WebSearch: { query: ['search_term', 'searchTerm', 'objective'] },
};

/** Without these the tool cannot be what it is called. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  Bash: ['command'],
  Read: ['file_path'],
  Write: ['file_path', 'content'],
  Edit: ['file_path', 'old_string', 'new_string'],
  WebFetch: ['url'],
};

export interface NeutralCall {
  readonly name: string;
  readonly input: JsonObject;
}

/** A call under the names that are known here. Total; applied to its own result it changes nothing. */
export function neutralCall(name: string, input: JsonObject, tools: Readonly<Record<string, string | readonly string[]>>): NeutralCall {
  const known = own(tools, name);
  if (known === undefined) return { name, input };
  const names = typeof known === 'string' ? [known] : known;
  const readings = names.map((one) => ({ name: one, input: withNeutralFields(one, input) }));
  const fitting = readings.find((reading) => own(NEEDED, reading.name)?.every((field) => field in reading.input) ?? true);
  return fitting ?? readings[0] ?? { name, input };
}

function withNeutralFields(name: string, input: JsonObject): JsonObject {
  const aliases = own(FIELDS, name) ?? {};
  let out = input;
  for (const [field, others] of Object.entries(aliases)) {
    const given = [field, ...others].filter((key) => key in input);
    if (given.length === 0 || (given.length === 1 && given[0] === field)) continue;
    const rest = Object.fromEntries(Object.entries(out).filter(([key]) => !given.includes(key)));
    out = { ...rest, [field]: theOnly(given.map((key) => input[key])) };
  }
  switch (name) {
    case 'Bash':
    case 'PowerShell':
      return withOneText(out);
    case 'MultiEdit':
      return withEdits(out);
    case 'WebFetch':
      return withAddresses(out);
    default:
      return out;
  }
}

/** INVARIANT: two names for one field that say two things never get through: which of them the host reads is not known. A list is no text. */
function theOnly(values: readonly (JsonValue | undefined)[]): JsonValue {
  const [first = null, ...others] = values;
  return others.every((other) => other === first) ? first : values.flatMap((value) => value ?? []);
}

/** A command that is given word by word, as `["bash", "-lc", "…"]`. */
function withOneText(input: JsonObject): JsonObject {
  const { command } = input;
  const words = Array.isArray(command) ? command.filter((word) => typeof word === 'string') : [];
  return Array.isArray(command) && words.length > 0 && words.length === command.length
    ? { ...input, command: words.map(quoted).join(' ') }
    : input;
}

/** The parts of an edit, each under the names that a single edit has. */
function withEdits(input: JsonObject): JsonObject {
  const { edits } = input;
  const parts = Array.isArray(edits) ? edits : isObject(edits) ? [edits] : [];
  return parts.length === 0 ? input : { ...input, edits: parts.map((part) => (isObject(part) ? withNeutralFields('Edit', part) : part)) };
}

const ADDRESS = /https?:\/\/[^\s"'<>`)\]}]{1,2048}/gi;
const MAX_ADDRESSES = 20;

/** A fetch of several addresses, or one that is told in words where to: all of them, whichever of the fields the host reads. */
function withAddresses(input: JsonObject): JsonObject {
  const { url, urls, prompt } = input;
  const told = typeof prompt === 'string' ? (prompt.match(ADDRESS) ?? []).slice(0, MAX_ADDRESSES) : [];
  const all = [...new Set([url ?? [], Array.isArray(urls) ? urls : [], told].flat())];
  const [first] = all;
  return first === undefined || (first === url && all.length === 1) ? input : { ...input, url: first, urls: all };
}

export const isNeutralTool = (name: string): boolean => Object.hasOwn(FIELDS, name) || name.startsWith('mcp__');
