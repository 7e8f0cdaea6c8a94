import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHidden, findHidden } from '../../../src/domain/hidden-text.ts';
import { cpuTime } from '../../support/cpu-time.ts';

const kinds = (text: string, mode: 'strict' | 'tolerant') => [...new Set(findHidden(text, mode).map(({ kind }) => kind))];

describe('hidden text', () => {
  it.each([
    ['an override', 'rm \u202egnp.txt', 'bidirectional'],
    ['an isolate', 'x = "\u2066admin"', 'bidirectional'],
    ['a zero-width space', 'cu\u200brl', 'zero-width'],
    ['a word joiner', 'a\u2060b', 'zero-width'],
    ['a Hangul filler', 'name\u3164', 'zero-width'],
    ['tag letters', 'hello\u{e0068}\u{e0069}', 'tag'],
    ['a run of selectors', 'ok\ufe01\ufe05\u{e0110}', 'tag'],
    ['an escape sequence', 'echo \u001b[8mhidden', 'escape'],
    ['a control sequence introducer', 'echo \u009b8m', 'escape'],
    ['a backspace', 'ls\b\bid', 'control'],
  ])('finds %s in commands and in prose', (_, text, kind) => {
    expect(kinds(text, 'strict')).toEqual([kind]);
    expect(kinds(text, 'tolerant')).toEqual([kind]);
  });

  it.each([
    ['plain text', 'npm test\n\tok'],
    ['accents', 'café naïve 例え'],
    ['a family of emoji', 'git commit -m "\u{1f468}\u200d\u{1f469}\u200d\u{1f467} hi"'],
    ['a heart with its selector', '\u2764\ufe0f\u200d\u{1f525} fixed'],
    ['a keycap', '1\ufe0f\u20e3'],
    ['the flag of Scotland', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['ends of lines from Windows', 'a\r\nb'],
  ])('lets %s pass everywhere', (_, text) => {
    expect(findHidden(text, 'strict')).toEqual([]);
    expect(findHidden(text, 'tolerant')).toEqual([]);
  });

  it.each([
    ['a byte order mark in front', '\ufeffusing System;'],
    ['a joiner in Persian', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['a direction mark beside Hebrew', '\u05e9\u05dc\u05d5\u05dd\u200f (v2)'],
    ['a soft hyphen', 'hy\u00adphen'],
    ['a form feed', 'a\fb'],
  ])('lets %s pass in prose only', (_, text) => {
    expect(findHidden(text, 'tolerant')).toEqual([]);
    expect(findHidden(text, 'strict')).not.toEqual([]);
  });

  it('still finds an override beside Hebrew', () => {
    expect(kinds('\u05e9\u05dc\u05d5\u05dd \u202eabc', 'tolerant')).toEqual(['bidirectional']);
  });

  it('tells where it is', () => {
    expect(findHidden('ab\u200bc', 'strict')).toEqual([{ kind: 'zero-width', start: 2, end: 3 }]);
  });

  it('is written out, and then hides nothing', () => {
    expect(escapeHidden('a\u202eb')).toBe('a\\u{202e}b');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => findHidden(escapeHidden(text), 'strict').length === 0));
  });

  it('is bounded on a megabyte of it', () => {
    const started = cpuTime();
    expect(findHidden('\u200b'.repeat(1_000_000), 'strict').length).toBe(64);
    expect(findHidden('\u2764\ufe0f\u200d\u{1f525}'.repeat(200_000), 'strict')).toEqual([]);
    expect(cpuTime() - started).toBeLessThan(1_000);
  });
});
