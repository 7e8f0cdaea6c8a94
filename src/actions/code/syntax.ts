/**
 * What every language is read into: just enough of a syntax tree to see which calls are made with which values.
 * Whatever has no meaning here becomes `other`, which keeps its parts so that calls inside it are still seen.
 */
export type Node =
  | { readonly kind: 'text'; readonly parts: readonly (string | Node)[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  /** Something of a library by its full name, whatever the code calls it: `os.path`. */
  | { readonly kind: 'reference'; readonly name: string }
  | { readonly kind: 'member'; readonly object: Node; readonly name: string }
  | { readonly kind: 'index'; readonly object: Node; readonly index: Node }
  /** `text[first:last:step]`. */
  | { readonly kind: 'slice'; readonly object: Node; readonly bounds: readonly (Node | undefined)[] }
  | { readonly kind: 'call'; readonly callee: Node; readonly positional: readonly Node[]; readonly named: readonly Entry[] }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'map'; readonly entries: readonly Entry[] }
  | { readonly kind: 'spread'; readonly value: Node }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node }
  /** One of these: a conditional expression, `or`, `??`. */
  | { readonly kind: 'choice'; readonly nodes: readonly Node[] }
  | { readonly kind: 'assign'; readonly target: Node; readonly value: Node; readonly operator?: string }
  | { readonly kind: 'function'; readonly name?: string; readonly parameters: readonly Node[]; readonly body: Node }
  | { readonly kind: 'loop'; readonly target: Node; readonly items: Node; readonly body: Node }
  | { readonly kind: 'when'; readonly test: Node; readonly body: Node }
  | { readonly kind: 'return'; readonly value: Node }
  | { readonly kind: 'block'; readonly nodes: readonly Node[] }
  | { readonly kind: 'other'; readonly nodes: readonly Node[] };

export type NodeOf<Kind extends Node['kind']> = Extract<Node, { kind: Kind }>;

export interface Entry {
  readonly key: string | Node;
  readonly value: Node;
}

/** What stands between brackets, in the order of writing. */
export interface Elements {
  readonly positional: readonly Node[];
  readonly named: readonly Entry[];
}

export const NOTHING: Node = { kind: 'other', nodes: [] };
export const name = (written: string): Node => ({ kind: 'name', name: written });
export const reference = (written: string): Node => ({ kind: 'reference', name: written });
export const text = (...parts: readonly (string | Node)[]): Node => ({ kind: 'text', parts });
export const block = (nodes: readonly Node[]): Node => ({ kind: 'block', nodes });
export const other = (...nodes: readonly Node[]): Node => ({ kind: 'other', nodes });
export const call = (callee: Node, positional: readonly Node[], named: readonly Entry[] = []): Node => ({
  kind: 'call',
  callee,
  positional,
  named,
});

/** A map where the elements are named, else a list. */
export const collection = ({ positional, named }: Elements): Node =>
  named.length > 0 ? { kind: 'map', entries: named } : { kind: 'list', items: positional };

/** The names that an assignment's target binds, in the order of writing. */
export function boundNames(target: Node): readonly string[] {
  switch (target.kind) {
    case 'name':
      return [target.name];
    case 'list':
      return target.items.flatMap(boundNames);
    case 'map':
      return target.entries.flatMap((entry) => boundNames(entry.value));
    case 'spread':
      return boundNames(target.value);
    case 'assign':
      return boundNames(target.target);
    default:
      return [];
  }
}
