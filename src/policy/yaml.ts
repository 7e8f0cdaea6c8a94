import { type Document, isMap, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { err, ok, type Result } from '../domain/result.ts';
import type { Fault } from './fault.ts';

const MAX_CHARACTERS = 256 * 1024;
const MAX_NODES = 20_000;
const MAX_DEPTH = 32;
/** An object with the latter two is no text and no number any more, which those who compare do not expect. */
const REFUSED_KEYS = ['__proto__', 'constructor', 'prototype', '<<', 'toString', 'valueOf'];

export interface YamlFile {
  readonly path: string;
  readonly value: unknown;
  /** A fault at the value under `keys`, or at the key itself where `atKey` names one inside that value. */
  readonly fault: (message: string, keys: readonly PropertyKey[], atKey?: string) => Fault;
}

/** Reads plain data: no aliases, anchors, merge keys, tags or further documents; bounded in size, count and depth. */
export function readYaml(path: string, text: string): Result<YamlFile, readonly Fault[]> {
  const lines = new LineCounter();
  const at = (offset: number, message: string): Fault => {
    const { line, col } = lines.linePos(offset);
    return { path, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  if (text.length > MAX_CHARACTERS) return err([at(0, `the file is larger than ${MAX_CHARACTERS} characters`)]);
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: false,
    schema: 'core',
    stringKeys: true,
    uniqueKeys: true,
    prettyErrors: false,
  });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) return err(problems.map((problem) => at(problem.pos[0], problem.message)));
  const refused = refuse(document, at);
  if (refused) return err([refused]);
  return ok({
    path,
    value: document.toJS({ maxAliasCount: 0 }),
    fault: (message, keys, atKey) => at(offsetOf(document, keys, atKey), message),
  });
}

/** The first thing in the document that is more than plain data. */
function refuse(document: Document.Parsed, at: (offset: number, message: string) => Fault): Fault | undefined {
  let nodes = 0;
  let fault: Fault | undefined;
  const stop = (offset: number | undefined, message: string): symbol => {
    fault = at(offset ?? 0, message);
    return visit.BREAK;
  };
  visit(document, {
    Alias: (_key, node) => stop(node.range?.[0], 'aliases are not allowed'),
    Pair: (_key, pair) => {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      return REFUSED_KEYS.includes(name)
        ? stop(isScalar(pair.key) ? pair.key.range?.[0] : 0, `the key "${name}" is not allowed`)
        : undefined;
    },
    Node: (_key, node, parents) => {
      nodes += 1;
      if (nodes > MAX_NODES) return stop(node.range?.[0], `more than ${MAX_NODES} values`);
      if (parents.length > MAX_DEPTH * 2) return stop(node.range?.[0], `nested deeper than ${MAX_DEPTH} levels`);
      if ('anchor' in node && node.anchor) return stop(node.range?.[0], 'anchors are not allowed');
      return 'tag' in node && node.tag !== undefined ? stop(node.range?.[0], 'tags are not allowed') : undefined;
    },
  });
  return fault;
}

/** Where a value stands; where it is missing, its nearest ancestor. */
function offsetOf(document: Document.Parsed, keys: readonly PropertyKey[], atKey: string | undefined): number {
  for (let length = keys.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(keys.slice(0, length), true);
    if (length === keys.length && atKey !== undefined && isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === atKey);
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) {
      const [start] = node.range;
      return typeof start === 'number' ? start : 0;
    }
  }
  return 0;
}
