import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layersKey, readArtefact, writeArtefact } from '../../../src/policy/artefact.ts';
import { pattern, policy, rule } from './fixtures.ts';

const macWith = (key: string) => (text: string) => createHmac('sha256', key).update(text).digest('hex');
const mac = macWith('a key');
const builtin = policy([rule(pattern('exec'))]);
const bytes = (text: string) => new TextEncoder().encode(text);
const source = (text: string) => ({ layer: 'user', kind: 'policy', path: '/p', bytes: bytes(text) }) as const;
const key = layersKey([source('version: 1')], builtin);
const stored = writeArtefact({ ...builtin, hash: key }, mac);

it('gives back the policy that was stored', () => expect(readArtefact(stored, key, mac, builtin.rules)).toEqual({ ...builtin, hash: key }));
it('is of no use when a layer has changed', () =>
  expect(readArtefact(stored, layersKey([source('version: 1 ')], builtin), mac, builtin.rules)).toBeUndefined());
it('is of no use to another installation', () => expect(readArtefact(stored, key, macWith('another'), builtin.rules)).toBeUndefined());
it('is refused with any byte changed, cut off or added (property)', () => {
  fc.assert(
    fc.property(fc.nat(stored.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Uint8Array.from(stored, (byte, i) => (i === at ? byte ^ change : byte));
      expect(readArtefact(changed, key, mac, builtin.rules)).toBeUndefined();
      expect(readArtefact(stored.slice(0, at), key, mac, builtin.rules)).toBeUndefined();
    }),
  );
  expect(readArtefact(new Uint8Array([...stored, 32]), key, mac, builtin.rules)).toBeUndefined();
});
it('is of another key when bytes move from one layer to the next', () => {
  const two = (first: string, second: string) => [source(first), { ...source(second), layer: 'project' }] as const;
  expect(layersKey(two('ab', 'c'), builtin)).not.toBe(layersKey(two('a', 'bc'), builtin));
});
it('is of another key when the shipped rules change', () =>
  expect(layersKey([], builtin)).not.toBe(layersKey([], { ...builtin, hash: 'x' })));

it('gives back the layers’ own rules, each when it is asked for', () => {
  const own = [rule(pattern('git.push'), { id: 'own.one' }), rule(pattern('exec'), { id: 'own.two', message: 'A line\nand another.' })];
  const at = (number: number) => own[number] ?? rule(pattern('exec'));
  const policy = { ...builtin, hash: key, own: { count: 2, at, byKind: { exec: [1], 'git.push': [0] } } };
  const read = readArtefact(writeArtefact(policy, mac), key, mac, builtin.rules);
  expect([read?.own?.byKind, read?.own?.at(1), read?.own?.at(0)]).toEqual([policy.own.byKind, own[1], own[0]]);
  expect(read?.rules).toBe(builtin.rules);
});
