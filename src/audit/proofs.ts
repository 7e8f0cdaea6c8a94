import { type Frontier, HASH_BYTES, type NodeAt, nodeHash, rootOf, sameHash } from './merkle.ts';

/** The proofs of RFC 6962 §2.1, and their verification as RFC 9162 §2.1 writes it. */

/** Leaves from the first up to, not including, the second number. */
type Range = readonly [begin: number, end: number];

/** Undefined where the leaf is not in the tree, or a node that is needed is gone. */
export function inclusionProof(index: number, size: number, nodeAt: NodeAt): readonly Uint8Array[] | undefined {
  if (!isSize(index) || !isSize(size) || index >= size) return undefined;
  const path: Range[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    if (index < middle) {
      path.push([middle, end]);
      end = middle;
    } else {
      path.push([begin, middle]);
      begin = middle;
    }
  }
  return rootsOf(path.reverse(), nodeAt);
}

/** That the first `older` leaves of the tree are the tree that once had so many. Undefined as above; nothing is proven of no leaves. */
export function consistencyProof(older: number, size: number, nodeAt: NodeAt): readonly Uint8Array[] | undefined {
  if (!isSize(older) || !isSize(size) || older === 0 || older > size) return undefined;
  const path: Range[] = [];
  let [begin, end] = [0, size];
  while (older < end) {
    const middle = begin + splitOf(end - begin);
    if (older <= middle) {
      path.push([middle, end]);
      end = middle;
    } else {
      path.push([begin, middle]);
      begin = middle;
    }
  }
  // The older tree's own root is known to whoever verifies.
  if (begin > 0) path.push([begin, end]);
  return rootsOf(path.reverse(), nodeAt);
}

/** The tree that the first `size` leaves are. Undefined where a node that is needed is gone. */
export function frontierAt(size: number, nodeAt: NodeAt): Frontier | undefined {
  const nodes = perfectNodes([0, size], nodeAt);
  return nodes && { size, nodes };
}

export function verifyInclusion(
  index: number,
  size: number,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || ![leafHash, root, ...proof].every(isHash)) return false;
  const climb = climbing(index, size - 1);
  let hash = leafHash;
  for (const sibling of proof) {
    const side = climb.next();
    if (side === 'top') return false;
    hash = side === 'left' ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }
  return climb.done() && sameHash(hash, root);
}

/** False for `older` 0 unless both trees are empty: what follows an empty tree proves nothing. */
export function verifyConsistency(
  older: number,
  size: number,
  proof: readonly Uint8Array[],
  olderRoot: Uint8Array,
  root: Uint8Array,
): boolean {
  if (!isSize(older) || !isSize(size) || older > size || ![olderRoot, root, ...proof].every(isHash)) return false;
  if (older === 0)
    return size === 0 && proof.length === 0 && [olderRoot, root].every((hash) => sameHash(hash, rootOf({ size: 0, nodes: [] })));
  if (older === size) return proof.length === 0 && sameHash(olderRoot, root);
  const [first, ...rest] = isPowerOfTwo(older) ? [olderRoot, ...proof] : proof;
  if (!first || !isHash(first) || proof.length === 0) return false;
  let [fromIndex, fromLast] = [older - 1, size - 1];
  while (fromIndex % 2 === 1) [fromIndex, fromLast] = [half(fromIndex), half(fromLast)];
  const climb = climbing(fromIndex, fromLast);
  let [before, after] = [first, first];
  for (const sibling of rest) {
    const side = climb.next();
    if (side === 'top') return false;
    if (side === 'left') before = nodeHash(sibling, before);
    after = side === 'left' ? nodeHash(sibling, after) : nodeHash(after, sibling);
  }
  return climb.done() && sameHash(before, olderRoot) && sameHash(after, root);
}

/** The way from a node to the root: on which side of it each sibling of a proof stands. */
function climbing(index: number, last: number): { readonly next: () => 'left' | 'right' | 'top'; readonly done: () => boolean } {
  let [node, end] = [index, last];
  const rise = (): void => {
    [node, end] = [half(node), half(end)];
  };
  return {
    next: () => {
      if (end === 0) return 'top';
      const isLeft = node % 2 === 1 || node === end;
      // A node that ends its level without a sibling is its own parent.
      if (isLeft) while (node % 2 === 0 && node > 0) rise();
      rise();
      return isLeft ? 'left' : 'right';
    },
    done: () => end === 0,
  };
}

function rootsOf(ranges: readonly Range[], nodeAt: NodeAt): readonly Uint8Array[] | undefined {
  const roots = ranges.map((range) => {
    const nodes = perfectNodes(range, nodeAt);
    return nodes && rootOf({ size: range[1] - range[0], nodes });
  });
  return allOf(roots);
}

/** The perfect subtrees that a range consists of, largest first. Every range of a proof begins where a subtree of its size may. */
function perfectNodes([begin, end]: Range, nodeAt: NodeAt): readonly Uint8Array[] | undefined {
  const nodes: (Uint8Array | undefined)[] = [];
  for (let at = begin; at < end; ) {
    const level = levelWithin(end - at);
    nodes.push(nodeAt(level, at / 2 ** level));
    at += 2 ** level;
  }
  return allOf(nodes);
}

const allOf = (values: readonly (Uint8Array | undefined)[]): readonly Uint8Array[] | undefined => {
  const there = values.filter((value) => value !== undefined);
  return there.length === values.length ? there : undefined;
};

/** The largest power of two that is smaller than a number above one. */
const splitOf = (count: number): number => 2 ** levelWithin(count - 1);

/** Of the largest perfect tree with at most so many leaves. Not by logarithm, which rounds. */
function levelWithin(count: number): number {
  let level = 0;
  while (2 ** (level + 1) <= count) level++;
  return level;
}

const half = (value: number): number => Math.floor(value / 2);
const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isPowerOfTwo = (value: number): boolean => 2 ** levelWithin(value) === value;
const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;
