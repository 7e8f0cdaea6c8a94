import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHidden, findHidden } from '../../../src/domain/hidden-text.ts';
import { homographsIn } from '../../../src/domain/homograph.ts';
import { cpuTime } from '../../support/cpu-time.ts';

const kinds = (text: string, mode: 'strict' | 'tolerant') => [...new Set(findHidden(text, mode).map(({ kind }) => kind))];

describe('a host that imitates another', () => {
  it.each([
    ['https://g\u0456thub.com/x', 'g\u0456thub.com'],
    ['see https://xn--gthub-n4a.com', 'xn--gthub-n4a.com'],
    ['http://\u0430\u0440\u0440\u04cf\u0435.com', '\u0430\u0440\u0440\u04cf\u0435.com'],
    ['git clone https://me@g\u00edthub.com/a.git', 'g\u00edthub.com'],
    ['https://\u0261oogle.com', '\u0261oogle.com'],
    ['https://caf\u00e9.fr https://m\u00fcnchen.de https://\u4f8b\u3048.jp', undefined],
    ['https://github.com/\u0430', undefined],
    ['\u0441\u043c. https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444', undefined],
  ])('%s', (text, host) => {
    expect(homographsIn(text)[0]).toBe(host);
  });

  it('is looked for in linear time and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void homographsIn(`https://${text}`)));
    const started = cpuTime();
    homographsIn('https://\u0430'.repeat(100_000));
    expect(cpuTime() - started).toBeLessThan(1_000);
  });
});

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
    ['a sequence that conceals among others', 'ok \u001b[0;8mhidden', 'escape'],
    ['a moved cursor', 'ok\u001b[1A', 'escape'],
    ['a title of the terminal', '\u001b]0;x\u0007'.slice(0, -1), 'escape'],
    ['a selector after a plain letter', 'a\ufe01b', 'tag'],
    ['a selector of emoji after a plain letter', 'a\ufe0fb', 'tag'],
    ['a selector of ideographs after another letter', 'é\u{e0101}', 'tag'],
    ['a pair that is left open beside Hebrew', '\u05e9 \u2066 x\n\u2069'.slice(0, 5), 'bidirectional'],
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
    ['a joiner between letters of Persian', 'git commit -m "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"'],
    ['a direction mark beside Hebrew', '\u05e9\u05dc\u05d5\u05dd\u200f (v2)'],
    ['an ideograph in a form of its own', '\u8fbb\u{e0101}'],
  ])('lets %s pass everywhere', (_, text) => {
    expect(findHidden(text, 'strict')).toEqual([]);
    expect(findHidden(text, 'tolerant')).toEqual([]);
  });

  it.each([
    ['a byte order mark in front', '\ufeffusing System;'],
    ['a joiner at the end of a word in Persian', '\u0645\u06cc\u200c '],
    ['a pair that is closed beside Hebrew', '\u05e9\u05dc\u05d5\u05dd \u2066v2\u2069'],
    ['colours', '\u001b[1;32mok\u001b[0m\u001b[K'],
    ['a colour out of 256 that has an 8 in it', '\u001b[38;5;8;1mok\u001b[m'],
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
    expect(findHidden('\u05e9\u2066a\u2069'.repeat(250_000), 'tolerant')).toEqual([]);
    expect(findHidden('\u05e9\u200f'.repeat(500_000), 'strict')).toEqual([]);
    expect(findHidden('\u001b[0m'.repeat(250_000), 'tolerant')).toEqual([]);
    expect(cpuTime() - started).toBeLessThan(1_000);
  });
});
