import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternFault } from '../../../src/policy/withheld-pattern.ts';
import { cpuTime } from '../../support/cpu-time.ts';

describe('a pattern of what is withheld', () => {
  it.each([
    'EMP-[0-9]{6}',
    '\\bcust_[a-z]{2,8}\\d{4}',
    '(?:alpha|beta)-\\d{4}',
    'ACME-?[A-Z]{4}',
    '[A-Za-z0-9]{32}',
    'a\\.b\\*c\\\\',
    '[^\\]\\s]{4}',
  ])('may be %s', (pattern) => {
    expect(patternFault(pattern)).toBeUndefined();
    expect(() => new RegExp(pattern, 'g')).not.toThrow();
  });

  it.each([
    ['EMP-.+', /only letters/],
    ['[a-z]*', /only letters/],
    ['(a|b)cdef', /only letters/],
    ['(?=abcd)abcd', /only letters/],
    ['abcd\\1', /only letters/],
    ['^abcd$', /only letters/],
    ['abc', /fewer than 4/],
    ['(?:abcd|)', /fewer than 4/],
    ['a{0,9}', /fewer than 4/],
    ['(?:[ab]{1,3}){4}', /not repeated/],
    ['[a-z]{1,64}[a-z]{1,64}xxxx', /more than 256 ways/],
    ['a{4,1000}', /at most 256/],
    ['a{9,4}', /from a smaller number/],
    ['(?:abcd', /never closed/],
    ['abcd)', /closes nothing/],
    ['[z-a]bcd', /backwards/],
    ['a'.repeat(201), /longer than 200/],
  ])('may not be %s', (pattern, why) => {
    expect(patternFault(pattern)).toMatch(why);
  });

  it('that passes is an expression whose work does not run away', () => {
    const pieces = fc.array(fc.constantFrom('a', '[ab]', '\\w', '{1,8}', '{4}', '?', '(?:', ')', '|', '\\b', '\\.', '[^b]', 'aaaa'), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(pieces, (parts) => {
        const pattern = parts.join('');
        if (patternFault(pattern) !== undefined) return;
        const expression = new RegExp(pattern, 'g');
        const start = cpuTime();
        'a'.repeat(12_000).replace(expression, '');
        expect(cpuTime() - start).toBeLessThan(400);
      }),
      { numRuns: 300 },
    );
  });
});
