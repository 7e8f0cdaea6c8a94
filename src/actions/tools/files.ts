import { type Analysis, NO_ACTIONS } from '../../domain/action.ts';
import type { Effect, EffectFlag, EffectKind } from '../../domain/effect.ts';
import type { ToolCall } from '../../domain/event.ts';
import { isObject, stringAt } from '../../domain/json.ts';
import type { Setting, Word } from '../command.ts';
import { analyzeContent } from '../content/index.ts';
import { absoluteOf, pathOperand } from '../paths.ts';
import { joinAnalyses, oneAction, pathWord, type ToolReader } from './tool.ts';

const PATH_KEYS = ['file_path', 'path', 'notebook_path', 'filePath', 'absolute_path', 'filepath', 'dir_path'] as const;

function pathIn(call: ToolCall): string | undefined {
  for (const key of PATH_KEYS) {
    const path = stringAt(call.input, key);
    if (path !== undefined && path !== '') return path;
  }
  return undefined;
}

const onPath = (
  call: ToolCall,
  kind: EffectKind,
  word: Word,
  setting: Setting,
  more: Partial<Pick<Effect, 'flags' | 'bytes'>> = {},
): Analysis => oneAction(call.name, [{ kind, operand: pathOperand(word, setting), ...more }]);

export const read: ToolReader = (call, setting) => {
  const path = pathIn(call);
  return path === undefined ? NO_ACTIONS : onPath(call, 'file.read', pathWord(path, setting), setting);
};

/** The texts that a call puts into its file: the whole of it, or only what is new. */
function textsIn(call: ToolCall): readonly string[] {
  // A cell of a notebook that is only shown.
  if (stringAt(call.input, 'cell_type') === 'markdown') return [];
  const keys = ['content', 'new_string', 'newString', 'new_source', 'new_str', 'file_text', 'insert_text'] as const;
  const own = keys.flatMap((key) => stringAt(call.input, key) ?? []);
  const { edits } = call.input;
  if (!Array.isArray(edits)) return own;
  return [...own, ...edits.slice(0, 256).flatMap((edit: unknown) => (isObject(edit) ? (stringAt(edit, 'new_string') ?? []) : []))];
}

const writes =
  (flags?: readonly EffectFlag[]): ToolReader =>
  (call, setting) => {
    const path = pathIn(call);
    if (path === undefined) return NO_ACTIONS;
    const word = pathWord(path, setting);
    const texts = textsIn(call);
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    return joinAnalyses([
      onPath(call, 'file.write', word, setting, { bytes, ...(flags && { flags }) }),
      ...texts.map((text) => analyzeContent(text, pathOperand(word, setting), call.name, setting)),
    ]);
  };

/** Replaces the whole file. */
export const write = writes(['truncate']);
/** Changes a part of the file. */
export const edit = writes(['in-place']);

/** The files that a search opens; without a path it is the working folder. */
export const grep: ToolReader = (call, setting) => {
  const word = searched(call, setting, stringAt(call.input, 'glob'));
  const path = absoluteOf(word, setting);
  const isFile = path !== undefined && setting.machine.files.kind(path) === 'file';
  return onPath(call, 'file.read', word, setting, { flags: isFile ? [] : ['recursive'] });
};

export const glob: ToolReader = (call, setting) =>
  onPath(call, 'file.list', searched(call, setting, stringAt(call.input, 'pattern')), setting);

function searched(call: ToolCall, setting: Setting, pattern: string | undefined): Word {
  const folder = pathWord(pathIn(call) ?? '.', setting);
  if (pattern === undefined || pattern === '') return folder;
  const isRooted = pattern.startsWith('/') || pattern.startsWith('~/');
  const word = isRooted ? pathWord(pattern, setting) : { ...folder, text: pattern, value: `${folder.value}/${pattern}` };
  return /[*?[{]/.test(pattern) ? { ...word, certainty: 'derived', glob: true } : word;
}

export const list: ToolReader = (call, setting) => onPath(call, 'file.list', pathWord(pathIn(call) ?? '.', setting), setting);
