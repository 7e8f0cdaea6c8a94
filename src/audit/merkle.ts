import { hash } from 'node:crypto';

const LEAF = 0;
const NODE = 1;
export const HASH_BYTES = 32;

/** The compact range of an RFC 6962 tree: the roots of its perfect subtrees, largest first. All that an append needs. */
export interface Frontier {
  readonly size: number;
  readonly nodes: readonly Uint8Array[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, nodes: [] };

/** By way of a string, which costs a third of having the bytes made outside of JavaScript. */
const digest = (bytes: Uint8Array): Uint8Array => Buffer.from(hash('sha256', bytes, 'binary'), 'binary');

/** What a leaf is the hash of: a zero byte, then the entry. */
export function leafInput(entry: Uint8Array): Uint8Array {
  const input = Buffer.allocUnsafe(1 + entry.length);
  input[0] = LEAF;
  input.set(entry, 1);
  return input;
}

/** The leaf of an entry whose `leafInput` is at hand. */
export const leafOfInput = digest;

export const leafHash = (entry: Uint8Array): Uint8Array => digest(leafInput(entry));

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = Buffer.allocUnsafe(1 + left.length + right.length);
  input[0] = NODE;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return digest(input);
}

/** A frontier with one leaf more. */
export interface Grown extends Frontier {
  /** The perfect subtrees that the leaf has completed, smallest first; the leaf itself, which is the smallest, aside. */
  readonly completed: readonly Uint8Array[];
}

export function appendLeaf(frontier: Frontier, leaf: Uint8Array): Grown {
  const growing = growFrom(frontier);
  const completed = growing.append(leaf);
  return { ...growing.frontier(), completed };
}

/** A frontier that many leaves are added to, one after the other, without a copy of it for each. */
export interface Growing {
  readonly size: () => number;
  /** The perfect subtrees that the leaf has completed, as in `Grown`. */
  readonly append: (leaf: Uint8Array) => readonly Uint8Array[];
  readonly frontier: () => Frontier;
}

export function growFrom(frontier: Frontier): Growing {
  const nodes = [...frontier.nodes];
  let { size } = frontier;
  return {
    size: () => size,
    append: (leaf) => {
      const completed: Uint8Array[] = [];
      let node = leaf;
      // Each trailing one bit of the size is a perfect subtree as large as the one just made: the two become one.
      for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
        const left = nodes.pop();
        if (!left) throw new Error(`a frontier of size ${size} has too few nodes`);
        node = nodeHash(left, node);
        completed.push(node);
      }
      nodes.push(node);
      size++;
      return completed;
    },
    frontier: () => ({ size, nodes: [...nodes] }),
  };
}

export function rootOf(frontier: Frontier): Uint8Array {
  const last = frontier.nodes.at(-1);
  if (!last) return digest(new Uint8Array());
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
