import { isObject, type JsonValue, parseJson } from '../../domain/json.ts';

/** One setting: where it stands, in lower case with dots (`permissions.allow`), and what it says. Elements of a list share its key. */
export interface Entry {
  readonly key: string;
  readonly value: string;
}

/** Longer settings are read no further: no agent's are. */
const MAX_TEXT = 1024 * 1024;
const MAX_ENTRIES = 5_000;
const MAX_DEPTH = 16;

/** What a file of settings says, by its ending; undefined where it cannot be read as what it should be, which hosts take for no settings. */
export function entriesOf(text: string, path: string): readonly Entry[] | undefined {
  if (text.length > MAX_TEXT) return undefined;
  if (/\.(?:jsonc?|code-workspace)$/i.test(path)) return jsonEntries(text);
  if (/\.toml$/i.test(path)) return lineEntries(text, tomlLine);
  return /\.ya?ml$/i.test(path) ? lineEntries(text, yamlReader()) : undefined;
}

/** Whether a path is a file of settings at all; a hook's program is none. */
export const isSettingsFile = (path: string): boolean => /\.(?:jsonc?|code-workspace|toml|ya?ml)$/i.test(path);

function jsonEntries(text: string): readonly Entry[] | undefined {
  if (text.trim() === '') return [];
  const value = parseJson(text) ?? parseJson(withoutComments(text));
  if (!isObject(value)) return undefined;
  const found: Entry[] = [];
  collect(value, '', 0, found);
  return found;
}

/** Comments and commas before a closing bracket, which several hosts allow; strings stay as they are. What is left open runs to the end: linear. */
const withoutComments = (text: string): string =>
  text
    .replace(/("(?:[^"\\\n]|\\.)*"?)|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g, (_, string?: string) => string ?? '')
    .replace(/("(?:[^"\\\n]|\\.)*"?)|,(?=\s{0,200}[}\]])/g, (_, string?: string) => string ?? '');

function collect(value: JsonValue, key: string, depth: number, found: Entry[]): void {
  if (found.length >= MAX_ENTRIES) return;
  if (isObject(value) && depth < MAX_DEPTH) {
    const names = Object.entries(value);
    if (names.length === 0 && key !== '') found.push({ key, value: '{}' });
    for (const [name, inner] of names) if (inner !== undefined) collect(inner, joinedKey(key, name), depth + 1, found);
  } else if (Array.isArray(value)) {
    if (value.length === 0) found.push({ key, value: '[]' });
    for (const item of value) found.push({ key, value: plain(item) });
  } else found.push({ key, value: plain(value) });
}

const joinedKey = (key: string, name: string): string => (key === '' ? name : `${key}.${name}`).toLowerCase();

const plain = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Reads one line; the key's section comes from what stood before. `undefined` is no setting. */
type LineReader = (line: string, section: string) => { readonly section: string; readonly entry?: Entry } | undefined;

function lineEntries(text: string, read: LineReader): readonly Entry[] {
  const found: Entry[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    if (found.length >= MAX_ENTRIES) break;
    if (/^\s*(?:#|$)/.test(line)) continue;
    const next = read(line, section);
    const last = found.at(-1);
    if (next) {
      section = next.section;
      if (next.entry) found.push(next.entry);
    } else if (last) found[found.length - 1] = { key: last.key, value: `${last.value} ${line.trim()}` };
  }
  return found.flatMap((entry) => [entry, ...inlineEntries(entry)]);
}

const tomlLine: LineReader = (line, section) => {
  const [, header] = /^\s*\[{1,2}([^[\]]+)\]{1,2}\s*(?:#.*)?$/.exec(line) ?? [];
  if (header !== undefined) return { section: bare(header) };
  const [, name, value] = /^\s*([\w."'/~-]{1,256})\s*=\s*(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined
    ? undefined
    : { section, entry: { key: joinedKey(section, bare(name)), value: unquoted(value) } };
};

const bare = (name: string): string => name.replace(/["'\s]/g, '').toLowerCase();

const unquoted = (value: string): string =>
  /^\s*"([^"]*)"|^\s*'([^']*)'/
    .exec(value)
    ?.slice(1)
    .find((part) => part !== undefined) ?? value.replace(/\s+#.*$/, '').trim();

/** `{ a = 1, b = "x" }` behind a key holds settings below it. */
function inlineEntries({ key, value }: Entry): readonly Entry[] {
  if (!value.startsWith('{')) return [];
  return [...value.matchAll(/([\w."-]{1,64})\s{0,8}[=:]\s{0,8}("[^"]*"|'[^']*'|[^,{}\s]+)/g)].map(([, name = '', inner = '']) => ({
    key: joinedKey(key, bare(name)),
    value: unquoted(inner),
  }));
}

/** Keys by how deep they are set; `- item` belongs to the key above it. */
function yamlReader(): LineReader {
  let above: readonly { readonly indent: number; readonly name: string }[] = [];
  return (line) => {
    const [, blank = '', dash = '', name, value = ''] =
      /^(\s*)(- +)?(?:["']?([\w./~*() -]{1,128}?)["']?\s*:(?=\s|$))?\s*(.*)$/.exec(line) ?? [];
    const indent = blank.length + dash.length;
    above = above.filter((one) => one.indent < indent || (name === undefined && one.indent <= indent));
    if (name !== undefined) above = [...above, { indent, name }];
    const key = above
      .map((one) => one.name)
      .join('.')
      .toLowerCase();
    return value === '' ? { section: '' } : { section: '', entry: { key, value: unquoted(value) } };
  };
}

/** Of a piece of settings: the last part of each key with what stands behind it. A key in capitals is taken for a variable. */
export function entriesOfPiece(text: string): readonly Entry[] {
  return [...text.slice(0, MAX_TEXT).matchAll(/["']?([\w.-]{1,64})["']?\s{0,8}[:=]\s{0,8}("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s,}\]]*)/g)].map(
    ([, name = '', value = '']) => ({ key: (/^[A-Z][A-Z0-9_]+$/.test(name) ? `env.${name}` : name).toLowerCase(), value: unquoted(value) }),
  );
}
