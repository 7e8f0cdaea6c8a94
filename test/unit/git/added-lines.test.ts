import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addedLines } from '../../../src/git/added-lines.ts';

it.each([
  ['all lines of a new file', 'a\nb', [], undefined],
  ['a line put in between', 'a\nx\nb', ['a\nb'], [2]],
  ['no line that only moved', 'b\na', ['a\nb'], []],
  ['a line that stands there once more', 'a\na', ['a'], [2]],
  ['of a merge only what neither side has', 'ours\ntheirs\nnew', ['ours', 'theirs'], [3]],
  ['a line whose end is another', 'a\r\nb', ['a\nb'], [1]],
])('counts %s', (_, text, before, expected) => {
  const added = addedLines(text, before);
  expect(added && [...added]).toEqual(expected);
});

it('counts nothing of what was there, and everything that was not', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (old, now) => {
      const added = addedLines(now.join('\n'), [old.join('\n')]);
      const kept = now.filter((_, at) => !added?.has(at + 1));
      for (const line of new Set(now)) {
        const [were, are, stay] = [old, now, kept].map((list) => list.filter((one) => one === line).length);
        expect(stay).toBe(Math.min(were ?? 0, are ?? 0));
      }
    }),
  );
});
