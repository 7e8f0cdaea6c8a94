import { HOLE, type Stream, type Word } from '../command.ts';
import type { Node } from './syntax.ts';

/** Where a value comes from, from the plainest to the most telling; joining two keeps the more telling one. */
const ORIGINS = ['literal', 'dynamic', 'file', 'decoded', 'downloaded', 'secret', 'environment'] as const;
export type Origin = (typeof ORIGINS)[number];

/** A string as far as it is known, with `HOLE` for what only the run can tell. Bytes are strings of Latin-1 characters. */
export interface Text {
  readonly kind: 'text';
  readonly text: string;
  readonly origin: Origin;
  /** Whether it was computed rather than written out. */
  readonly computed?: boolean;
  /** A pattern for file names, to be expanded. */
  readonly glob?: boolean;
  /** The names, or paths, of all that a folder holds: to a loop that takes each of them it is a pattern. */
  readonly listing?: boolean;
  /** With origin `file`, the file; with `secret`, the variable's name. */
  readonly source?: string;
}

export type Value =
  | Text
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Value> }
  /** Something of a library: `os.remove`. */
  | { readonly kind: 'reference'; readonly name: string }
  /** What a library makes: a path, an open file, a socket. */
  | { readonly kind: 'object'; readonly type: string; readonly text: Text; readonly mode?: string }
  | FunctionValue;

export interface FunctionValue {
  readonly kind: 'function';
  readonly name?: string;
  readonly parameters: readonly Node[];
  readonly body: Node;
  readonly scope: Scope;
}

export interface Scope {
  readonly variables: Map<string, Value>;
  readonly parent?: Scope;
}

const MAX_TEXT = 200_000;

export const known = (value: string, origin: Origin = 'literal'): Text => ({
  kind: 'text',
  text: value.slice(0, MAX_TEXT),
  origin,
  computed: true,
});
export const unknown = (origin: Origin = 'dynamic'): Text => ({ kind: 'text', text: HOLE, origin });
export const UNKNOWN: Text = unknown();
export const LISTING: Text = { ...UNKNOWN, listing: true };
export const object = (type: string, value: Text, mode?: string): Value => ({
  kind: 'object',
  type,
  text: value,
  ...(mode !== undefined && { mode }),
});

export const isKnown = (value: Value): boolean => value.kind === 'number' || (value.kind === 'text' && !value.text.includes(HOLE));

export function moreTelling(left: Origin, right: Origin): Origin {
  return ORIGINS.indexOf(left) >= ORIGINS.indexOf(right) ? left : right;
}

/** The most telling origin among a value and what it holds. */
export function originOf(value: Value, depth = 0): Origin {
  switch (value.kind) {
    case 'text':
      return value.origin;
    case 'object':
      return value.text.origin;
    case 'list':
      return depth > 3 ? 'dynamic' : mixedOrigin(value.items, depth + 1);
    case 'map':
      return depth > 3 ? 'dynamic' : mixedOrigin([...value.entries.values()], depth + 1);
    default:
      return 'literal';
  }
}

export function mixedOrigin(values: readonly Value[], depth = 0): Origin {
  return values.slice(0, 50).reduce<Origin>((origin, value) => moreTelling(origin, originOf(value, depth)), 'literal');
}

/** The value as text, the way the language would print it. */
export function textOf(value: Value | undefined): Text {
  if (!value) return UNKNOWN;
  switch (value.kind) {
    case 'text':
      return value;
    case 'number':
      return known(String(value.value));
    case 'object':
      return value.text;
    case 'list':
    case 'map':
      return unknown(moreTelling('dynamic', originOf(value)));
    default:
      return UNKNOWN;
  }
}

export function concatenate(left: Value, right: Value): Text {
  const [a, b] = [textOf(left), textOf(right)];
  return { ...known(a.text + b.text, moreTelling(a.origin, b.origin)), ...((a.glob || b.glob) && { glob: true }) };
}

export function joinText(items: readonly Value[], separator: string): Text {
  const texts = items.map(textOf);
  return known(texts.map((each) => each.text).join(separator), mixedOrigin(texts));
}

/** Strings and numbers of a list; undefined where the value is no list. */
export function listOf(value: Value | undefined): readonly Value[] | undefined {
  return value?.kind === 'list' ? value.items : undefined;
}

/** The value as a word of a command, a path or an address. */
export function wordOf(value: Value | undefined): Word {
  const { text, computed, glob } = textOf(value);
  const holes = text.includes(HOLE);
  return {
    text: text.replaceAll(HOLE, '…'),
    value: text,
    certainty: holes ? 'unknown' : computed ? 'derived' : 'literal',
    ...(glob && { glob }),
  };
}

const STREAM_ORIGINS: Readonly<Record<Origin, Stream['origin']>> = {
  literal: 'literal',
  dynamic: 'dynamic',
  file: 'file',
  decoded: 'decoded',
  downloaded: 'downloaded',
  secret: 'dynamic',
  environment: 'dynamic',
};

/** Where a value comes from, in the words of streams between commands. */
export const streamOrigin = (value: Text): Stream['origin'] =>
  value.origin === 'literal' && value.text.includes(HOLE) ? 'dynamic' : STREAM_ORIGINS[value.origin];

export function streamOf(value: Text): Stream {
  const origin = streamOrigin(value);
  if (!value.text.includes(HOLE)) return { origin, text: value.text };
  return origin === 'file' && value.source !== undefined
    ? { origin, path: { text: value.source, value: value.source, certainty: 'derived' } }
    : { origin: origin === 'file' ? 'dynamic' : origin };
}
