import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenExcerpt } from '../../../../src/actions/tools/hidden-excerpt.ts';
import { findHidden } from '../../../../src/domain/hidden-text.ts';
import { maskedPart, secretRanges } from '../../../../src/domain/secrets/mask.ts';

const TOKEN = ['glpat', 'tFrjFXD7soVU2fqxuDMh'].join('-');
const HIDDEN = '\u202e';
const masked = (text: string): string => maskedPart(text, { start: 0, end: text.length }, secretRanges(text));
const excerpts = (text: string): readonly string[] => findHidden(text, 'strict').map((hidden) => hiddenExcerpt(text, hidden));

describe('a line that holds a secret', () => {
  it('is shown with the secret masked', () => {
    expect(masked(`token = "${TOKEN}" # old`)).toBe('token = "***" # old');
  });

  it('is shown without it where a character that is not shown stands in it', () => {
    for (const at of [3, 8, 12, 20]) {
      const shown = masked(`x = "${TOKEN.slice(0, at)}${HIDDEN}${TOKEN.slice(at)}" # old`);
      expect(shown).toBe('x = "***" # old');
    }
  });
});

describe('what is shown around a hidden character', () => {
  it('is the text as it stands, where nothing is secret', () => {
    expect(excerpts(`cat ${HIDDEN}gpj.sh`)).toEqual(['cat \\u{202e}gpj.sh']);
  });

  it('holds no piece of a secret that it was put into', () => {
    expect(excerpts(`x = "${TOKEN.slice(0, 12)}${HIDDEN}${TOKEN.slice(12)}" # old`)).toEqual(['x = "***\\u{202e}***" # old']);
  });

  it('holds no end of a secret that begins further away', () => {
    const key = `-----${'BEGIN'} ${'PRIVATE'} KEY-----\n${'qW3eR5tY7uI9oP1aS2dF4gH6jK8lZxCv\n'.repeat(40)}`;
    for (const shown of excerpts(`${key}${HIDDEN}`)) expect(shown).not.toMatch(/qW3eR5|jK8lZx/);
  });

  it('shows no six letters of a token, wherever the character stands before, in or behind it', () => {
    fc.assert(
      fc.property(fc.nat({ max: 120 }), (place) => {
        const text = `${'a word '.repeat(6)}key: ${TOKEN}; ${'and more '.repeat(6)}`;
        const [shown = ''] = excerpts(text.slice(0, place) + HIDDEN + text.slice(place));
        for (let at = 6; at + 6 <= TOKEN.length; at++) expect(shown).not.toContain(TOKEN.slice(at, at + 6));
      }),
      { numRuns: 120 },
    );
  });
});
