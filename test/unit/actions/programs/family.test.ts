import { expect, it } from 'vitest';
import { knows } from '../../../../src/actions/programs/family.ts';
import { families } from '../../../../src/actions/programs/index.ts';
import { holdsWord } from '../../../../src/domain/word-list.ts';

const listed = (names: string): readonly string[] => names.trim().split(/\s+/);

it.each(families.map((family) => [listed(family.names)[0], family] as const))(
  'the family of %s names what its table holds',
  (_, family) => {
    expect(listed(family.names)).toEqual(Object.keys(family.table()));
    for (const name of listed(family.names)) expect(knows(family, name)).toBe(true);
  },
);

it.each([
  ['', false],
  ['a', false],
  ['ab', true],
  ['cd', true],
  ['e-f', true],
  ['e', false],
  ['ab cd', false],
  ['ab\ncd', false],
  ['g', true],
])('%j is a word of the list: %s', (word, expected) => {
  expect(holdsWord('ab abc cd\n   e-f g', word)).toBe(expected);
});
