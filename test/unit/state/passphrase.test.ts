import { expect, it } from 'vitest';
import { lockWith, openWith, passphraseFault } from '../../../src/state/passphrase.ts';
import { random } from '../../support/installation.ts';

it('what is locked opens with its passphrase alone, whatever keyboard that is typed on, under its own name and unchanged', () => {
  const locked = lockWith('caf\u00e9 au lait, s\u2019il', 'the key', 'one', random);
  expect(locked).not.toContain('the key');
  expect(openWith('cafe\u0301 au lait, s\u2019il', locked, 'one')).toBe('the key');
  expect(openWith('cafe au lait, s\u2019il', locked, 'one')).toBeUndefined();
  expect(openWith('caf\u00e9 au lait, s\u2019il', locked, 'two')).toBeUndefined();
  expect(openWith('caf\u00e9 au lait, s\u2019il', '{"format":1}', 'one')).toBeUndefined();
});

it.each([
  ['short', /12 to 512/],
  ['aaaaaaaaaaaaaa', /five different/],
  ['four words will do here', undefined],
])('"%s" as a passphrase', (text, fault) => {
  const found = passphraseFault(text);
  if (fault === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(fault);
});
