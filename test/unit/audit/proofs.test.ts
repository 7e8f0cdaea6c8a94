import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, leafHash, type NodeAt, nodeHash, rootOf } from '../../../src/audit/merkle.ts';
import { consistencyProof, frontierAt, inclusionProof, verifyConsistency, verifyInclusion } from '../../../src/audit/proofs.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const unhex = (text: string) => Buffer.from(text, 'hex');
const MOST = 300;
const LEAVES = Array.from({ length: MOST }, (_, i) => leafHash(Buffer.from(`entry ${i}`)));

// RFC 6962 §2.1, §2.1.1 and §2.1.2, written as they stand there, over hashes of leaves.
const split = (count: number) => {
  let k = 1;
  while (k * 2 < count) k *= 2;
  return k;
};
const roots = new Map<string, Uint8Array>();
function mth(from: number, to: number): Uint8Array {
  const key = `${from}-${to}`;
  const known = roots.get(key);
  if (known) return known;
  const k = from + split(to - from);
  const root = to - from === 1 ? (LEAVES[from] ?? Buffer.alloc(0)) : nodeHash(mth(from, k), mth(k, to));
  roots.set(key, root);
  return root;
}
function path(m: number, from: number, to: number): readonly Uint8Array[] {
  if (to - from === 1) return [];
  const k = from + split(to - from);
  return m < k ? [...path(m, from, k), mth(k, to)] : [...path(m, k, to), mth(from, k)];
}
function subproof(m: number, from: number, to: number, whole: boolean): readonly Uint8Array[] {
  if (m === to) return whole ? [] : [mth(from, to)];
  const k = from + split(to - from);
  return m <= k ? [...subproof(m, from, k, whole), mth(k, to)] : [...subproof(m, k, to, false), mth(from, k)];
}

/** What the log keeps: the leaf and, beside it, the perfect subtrees that it has completed. */
function grow(leaves: readonly Uint8Array[]): { readonly nodeAt: NodeAt; readonly frontiers: readonly Frontier[] } {
  const kept: (readonly Uint8Array[])[] = [];
  const frontiers: Frontier[] = [EMPTY_FRONTIER];
  for (const leaf of leaves) {
    const grown = appendLeaf(frontiers.at(-1) ?? EMPTY_FRONTIER, leaf);
    kept.push([leaf, ...grown.completed]);
    frontiers.push(grown);
  }
  return { nodeAt: (level, index) => kept[(index + 1) * 2 ** level - 1]?.[level], frontiers };
}
const { nodeAt, frontiers } = grow(LEAVES);
const rootAt = (size: number) => rootOf(frontiers[size] ?? EMPTY_FRONTIER);

describe(`for every tree of up to ${MOST} leaves`, () => {
  it('the proof of each leaf is the one that the RFC defines, and verifies', () => {
    for (let size = 1; size <= MOST; size++) {
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(index, size, nodeAt) ?? [];
        if (proof.map(hex).join() !== path(index, 0, size).map(hex).join()) expect.fail(`leaf ${index} of ${size}`);
        if (!verifyInclusion(index, size, LEAVES[index] ?? rootAt(0), proof, rootAt(size))) expect.fail(`leaf ${index} of ${size}`);
      }
    }
  });

  it('the proof from each older tree is the one that the RFC defines, and verifies', () => {
    for (let size = 1; size <= MOST; size++) {
      for (let older = 1; older <= size; older++) {
        const proof = consistencyProof(older, size, nodeAt) ?? [];
        if (proof.map(hex).join() !== subproof(older, 0, size, true).map(hex).join()) expect.fail(`${older} to ${size}`);
        if (!verifyConsistency(older, size, proof, rootAt(older), rootAt(size))) expect.fail(`${older} to ${size}`);
      }
    }
  });

  it('the frontier is found again from the kept nodes', () => {
    for (let size = 0; size <= MOST; size++) expect(frontierAt(size, nodeAt)?.nodes).toEqual(frontiers[size]?.nodes);
  });
});

describe('a proof', () => {
  const size = fc.integer({ min: 2, max: MOST });
  const spoil = (proof: readonly Uint8Array[], at: number, bit: number) =>
    proof.map((hash, i) => (i === at % proof.length ? hash.map((byte, j) => (j === bit % 32 ? byte ^ (1 << (bit % 8)) : byte)) : hash));

  it('of another leaf, another size, another root or with one bit changed does not verify', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), fc.nat(), (n, some, at, bit) => {
        const index = some % n;
        const proof = inclusionProof(index, n, nodeAt) ?? [];
        const leaf = LEAVES[index] ?? rootAt(0);
        const root = rootAt(n);
        expect(verifyInclusion(index, n, leaf, spoil(proof, at, bit), root)).toBe(false);
        expect(verifyInclusion(index, n, leaf, proof.slice(1), root)).toBe(false);
        expect(verifyInclusion(index, n, leaf, [...proof, root], root)).toBe(false);
        expect(verifyInclusion(index ^ 1, n, leaf, proof, root)).toBe(false);
        expect(verifyInclusion(index, n, leaf, proof, rootAt(n - 1))).toBe(false);
      }),
    );
  });

  it('between trees that do not follow each other does not verify', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), fc.nat(), (n, some, at, bit) => {
        const older = (some % (n - 1)) + 1;
        const proof = consistencyProof(older, n, nodeAt) ?? [];
        expect(verifyConsistency(older, n, spoil(proof, at, bit), rootAt(older), rootAt(n))).toBe(false);
        expect(verifyConsistency(older, n, proof.slice(1), rootAt(older), rootAt(n))).toBe(false);
        expect(verifyConsistency(older, n, [...proof, rootAt(n)], rootAt(older), rootAt(n))).toBe(false);
        expect(verifyConsistency(older, n, proof, rootAt(n), rootAt(older))).toBe(false);
        expect(verifyConsistency(older, n, proof, rootAt(older - 1), rootAt(n))).toBe(false);
      }),
    );
  });

  it('is not made where a node is gone, or of leaves that are not there', () => {
    expect(inclusionProof(5, 5, nodeAt)).toBeUndefined();
    expect(inclusionProof(-1, 5, nodeAt)).toBeUndefined();
    expect(consistencyProof(0, 5, nodeAt)).toBeUndefined();
    expect(consistencyProof(6, 5, nodeAt)).toBeUndefined();
    expect(inclusionProof(0, 4, (level, index) => (level === 1 ? undefined : nodeAt(level, index)))).toBeUndefined();
  });
});

describe('the published examples', () => {
  const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const published = grow(ENTRIES.map((entry) => leafHash(unhex(entry))));
  const publishedRoot = (of: number) => rootOf(published.frontiers[of] ?? EMPTY_FRONTIER);
  const A = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
  const B = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
  const C = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
  const D = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
  const E = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
  const F = 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7';
  const G = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
  const H = 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f';
  const I = 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125';
  const J = '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d';

  it.each([
    [0, 8, [A, B, C]],
    [5, 8, [D, E, F]],
    [2, 3, [I]],
    [1, 5, [J, B, D]],
  ])('leaf %i of %i', (index, of, proof) => {
    expect(inclusionProof(index, of, published.nodeAt)?.map(hex)).toEqual(proof);
    expect(verifyInclusion(index, of, leafHash(unhex(ENTRIES[index] ?? '')), proof.map(unhex), publishedRoot(of))).toBe(true);
  });

  it.each([
    [1, 1, []],
    [1, 8, [A, B, C]],
    [6, 8, [G, E, F]],
    [2, 5, [B, D]],
    [6, 7, [G, H, F]],
  ])('from %i to %i', (older, of, proof) => {
    expect(consistencyProof(older, of, published.nodeAt)?.map(hex)).toEqual(proof);
    expect(verifyConsistency(older, of, proof.map(unhex), publishedRoot(older), publishedRoot(of))).toBe(true);
  });
});

describe('a proof of a small tree', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 11, 13])('of %i leaves is the one of the RFC, and no other holds', (of) => {
    for (let index = 0; index < of; index++) {
      const proof = inclusionProof(index, of, nodeAt) ?? [];
      const leaf = LEAVES[index] ?? rootAt(0);
      expect(proof.map(hex)).toEqual(path(index, 0, of).map(hex));
      expect(verifyInclusion(index, of, leaf, proof, rootAt(of))).toBe(true);
      for (const other of [[...proof, leaf], [leaf, ...proof], proof.slice(0, -1), proof.toReversed()])
        expect(verifyInclusion(index, of, leaf, other, rootAt(of))).toBe(other.map(hex).join() === proof.map(hex).join());
    }
    for (let older = 1; older <= of; older++) {
      const proof = consistencyProof(older, of, nodeAt) ?? [];
      expect(proof.map(hex)).toEqual(subproof(older, 0, of, true).map(hex));
      expect(verifyConsistency(older, of, proof, rootAt(older), rootAt(of))).toBe(true);
      expect(verifyConsistency(older, of, [...proof, rootAt(of)], rootAt(older), rootAt(of))).toBe(false);
      expect(verifyConsistency(of, older, proof, rootAt(of), rootAt(older))).toBe(older === of);
    }
  });

  it('is not made of numbers that no tree has', () => {
    for (const none of [-1, 0.5, Number.NaN, 2 ** 60]) {
      expect(consistencyProof(none, 5, nodeAt)).toBeUndefined();
      expect(consistencyProof(1, none, nodeAt)).toBeUndefined();
      expect(inclusionProof(0, none, nodeAt)).toBeUndefined();
      expect(inclusionProof(none, 5, nodeAt)).toBeUndefined();
    }
  });
});

describe('what is no tree', () => {
  const empty = rootOf(EMPTY_FRONTIER);
  const one = LEAVES[0] ?? empty;
  const short = Buffer.from('too short');

  it.each([
    ['a leaf beyond the tree', 1, 1, one, one],
    ['an empty tree', 0, 0, one, one],
    ['a number that is none', Number.NaN, 1, one, one],
    ['a number beyond what is exact', 2 ** 60, 2 ** 61, one, one],
    ['a leaf that is no hash', 0, 1, short, short],
    ['a leaf that is no hash, of a root that is one', 0, 1, short, one],
    ['a leaf at half a number', 0.5, 1, one, one],
    ['a tree of half a leaf more', 0, 1.5, one, one],
  ])('%s has no proof', (_, index, of, leaf, root) => {
    expect(verifyInclusion(index, of, leaf, [], root)).toBe(false);
  });

  it.each([
    ['empty trees', 0, 0, [], empty, empty, true],
    ['roots of nothing that are no roots', 0, 0, [], short, short, false],
    ['a tree that followed an empty one', 0, 1, [], empty, one, false],
    ['the same tree', 1, 1, [], one, one, true],
    ['the same size and another root', 1, 1, [], one, empty, false],
    ['the same size and a proof', 1, 1, [one], one, one, false],
    ['a smaller tree', 2, 1, [], one, one, false],
    ['no proof', 1, 2, [], one, one, false],
    ['a hash that is none', 1, 2, [short], one, nodeHash(one, short), false],
    ['an empty tree before one with a proof', 0, 1, [one], empty, one, false],
    ['empty trees with a proof', 0, 0, [empty], empty, empty, false],
    ['empty trees of which the first has another root', 0, 0, [], one, empty, false],
    ['empty trees of which the second has another root', 0, 0, [], empty, one, false],
    ['a tree below none', -1, 1, [one], one, one, false],
    ['numbers that are none', Number.NaN, Number.NaN, [one], one, one, false],
    ['a tree of half a leaf', 0.5, 1, [one], one, one, false],
    ['half a leaf more', 1, 1.5, [], one, one, false],
    ['a root that is none', 1, 1, [], short, short, false],
    ['a proof that is none, of a tree that is no power of two', 3, 4, [], one, one, false],
  ])('%s', (_, older, of, proof, olderRoot, root, holds) => {
    expect(verifyConsistency(older, of, proof, olderRoot, root)).toBe(holds);
  });
});
