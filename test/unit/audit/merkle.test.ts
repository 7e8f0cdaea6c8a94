import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appendLeaf,
  decodeFrontier,
  EMPTY_FRONTIER,
  encodeFrontier,
  type Frontier,
  leafHash,
  nodeHash,
  rootOf,
} from '../../../src/audit/merkle.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const grow = (leaves: readonly Uint8Array[]) =>
  leaves.reduce<Frontier>((frontier, leaf) => appendLeaf(frontier, leafHash(leaf)), EMPTY_FRONTIER);

/** The eight entries and their roots that implementations of RFC 6962 are compared by. */
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** The definition of RFC 6962 §2.1, written as it stands there. */
function definedRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only && leaves.length === 1) return leafHash(only);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

describe('the tree', () => {
  it('hashes nothing, leaves and nodes as published', () => {
    expect(hex(rootOf(EMPTY_FRONTIER))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(leafHash(Buffer.from('L123456')))).toBe('395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56');
    expect(hex(nodeHash(Buffer.from('N123'), Buffer.from('N456')))).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });

  it.each(ROOTS.map((root, i) => ({ size: i + 1, root })))('of $size entries has the published root', ({ size, root }) => {
    const leaves = ENTRIES.slice(0, size).map((entry) => Buffer.from(entry, 'hex'));
    expect(hex(rootOf(grow(leaves)))).toBe(root);
  });

  it('has the root that its definition gives, for any entries', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 70 }), (leaves) => {
        expect(hex(rootOf(grow(leaves)))).toBe(hex(definedRoot(leaves)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a stored frontier', () => {
  it('comes back as it was', () => {
    for (let size = 0; size < 40; size++) {
      const frontier = grow(Array.from({ length: size }, (_, i) => Uint8Array.of(i)));
      const back = decodeFrontier(size, encodeFrontier(frontier));
      expect(back && hex(rootOf(back))).toBe(hex(rootOf(frontier)));
    }
  });

  it('is refused where its length does not fit the size', () => {
    expect(decodeFrontier(3, new Uint8Array(32))).toBeUndefined();
    expect(decodeFrontier(-1, new Uint8Array())).toBeUndefined();
    expect(decodeFrontier(0.5, new Uint8Array())).toBeUndefined();
  });
});
