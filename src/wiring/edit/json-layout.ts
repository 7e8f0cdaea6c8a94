import type { Node } from 'jsonc-parser';
import { isObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { lineEndOf } from './editor.ts';

/** What stands between two values: blanks, comments, at most one comma. */
interface Gap {
  readonly comma?: number;
  /** Behind the last comma or comment, or where the gap begins. */
  readonly end: number;
  /** The last comment goes on to the end of its line. */
  readonly open: boolean;
}

export function gapOf(text: string, from: number, to: number): Gap {
  let gap: Gap = { end: from, open: false };
  for (const match of text.slice(from, to).matchAll(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|,/g)) {
    const at = from + match.index;
    const comma = match[0] === ',' ? at : gap.comma;
    gap = { end: at + match[0].length, open: match[0].startsWith('//'), ...(comma !== undefined && { comma }) };
  }
  return gap;
}

const DEFAULT_INDENT = '  ';

/** What one level is indented by: as the first member of the root that stands on a line of its own. */
function indentOf(text: string): string {
  return /^\s*\{[^\S\r\n]*(?:\/\/[^\r\n]*)?(?:\r?\n[^\S\r\n]*)*\r?\n([^\S\r\n]+)\S/.exec(text)?.[1] ?? DEFAULT_INDENT;
}

const marginAt = (text: string, offset: number): string =>
  /^[^\S\r\n]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';

const WIDEST = 160;

function render(text: string, value: JsonValue, margin: string): string {
  return laidOut(value, margin, indentOf(text), lineEndOf(text));
}

/** On one line where it fits there; else, and at the root, each member on its own. */
function laidOut(value: JsonValue, margin: string, indent: string, lineEnd: string, isRoot = false): string {
  const line = onOneLine(value);
  if (typeof value !== 'object' || value === null || (!isRoot && line.length + margin.length <= WIDEST && isPlain(value))) return line;
  const inner = (member: JsonValue): string => laidOut(member, margin + indent, indent, lineEnd);
  const members = isObject(value) ? membersOf(value).map(([key, member]) => `${JSON.stringify(key)}: ${inner(member)}`) : value.map(inner);
  const lines = members.map((member) => `${lineEnd}${margin}${indent}${member}`).join(',');
  return isObject(value) ? `{${lines}${lineEnd}${margin}}` : `[${lines}${lineEnd}${margin}]`;
}

/** Whatever holds lists of objects goes over several lines, so that one more of them fits in. */
const isPlain = (value: JsonValue): boolean =>
  typeof value !== 'object' || value === null || Object.values(value).every((member) => !holdsObjects(member) && isPlain(member ?? null));

const holdsObjects = (value: JsonValue | undefined): boolean => Array.isArray(value) && value.some(isObject);

const membersOf = (value: JsonObject): readonly (readonly [string, JsonValue])[] =>
  Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, member] as const]));

function onOneLine(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (!isObject(value)) return `[${value.map(onOneLine).join(', ')}]`;
  const members = membersOf(value).map(([key, member]) => `${JSON.stringify(key)}: ${onOneLine(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** The text of a whole file, behind comments where there are any. */
export function renderRoot(text: string, value: JsonValue): string {
  const ahead = text.trim() === '' || text.endsWith('\n') ? text : `${text}${lineEndOf(text)}`;
  return `${text.trim() === '' ? '' : ahead}${laidOut(value, '', indentOf(text), lineEndOf(text), true)}${lineEndOf(text)}`;
}

/** The text with one more member of the container behind the others, laid out as they are: on lines of its own, or on theirs. */
export function insertInto(text: string, container: Node, key: string | undefined, value: JsonValue): string {
  const [first, last] = [container.children?.at(0), container.children?.at(-1)];
  const close = container.offset + container.length - 1;
  const start = last ? last.offset + last.length : container.offset + 1;
  const gap = gapOf(text, start, close);
  const oneLine = isOnOneLine(text, container, first) && !gap.open;
  const outer = marginAt(text, container.offset);
  const margin = first && !oneLine && !isOnOneLine(text, container, first) ? marginAt(text, first.offset) : outer + indentOf(text);
  const isTight = oneLine && isDense(text, container);
  const name = key === undefined ? '' : `${JSON.stringify(key)}:${isTight ? '' : ' '}`;
  const item = name + (isTight ? JSON.stringify(value) : oneLine ? onOneLine(value) : render(text, value, margin));
  const separator = last && gap.comma === undefined ? ',' : '';
  const trailing = gap.comma === undefined ? '' : ',';
  const lead = oneLine ? (last && !isTight ? ' ' : '') : `${lineEndOf(text)}${margin}`;
  const isClosedAsItIs = oneLine || last !== undefined || text.slice(gap.end, close).includes('\n');
  const tail = isClosedAsItIs ? text.slice(gap.end) : `${lineEndOf(text)}${outer}${text.slice(close)}`;
  return `${text.slice(0, start)}${separator}${text.slice(start, gap.end)}${lead}${item}${trailing}${tail}`;
}

/** A list or an object whose members begin on the line of its bracket; an empty one in a text that is one line. */
function isOnOneLine(text: string, container: Node, first: Node | undefined): boolean {
  if (first) return !text.slice(container.offset, first.offset).includes('\n');
  return !text.trim().includes('\n') && container.parent !== undefined;
}

/** One line without blanks between its members. */
const isDense = (text: string, { children, offset, length }: Node): boolean =>
  (children?.length ?? 0) > 1 ? !/,\s/.test(text.slice(offset, offset + length)) : !/[:,]\s/.test(text);
