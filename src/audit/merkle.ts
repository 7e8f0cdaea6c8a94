import { hash } from 'node:crypto';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
export const HASH_BYTES = 32;

/** The compact range of an RFC 6962 tree: the roots of its perfect subtrees, largest first. All that an append needs. */
export interface Frontier {
  readonly size: number;
  readonly nodes: readonly Uint8Array[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, nodes: [] };

export const leafHash = (entry: Uint8Array): Uint8Array => hash('sha256', Buffer.concat([LEAF, entry]), 'buffer');

export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');

/** A frontier with one leaf more. */
export interface Grown extends Frontier {
  /** The perfect subtrees that the leaf has completed, smallest first; the leaf itself, which is the smallest, aside. */
  readonly completed: readonly Uint8Array[];
}

export function appendLeaf(frontier: Frontier, leaf: Uint8Array): Grown {
  const nodes = [...frontier.nodes];
  const completed: Uint8Array[] = [];
  let node = leaf;
  // Each trailing one bit of the size is a perfect subtree as large as the one just made: the two become one.
  for (let rest = frontier.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = nodes.pop();
    if (!left) throw new Error(`a frontier of size ${frontier.size} has too few nodes`);
    node = nodeHash(left, node);
    completed.push(node);
  }
  nodes.push(node);
  return { size: frontier.size + 1, nodes, completed };
}

export function rootOf(frontier: Frontier): Uint8Array {
  const last = frontier.nodes.at(-1);
  if (!last) return hash('sha256', new Uint8Array(), 'buffer');
  return frontier.nodes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

export const encodeFrontier = (frontier: Frontier): Uint8Array => Buffer.concat(frontier.nodes);

/** Where a tree keeps its perfect subtrees: undefined where this one is not there, or not yet complete. Level 0 are the leaves. */
export type NodeAt = (level: number, index: number) => Uint8Array | undefined;

/** Undefined where the bytes cannot be the frontier of a tree of that size. */
export function decodeFrontier(size: number, bytes: Uint8Array): Frontier | undefined {
  if (!Number.isSafeInteger(size) || size < 0) return undefined;
  let perfect = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) perfect += rest % 2;
  if (bytes.length !== perfect * HASH_BYTES) return undefined;
  return { size, nodes: Array.from({ length: perfect }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)) };
}

export const sameHash = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;
