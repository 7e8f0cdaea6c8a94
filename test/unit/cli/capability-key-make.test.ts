import { expect, it } from 'vitest';
import { newPair } from '../../../src/cli/capability-key-make.ts';

it('no key of tokens is named so that a command takes it for an option', async () => {
  const kids = new Set<string>();
  for (let i = 0; i < 300; i++) kids.add((await newPair('EdDSA')).kid);
  expect(kids.size).toBe(300);
  expect([...kids].filter((kid) => !/^[A-Za-z0-9_][A-Za-z0-9_-]{42}$/.test(kid))).toEqual([]);
});
