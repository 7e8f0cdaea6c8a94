import { isNamePart, spanEnd } from './characters.ts';
import type { Parsed } from './parser.ts';
import { block, call, NOTHING, type Node, name, text } from './syntax.ts';

const MAX_CHARACTERS = 200_000;
const MAX_DEPTH = 12;
/** Commands whose braced words are code. */
const HOLDS_CODE = new Set('if else elseif while for foreach catch try proc eval uplevel namespace switch expect after'.split(' '));

/** Reads Tcl: everything is a command of words, so that no expression grammar is needed. */
export function parseTcl(whole: string, depth = 0): Parsed {
  const code = whole.slice(0, MAX_CHARACTERS);
  const nodes: Node[] = [];
  let at = 0;
  while (at < code.length) {
    const { words, end } = readCommand(code, at, depth);
    if (words.length > 0) nodes.push(commandOf(words, depth));
    at = Math.max(end, at + 1);
  }
  return { tree: block(nodes), complete: code.length === whole.length };
}

interface TclWord {
  readonly node: Node;
  /** What stands in braces, unread. */
  readonly braced?: string;
  readonly bare?: string;
}

function commandOf(words: readonly TclWord[], depth: number): Node {
  const [head, ...rest] = words;
  const command = head?.bare ?? '';
  const [first, second] = rest;
  if (command === 'set' && first?.bare && second) return { kind: 'assign', target: name(first.bare), value: second.node };
  const inner = (word: TclWord): Node =>
    word.braced !== undefined && depth < MAX_DEPTH ? parseTcl(word.braced, depth + 1).tree : word.node;
  if (command === 'foreach' && first?.bare && second && rest[2]) {
    const items: Node =
      second.braced === undefined
        ? second.node
        : {
            kind: 'list',
            items: second.braced
              .split(/\s+/)
              .filter(Boolean)
              .map((each) => text(each)),
          };
    return { kind: 'loop', target: name(first.bare), items, body: inner(rest[2]) };
  }
  if (HOLDS_CODE.has(command)) return block(rest.map(inner));
  return call(
    head?.bare === undefined ? (head?.node ?? NOTHING) : name(command),
    rest.map((word) => word.node),
  );
}

/** One command's words, up to the end of its line. */
function readCommand(code: string, from: number, depth: number): { readonly words: readonly TclWord[]; readonly end: number } {
  const words: TclWord[] = [];
  let at = spanEnd(
    code,
    from,
    (character) => character === ' ' || character === '\t' || character === '\n' || character === ';' || character === '\r',
  );
  if (code.charAt(at) === '#') return { words, end: spanEnd(code, at, (character) => character !== '\n') };
  while (at < code.length) {
    const character = code.charAt(at);
    if (character === '\n' || character === ';') break;
    if (character === ' ' || character === '\t' || character === '\r') at++;
    else if (character === '\\' && code.charAt(at + 1) === '\n') at += 2;
    else {
      const read = readWord(code, at, depth);
      words.push(read.word);
      at = Math.max(read.end, at + 1);
    }
  }
  return { words, end: at };
}

function readWord(code: string, from: number, depth: number): { readonly word: TclWord; readonly end: number } {
  const first = code.charAt(from);
  if (first === '{') {
    const end = closing(code, from, '{', '}');
    const braced = code.slice(from + 1, end - 1);
    return { word: { node: text(braced), braced }, end };
  }
  const quoted = first === '"';
  const parts: (string | Node)[] = [];
  let at = quoted ? from + 1 : from;
  let written = '';
  while (at < code.length) {
    const character = code.charAt(at);
    if (quoted ? character === '"' : /[\s;]/.test(character)) break;
    if (character === '[' || character === '$') {
      if (written !== '') parts.push(written);
      written = '';
      const end = character === '[' ? closing(code, at, '[', ']') : variableEnd(code, at);
      parts.push(
        character === '$'
          ? name(code.slice(at + 1, end).replace(/[{}]/g, ''))
          : depth < MAX_DEPTH
            ? parseTcl(code.slice(at + 1, end - 1), depth + 1).tree
            : NOTHING,
      );
      at = Math.max(end, at + 1);
      continue;
    }
    if (character === '\\') at++;
    written += code.charAt(at);
    at++;
  }
  if (written !== '') parts.push(written);
  const only = parts[0];
  const bare = parts.length === 1 && typeof only === 'string' && !quoted ? only : undefined;
  return { word: { node: text(...parts), ...(bare !== undefined && { bare }) }, end: quoted ? at + 1 : at };
}

const variableEnd = (code: string, at: number): number =>
  code.charAt(at + 1) === '{'
    ? closing(code, at + 1, '{', '}')
    : spanEnd(code, at + 1, (character) => isNamePart(character) || character === ':');

/** Past the bracket that closes the one at `from`; brackets that do not close end with the text. */
function closing(code: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    const character = code.charAt(at);
    if (character === '\\') at++;
    else if (character === open) depth++;
    else if (character === close && --depth === 0) return at + 1;
  }
  return code.length + 1;
}
