import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Path, SettingsEditor, SettingsFault } from './edit/editor.ts';
import { jsoncEditor, jsonEditor } from './edit/json.ts';
import { tomlEditor } from './edit/toml.ts';
import { findHooks } from './entries.ts';
import type { Command, Entry, SharedFile, WiredFile } from './host-wiring.ts';

const EDITORS: Readonly<Record<SharedFile['format'], SettingsEditor>> = { json: jsonEditor, jsonc: jsoncEditor, toml: tomlEditor };
const BOM = '\ufeff';

export const editorOf = ({ format }: Pick<SharedFile, 'format'>): SettingsEditor => EDITORS[format];
/** What the host would not read can still be taken out. */
const lenientEditorOf = ({ format }: SharedFile): SettingsEditor => EDITORS[format === 'json' ? 'jsonc' : format];

/** The text of a file once the launcher is wired in; the same text where it is wired already. */
export function wiredText(file: WiredFile, before: string | undefined, command: Command): Result<string, SettingsFault> {
  if (file.kind === 'shared') return withoutMark(before ?? '', (text) => wireShared(file, text, command));
  const text = file.text(command);
  if (before === undefined || before === text || isOurs(before)) return ok(text);
  return err({ message: 'another file of this name is there already. Move it away, then install again' });
}

/** The text of a file once no launcher is wired in; undefined where nothing is left that was there before. */
export function unwiredText(file: WiredFile, now: string, original: string | undefined): Result<string | undefined, SettingsFault> {
  if (file.kind === 'own') return ok(isOurs(now) ? undefined : now);
  const done = withoutMark(now, (text) => unwireShared(file, text, original?.replace(BOM, '')));
  if (!done.ok || done.value === now) return done;
  const left = lenientEditorOf(file).parse(done.value.replace(BOM, ''));
  const isEmpty = left.ok && Object.keys(left.value).length === 0;
  return original === undefined && isEmpty && /^[\s{}]*$/.test(done.value.replace(BOM, '')) ? ok(undefined) : done;
}

/** Whether a file that would be ours alone is: it says so, or every hook in it runs a launcher. */
export function isOurs(text: string): boolean {
  if (/^#!|^\/\//.test(text)) return text.includes('Written by `hookwarden install`');
  const settings = jsonEditor.parse(text);
  if (!settings.ok) return false;
  const { hooks, name } = settings.value;
  if (!isObject(hooks)) return name === 'hookwarden';
  const count = Object.values(hooks).flat().length;
  return count > 0 && count === findHooks(settings.value).length;
}

/** Whether a file has a launcher wired in, by whatever command line, or is there for nothing else. */
export function isWired(file: WiredFile, text: string): boolean {
  if (file.kind === 'own') return isOurs(text);
  const settings = lenientEditorOf(file).parse(text.replace(BOM, ''));
  return settings.ok && findHooks(settings.value).length > 0;
}

function wireShared(file: SharedFile, text: string, command: Command): Result<string, SettingsFault> {
  const editor = editorOf(file);
  const settings = editor.parse(text);
  if (!settings.ok) return settings;
  const entries = file.entries(command);
  const wanted = entries.map((entry) => positionIn(settings.value, entry));
  const outdated = findHooks(settings.value).filter(({ at }) => !wanted.some((path) => path?.every((key, i) => key === at[i])));
  let done: Result<string, SettingsFault> = ok(
    takeHooks(
      editor,
      text,
      outdated.map(({ at }) => at),
      undefined,
    ),
  );
  for (const [key, value] of file.required ?? []) if (done.ok) done = editor.setMissing(done.value, key, value);
  for (const entry of entries.filter((one) => !positionIn(settings.value, one)))
    if (done.ok) done = editor.append(done.value, entry.list, entry.value);
  return done;
}

function unwireShared(file: SharedFile, text: string, original: string | undefined): Result<string, SettingsFault> {
  const editor = lenientEditorOf(file);
  const settings = editor.parse(text);
  if (!settings.ok) return settings;
  const hooks = findHooks(settings.value);
  if (hooks.length === 0) return ok(text);
  const was = original === undefined ? ok({}) : editor.parse(original);
  const before: JsonObject = was.ok ? was.value : {};
  const bare = takeHooks(
    editor,
    text,
    hooks.map(({ at }) => at),
    before,
  );
  const left = editor.parse(bare);
  const keys = (file.required ?? []).map(([key]) => key).filter((key) => !Object.hasOwn(before, key));
  // What the host wants beside hooks stays as long as there are others.
  return ok(left.ok && left.value['hooks'] === undefined ? keys.reduce((rest, key) => editor.remove(rest, [key]), bare) : bare);
}

/** Where an entry stands, exactly as it would be put. */
function positionIn(settings: JsonObject, { list, value }: Entry): Path | undefined {
  const items = valueAt(settings, list);
  const at = Array.isArray(items) ? items.findIndex((item) => isDeepStrictEqual(item, value)) : -1;
  return at < 0 ? undefined : [...list, at];
}

export function valueAt(root: JsonValue | undefined, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, key) => {
    if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}

/** Last first, so that the places of the others stay what they were. `before` tells which empty lists and objects were there already. */
function takeHooks(editor: SettingsEditor, text: string, hooks: readonly Path[], before: JsonObject | undefined): string {
  return hooks.toReversed().reduce((rest, at) => takeEmpty(editor, editor.remove(rest, at), at.slice(0, -1), before), text);
}

/** Lists and objects that are empty now and were not there before, from the innermost outwards; a group without hooks is nothing. */
function takeEmpty(editor: SettingsEditor, text: string, path: Path, before: JsonObject | undefined): string {
  const settings = editor.parse(text);
  const value = settings.ok ? valueAt(settings.value, path) : undefined;
  const isEmpty = Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
  const isGroup = path.at(-1) === 'hooks' && typeof path.at(-2) === 'number';
  if (!isEmpty || path.length === 0 || (before && !isGroup && valueAt(before, path) !== undefined)) return text;
  const taken = isGroup ? path.slice(0, -1) : path;
  return takeEmpty(editor, editor.remove(text, taken), taken.slice(0, -1), before);
}

/** Works on the text behind a byte order mark, which stays. */
function withoutMark(text: string, work: (text: string) => Result<string, SettingsFault>): Result<string, SettingsFault> {
  if (!text.startsWith(BOM)) return work(text);
  const done = work(text.slice(BOM.length));
  return done.ok ? ok(BOM + done.value) : done;
}
