import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layersKey, readArtefact, writeArtefact } from '../../../src/policy/artefact.ts';
import { pattern, policy, rule } from './fixtures.ts';

const macKey = new Uint8Array(32).fill(7);
const builtin = policy([rule(pattern('exec'))]);
const bytes = (text: string) => new TextEncoder().encode(text);
const source = (text: string) => ({ layer: 'user', kind: 'policy', path: '/p', bytes: bytes(text) }) as const;
const key = layersKey([source('version: 1')], builtin);
const stored = writeArtefact({ ...builtin, hash: key }, macKey);

it('gives back the policy that was stored', () => expect(readArtefact(stored, key, macKey)).toEqual({ ...builtin, hash: key }));
it('is of no use when a layer has changed', () =>
  expect(readArtefact(stored, layersKey([source('version: 1 ')], builtin), macKey)).toBeUndefined());
it('is of no use to another installation', () => expect(readArtefact(stored, key, new Uint8Array(32))).toBeUndefined());
it('is refused with any byte changed, cut off or added (property)', () => {
  fc.assert(
    fc.property(fc.nat(stored.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Uint8Array.from(stored, (byte, i) => (i === at ? byte ^ change : byte));
      expect(readArtefact(changed, key, macKey)).toBeUndefined();
      expect(readArtefact(stored.slice(0, at), key, macKey)).toBeUndefined();
    }),
  );
  expect(readArtefact(new Uint8Array([...stored, 32]), key, macKey)).toBeUndefined();
});
it('is of another key when bytes move from one layer to the next', () => {
  const two = (first: string, second: string) => [source(first), { ...source(second), layer: 'project' }] as const;
  expect(layersKey(two('ab', 'c'), builtin)).not.toBe(layersKey(two('a', 'bc'), builtin));
});
it('is of another key when the shipped rules change', () =>
  expect(layersKey([], builtin)).not.toBe(layersKey([], { ...builtin, hash: 'x' })));
