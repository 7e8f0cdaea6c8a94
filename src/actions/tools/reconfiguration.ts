import type { Effect } from '../../domain/effect.ts';
import type { ToolCall } from '../../domain/event.ts';
import { isObject, type JsonObject, stringAt } from '../../domain/json.ts';
import { lostBy } from '../agents/changes.ts';
import { edited, isWatched, type Replacement, replaced } from '../agents/edits.ts';
import type { Setting } from '../command.ts';
import { pathOperand } from '../paths.ts';
import { pathWord } from './tool.ts';

/** The names that hosts give to a file, to all that is put into it, and to what of it is replaced by what. */
const PATHS = ['file_path', 'path', 'notebook_path', 'filePath', 'absolute_path', 'filepath', 'target_file', 'TargetFile', 'uri', 'file'];
const WHOLE = ['content', 'contents', 'file_text', 'fileContent', 'file_content', 'new_source', 'CodeContent'];
const OLD = ['old_string', 'oldString', 'old_str', 'oldStr', 'old_text', 'oldText', 'before', 'search', 'old'];
const NEW = [
  'new_string',
  'newString',
  'new_str',
  'newStr',
  'new_text',
  'newText',
  'after',
  'replace',
  'replacement',
  'new',
  'insert_text',
  'text',
];
/** A change in a language of the host's own, which is not read. */
const UNREAD = ['diff', 'patch', 'code_edit', 'code', 'instructions', 'edit'];
const LISTS = ['edits', 'changes', 'replacements', 'files', 'operations', 'multi_edits', 'edit'];
const MAX_PARTS = 64;

const REMOVES = /(?:^|[_.-])(?:delete|remove|unlink|trash|move|rename)|^(?:Delete|Remove|Move|Rename)/;

/** What a tool that writes files, by whatever name, takes away from an agent's hooks and questions. */
export function reconfiguration(call: ToolCall, setting: Setting): readonly Effect[] {
  return partEffects(call, call.input, undefined, setting);
}

const firstOf = (part: JsonObject, keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const text = stringAt(part, key);
    if (text !== undefined) return text;
  }
  return undefined;
};

function partEffects(call: ToolCall, part: JsonObject, outer: string | undefined, setting: Setting): readonly Effect[] {
  const path = firstOf(part, PATHS)?.replace(/^file:\/\//, '') ?? outer;
  const parts = LISTS.flatMap((key) => part[key] ?? []).filter(isObject);
  const ofOthers = parts.filter((inner) => firstOf(inner, PATHS) !== undefined).slice(0, MAX_PARTS);
  const inner = outer === undefined ? ofOthers.flatMap((one) => partEffects(call, one, path, setting)) : [];
  if (path === undefined || path === '') return inner;
  const own = [part, ...parts.filter((one) => !ofOthers.includes(one))].slice(0, MAX_PARTS);
  return [...inner, ...fileEffects(call, own, path, setting)];
}

function fileEffects(call: ToolCall, parts: readonly JsonObject[], path: string, setting: Setting): readonly Effect[] {
  const whole = parts.map((part) => firstOf(part, WHOLE)).find((text) => text !== undefined);
  const edits = parts.flatMap(replacementIn);
  const unread = parts.some((part) => firstOf(part, UNREAD) !== undefined);
  if (whole === undefined && edits.length === 0 && !unread && !REMOVES.test(call.name)) return [];
  const operand = pathOperand(pathWord(path, setting), setting);
  if (!isWatched(operand)) return [];
  if (edits.length > 0) return lostBy(edited(operand, setting, edits), operand);
  return lostBy(whole === undefined ? { kind: 'unknown' } : replaced(operand, setting, whole), operand);
}

function replacementIn(part: JsonObject): readonly Replacement[] {
  const text = firstOf(part, NEW);
  const old = firstOf(part, OLD);
  if (text === undefined && old === undefined) return [];
  const everywhere = part['replace_all'] === true || part['replaceAll'] === true;
  return [{ ...(old !== undefined && { old }), new: text ?? '', ...(everywhere && { everywhere }) }];
}
