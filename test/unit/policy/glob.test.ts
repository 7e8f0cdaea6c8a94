import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, it } from 'vitest';
import { fitsGlob, globFault } from '../../../src/policy/glob.ts';
import { cpuTime } from '../../support/cpu-time.ts';

it.each([
  ['/etc/**', '/etc', true],
  ['/etc/**', '/etc/a/b', true],
  ['/etc/**', '/etcetera', false],
  ['**/.git/**', '/a/.git', true],
  ['**/.git', '.git', true],
  ['**/*.dump', 'x.dump', true],
  ['/a/*', '/a/b/c', false],
  ['/a/*', '/a/.b', true],
  ['mcp__*', 'mcp__x__y', true],
  ['[ab]c', 'bc', true],
  ['a?c', 'abc', true],
  ['/home/{a,b}', '/home/a', false],
])('%s and %s: %s', (pattern, text, expected) => expect(fitsGlob(pattern, text)).toBe(expected));

it('says what picomatch says, only sooner (property)', () => {
  const piece = fc.constantFrom('/', '*', '**', '?', 'a', 'b', '.git', '[ab]', '/**', '**/');
  const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
  const text = fc.array(fc.constantFrom('/', 'a', 'b', '.git', 'ab', '/a'), { maxLength: 6 }).map((pieces) => pieces.join(''));
  const options = { dot: true, nonegate: true, noextglob: true, nobrace: true };
  fc.assert(
    fc.property(pattern, text, (glob, written) => {
      fc.pre(glob !== '**' && glob !== written && globFault(glob) === undefined);
      expect(fitsGlob(glob, written)).toBe(written !== '' && picomatch(glob, options)(written));
    }),
    { numRuns: 3000 },
  );
});

it.each([
  ['{a,b}', 'only *, ** and ? and […] are wildcards here'],
  ['!a', 'only *, ** and ? and […] are wildcards here'],
  ['@(a)', 'only *, ** and ? and […] are wildcards here'],
  ['*/*/*/*', 'more than 3 wildcards'],
  ['a'.repeat(201), 'longer than 200 characters'],
])('%s is refused', (pattern, fault) => expect([globFault(pattern), fitsGlob(pattern, 'a')]).toEqual([fault, false]));

it('crosses line breaks in names', () => expect(fitsGlob('/etc/**', '/etc/a\nb')).toBe(true));

it('is quick on what is long', () => {
  const start = cpuTime();
  for (const text of [`/${'a/b/'.repeat(1000)}`, `/${'a'.repeat(4000)}`]) for (let i = 0; i < 10; i++) fitsGlob('**/a*/**/b', text);
  expect(cpuTime() - start).toBeLessThan(1000);
});
