import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isObject, type JsonObject, type JsonValue, parseJson } from '../../domain/json.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { depthFault, JSON_PIECES } from './depth.ts';
import { duplicateIn } from './duplicate.ts';
import { type Path, positionOf, type SettingsEditor, type SettingsFault } from './editor.ts';
import { gapOf, insertInto, renderRoot } from './json-layout.ts';

/** JSON with comments and trailing commas. */
export const jsoncEditor: SettingsEditor = { parse, append, setMissing, remove };

/** JSON as RFC 8259 has it: for readers that take nothing of a file with a comment in it. */
export const jsonEditor: SettingsEditor = {
  parse: (text) => strictly(text) ?? parse(text),
  append: (text, list, value) => strictly(text) ?? append(text, list, value),
  setMissing: (text, key, value) => strictly(text) ?? setMissing(text, key, value),
  remove,
};

function strictly(text: string): Result<never, SettingsFault> | undefined {
  if (depthFault(text, JSON_PIECES)) return undefined;
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: true });
  const [first] = errors;
  if (!first) return undefined;
  const isComment = /^\/[/*]/.test(text.slice(first.offset));
  const message = isComment
    ? 'a comment stands there, and a file with a comment in it is ignored as a whole: take it out, and run this again'
    : wordsOf(printParseErrorCode(first.error));
  return err({ message, ...positionOf(text, first.offset) });
}

interface Tree {
  /** Absent in a text of blanks and comments. */
  readonly root?: Node;
}

function treeOf(text: string): Result<Tree, SettingsFault> {
  const deep = depthFault(text, JSON_PIECES);
  if (deep) return err(deep);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [first] = errors;
  if (first) return err({ message: wordsOf(printParseErrorCode(first.error)), ...positionOf(text, first.offset) });
  if (!root) return ok({});
  if (root.type !== 'object') return err({ message: 'it is not a JSON object', ...positionOf(text, root.offset) });
  const twice = duplicateIn(root);
  return twice ? err({ message: `the key ${twice.key} stands there twice`, ...positionOf(text, twice.offset) }) : ok({ root });
}

/** `CommaExpected` as `comma expected`. */
const wordsOf = (code: string): string =>
  code
    .replace(/([A-Z])/g, ' $1')
    .trim()
    .toLowerCase();

function parse(text: string): Result<JsonObject, SettingsFault> {
  const tree = treeOf(text);
  if (!tree.ok) return tree;
  // The library's objects have no prototype, by which they would differ from all others.
  const value = tree.value.root ? parseJson(JSON.stringify(getNodeValue(tree.value.root))) : {};
  return ok(isObject(value) ? value : {});
}

function append(text: string, list: readonly string[], value: JsonObject): Result<string, SettingsFault> {
  return put(text, list, [value]);
}

function setMissing(text: string, key: string, value: JsonValue): Result<string, SettingsFault> {
  const now = parse(text);
  if (!now.ok || Object.hasOwn(now.value, key)) return now.ok ? ok(text) : now;
  return put(text, [key], value);
}

/** `value` at a path of keys; where a list stands there already, its items go behind those of the list. */
function put(text: string, path: readonly string[], value: JsonValue): Result<string, SettingsFault> {
  const tree = treeOf(text);
  if (!tree.ok) return tree;
  const { root } = tree.value;
  if (!root) return ok(renderRoot(text, wrapped(path, value)));
  let container = root;
  for (const [depth, key] of path.entries()) {
    const next = findNodeAtLocation(container, [key]);
    const isLast = depth === path.length - 1;
    if (!next) return ok(insertInto(text, container, key, wrapped(path.slice(depth + 1), value)));
    if (next.type !== (isLast ? 'array' : 'object'))
      return err({
        message: `${path.slice(0, depth + 1).join('.')} is no ${isLast ? 'list' : 'object'}`,
        ...positionOf(text, next.offset),
      });
    container = next;
  }
  const [item] = Array.isArray(value) ? value : [];
  return ok(item === undefined ? text : insertInto(text, container, undefined, item));
}

const wrapped = (keys: readonly string[], value: JsonValue): JsonValue =>
  keys.reduceRight<JsonValue>((inner, key) => ({ [key]: inner }), value);

/** With its comma, and with the blanks in front of it up to what stands there: a comment above it is somebody else's. */
function remove(text: string, path: Path): string {
  const tree = treeOf(text);
  const found = tree.ok && tree.value.root && findNodeAtLocation(tree.value.root, [...path]);
  if (!found) return text;
  const node = found.parent?.type === 'property' ? found.parent : found;
  const container = node.parent;
  const siblings = container?.children ?? [];
  if (!container) return text;
  const at = siblings.indexOf(node);
  const [before, after] = [siblings[at - 1], siblings[at + 1]];
  const ahead = gapOf(text, before ? endOf(before) : container.offset + 1, node.offset);
  const behind = gapOf(text, endOf(node), after?.offset ?? endOf(container) - 1);
  const comma = behind.comma ?? ahead.comma;
  const rest = cut(text, ahead.end, endOf(node), comma);
  return siblings.length > 1 ? rest : closed(rest, container.offset);
}

const endOf = (node: Node): number => node.offset + node.length;

/** Without the piece and without the comma, which is either before or behind it. */
function cut(text: string, from: number, to: number, comma: number | undefined): string {
  if (comma === undefined) return text.slice(0, from) + text.slice(to);
  if (comma >= to) return text.slice(0, from) + text.slice(to, comma) + text.slice(comma + 1);
  return text.slice(0, comma) + text.slice(comma + 1, Math.max(from, comma + 1)) + text.slice(to);
}

/** A container that has nothing but blanks left in it is closed up. */
function closed(text: string, open: number): string {
  const blanks = /^\s*(?=[\]}])/.exec(text.slice(open + 1))?.[0];
  return blanks === undefined ? text : text.slice(0, open + 1) + text.slice(open + 1 + blanks.length);
}
