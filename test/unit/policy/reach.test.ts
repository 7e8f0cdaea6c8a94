import { expect, it } from 'vitest';
import { mayReach } from '../../../src/policy/reach.ts';

it.each<[string, string, boolean, boolean]>([
  ['secret/**', '.', true, true],
  ['secret/**', '.', false, false],
  ['secret/**', '*/f', false, true],
  ['secret/**', 's*/f', false, true],
  ['secret/**', 'src/*', false, false],
  ['secret/**', 'sec*', true, true],
  ['secret/**', 'src', true, false],
  ['a/b/key.pem', 'a', true, true],
  ['a/b/key.pem', 'a/*/key.pem', false, true],
  ['a/b/key.pem', 'a/*/cert.pem', false, false],
  ['a/b/key.pem', 'a/b/key.pem/x', true, false],
  ['**/*.pem', 'docs', true, true],
  ['/etc/**', '/', true, true],
  ['/etc/**', '.', true, false],
])('%s by way of %s (with all in it: %s): %s', (glob, path, tree, expected) => expect(mayReach(glob, path, tree)).toBe(expected));
