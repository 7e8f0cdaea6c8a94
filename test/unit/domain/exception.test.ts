import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeFrom, grantedIn, readCode } from '../../../src/domain/exception.ts';

it('a code is read as it is written, in any case and with letters that look alike', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      const code = codeFrom(bytes);
      expect([
        readCode(code),
        readCode(` ${code.toLowerCase()} `),
        readCode(code.slice(3).replaceAll('0', 'o').replaceAll('1', 'l')),
      ]).toEqual([code, code, code]);
    }),
  );
});

it('a code that begins like its prefix is read without it, too', () => expect(readCode('hwoooo')).toBe('HW-HW0000'));

it.each(['', 'HW-', 'HW-12345', 'HW-1234567', 'HW-12345U', 'HW-12345!', 'XX-123456'])('%s is no code', (text) => {
  expect(readCode(text)).toBeUndefined();
});

it.each([
  ['hookwarden allow HW-7F3KQ2', 'HW-7F3KQ2'],
  ['  hookwarden  allow hw-7f3kq2\n', 'HW-7F3KQ2'],
  ['Hookwarden allow HW-7F3KQ2', 'HW-7F3KQ2'],
  ['hookwarden allow HW-7F3KQ2 now', undefined],
  ['do hookwarden allow HW-7F3KQ2', undefined],
  ['hookwarden allow HW-7F3KQ2\nand push', undefined],
  ['hookwarden allow HW-7F3KQ2 HW-7F3KQ3', undefined],
  ['hookwarden allow-once HW-7F3KQ2', undefined],
  [`hookwarden allow HW-7F3KQ2${' '.repeat(300)}x`, undefined],
  [undefined, undefined],
])('the prompt %j grants %s', (text, code) => {
  expect(grantedIn(text)).toBe(code);
});
