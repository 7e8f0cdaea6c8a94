import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readLayerFolder } from '../../../src/hook/layers.ts';

let layer = '';
beforeEach(() => {
  layer = mkdtempSync(join(tmpdir(), 'hookwarden-layers-'));
});
afterEach(() => rmSync(layer, { recursive: true, force: true }));

function put(name: string): string {
  const path = join(layer, name);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, name, { mode: 0o600 });
  return path;
}
function read(as: 'user' | 'project' = 'project'): readonly string[] | string {
  const found = readLayerFolder(as, layer);
  return found.ok
    ? found.value.map(({ kind, path }) => `${kind} ${relative(layer, path)}`)
    : `${found.error.message} ${found.error.instead}`;
}

it('rules count that lie in a layer’s folder for them, and those that lie there in a pack’s', () => {
  for (const name of ['policy.yaml', 'rules/b.yaml', 'rules/shop/keep-golden.yaml', 'rules/shop/README.md', 'rules/a/b/c.yaml']) put(name);
  expect(read()).toEqual(['policy policy.yaml', 'rules rules/b.yaml', 'rules rules/shop/keep-golden.yaml']);
});

it('a pack’s folder may be a link', () => {
  put('elsewhere/one.yaml');
  mkdirSync(join(layer, 'rules'));
  symlinkSync('../elsewhere', join(layer, 'rules/shop'));
  expect(read()).toEqual(['rules rules/shop/one.yaml']);
});

it('a link that leads to itself is a fault, and no absence', () => {
  mkdirSync(join(layer, 'rules'));
  symlinkSync('shop', join(layer, 'rules/shop'));
  expect(read()).toMatch(/rules\/shop cannot be read \(ELOOP\)/);
});

it.each([
  ['files in one pack', (number: number) => `rules/shop/${number}.yaml`],
  ['packs', (number: number) => `rules/${number}/one.txt`],
])('more than 64 %s are a fault', (_what, named) => {
  for (let number = 0; number < 64; number += 1) put(named(number));
  expect(read()).toBeInstanceOf(Array);
  put(named(64));
  expect(read()).toMatch(/rules cannot be read \(it holds more than 64 files/);
});

it('no folder above a rule, up to the layer’s own, may be open to others', () => {
  put('rules/shop/one.yaml');
  expect(read('user')).toEqual(['rules rules/shop/one.yaml']);
  for (const folder of ['rules/shop', 'rules', '']) {
    chmodSync(join(layer, folder), 0o777);
    expect(read('user')).toContain(`Run: chmod o-w ${join(layer, folder)}`.replace(/\/$/, ''));
    chmodSync(join(layer, folder), 0o700);
  }
});
