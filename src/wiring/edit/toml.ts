import { getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import { isObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { depthFault, TOML_PIECES } from './depth.ts';
import { lineEndOf, type Path, type SettingsEditor, type SettingsFault } from './editor.ts';

/** TOML 1.0, whose lists of tables (`[[hooks]]`) stand at the end of the file. */
export const tomlEditor: SettingsEditor = { parse, append, setMissing, remove };

function parse(text: string): Result<JsonObject, SettingsFault> {
  const deep = depthFault(text, TOML_PIECES);
  if (deep) return err(deep);
  try {
    const value: unknown = getStaticTOMLValue(parseTOML(text));
    return ok(isObject(value) ? value : {});
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return err({ message: error.message, line: error.lineNumber, column: error.column + 1 });
  }
}

function append(text: string, list: readonly string[], value: JsonObject): Result<string, SettingsFault> {
  const settings = parse(text);
  if (!settings.ok) return settings;
  const name = list.join('.');
  const there = list.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), settings.value);
  if (there !== undefined && tablesAt(text, list).length !== (Array.isArray(there) ? there.length : -1))
    return err({ message: `${name} is not written as [[${name}]] tables, behind which one more could stand` });
  const end = lineEndOf(text);
  const ahead = text === '' ? '' : text.endsWith('\n') ? `${text}${end}` : `${text}${end}${end}`;
  const lines = Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [`${key} = ${literal(member)}`]));
  return ok(`${ahead}${[`[[${name}]]`, ...lines].join(end)}${end}`);
}

function setMissing(text: string, key: string): Result<string, SettingsFault> {
  const settings = parse(text);
  if (!settings.ok || Object.hasOwn(settings.value, key)) return settings.ok ? ok(text) : settings;
  return err({ message: `${key} is missing` });
}

/** Strings of JSON without control characters are basic strings of TOML; numbers and booleans are the same. */
const literal = (value: JsonValue): string => JSON.stringify(value);

interface Table {
  readonly start: number;
  readonly end: number;
}

/** Where each `[[list]]` begins and ends, comments behind its last key not taken in. */
function tablesAt(text: string, list: readonly string[]): readonly Table[] {
  const [top] = parseTOML(text).body;
  return top.body.flatMap((node) => {
    const isOfList =
      node.type === 'TOMLTable' &&
      node.kind === 'array' &&
      node.resolvedKey.filter((key) => typeof key === 'string').join('.') === list.join('.');
    return isOfList ? [{ start: node.range[0], end: node.range[1] }] : [];
  });
}

/** A table of a list, with its lines and the blank line in front of it. */
function remove(text: string, path: Path): string {
  const list = path.filter((key) => typeof key === 'string');
  const table = tablesAt(text, list)[Number(path.at(-1))];
  if (!table) return text;
  const ahead = text.slice(0, table.start).replace(/(^|\n)[^\S\n]*\r?\n$/, '$1');
  return ahead + text.slice(table.end).replace(/^[^\S\n]*\n?/, '');
}
