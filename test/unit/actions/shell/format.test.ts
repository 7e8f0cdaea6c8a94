import { describe, expect, it } from 'vitest';
import { HOLE } from '../../../../src/actions/command.ts';
import { formatText, printedText } from '../../../../src/actions/shell/builtins/format.ts';

const shown = (text: string): string => text.replaceAll(HOLE, '?');

describe('printf prints', () => {
  it.each<[string, readonly string[], string]>([
    ['rm -rf /', [], 'rm -rf /'],
    ['rm -rf /', ['more', 'words'], 'rm -rf /'],
    ['rm %s', ['/'], 'rm /'],
    ['rm %s\\n', ['a', 'b'], 'rm a\nrm b\n'],
    ['%s %s;', ['a', 'b', 'c'], 'a b;c ;'],
    ['%s', [], ''],
    ['%d', [], '0'],
    ['%i %o %u %x %X', [], '0 0 0 0 0'],
    ['100%%', [], '100%'],
    ['%s%%', ['a'], 'a%'],
    ['%', ['a'], '%'],
    ['%y', ['a'], '%y'],
    // Width and precision.
    ['%3s|', ['a'], '  a|'],
    ['%-3s|', ['a'], 'a  |'],
    ['%10s|', ['a'], '         a|'],
    ['%.2s|', ['abc'], 'ab|'],
    ['%.12s|', ['abcdefghijklmn'], 'abcdefghijkl|'],
    ['%.s|', ['abc'], '|'],
    ['%4.2s|', ['abc'], '  ab|'],
    ['%03d', ['7'], '007'],
    ['%3d', ['7'], '  7'],
    ['%-3d|', ['7'], '7  |'],
    ['%*s|', ['3', 'a'], '  a|'],
    ['%-*s|', ['3', 'a'], 'a  |'],
    ['%.*s|', ['1', 'abc'], 'a|'],
    ['%*s%s', ['2', '/', 'x'], ' /x'],
    ['%*s|', [], '|'],
    ['%2c|', ['abc'], ' a|'],
    // Numbers.
    ['%d %i %u', ['1', '22', '-3'], '1 22 -3'],
    ['%d %d', ['010', '0x1f'], '8 31'],
    ['%x %X %o', ['255', '255', '8'], 'ff FF 10'],
    ['%02x%02X', ['10', '10'], '0a0A'],
    ['\\\\%03o', ['47'], '\\057'],
    // Quoting.
    ['%q', ['a-b/c.d:e@f%g+h=i_j'], 'a-b/c.d:e@f%g+h=i_j'],
    ['%q', ['a b'], "'a b'"],
    ['%q', ["it's"], "'it'\\''s'"],
    ['%Q', ['a;b'], "'a;b'"],
    ['%q', [''], "''"],
    ['%c', ['abc'], 'a'],
    ['%b', ['a\\tb'], 'a\tb'],
    ['%b|', ['rm /\\c b'], 'rm /|'],
    // A format goes on where `echo -e` ends.
    ['ls\\c; rm /', [], 'ls\\c; rm /'],
    ['\\x2f\\57', [], '//'],
  ])('%j with %j', (format, values, expected) => {
    expect(formatText(format, values)).toBe(expected);
  });

  it.each<[string, readonly string[], string]>([
    ['rm %s', [`${HOLE}/a`], 'rm ?/a'],
    ['%d', [HOLE], '?'],
    ['%q', [`a ${HOLE}`], 'a ?'],
    ['%d', ['abc'], '?'],
    ['%d', ['1x'], '?'],
    ['%x', ['1.5'], '?'],
    ['%.3d', ['7'], '?'],
    ['%f %e %g', ['1', '1', '1'], '? ? ?'],
    ['%+d', ['1'], '?'],
    ['%1000s', ['a'], '?'],
    ['%.1000s', ['a'], '?'],
    ['%123456s', ['a'], '?'],
    ['%.123456s', ['a'], '?'],
    ['%*s', [HOLE, 'a'], '?'],
    ['%*s', ['x', 'a'], '?'],
    ['log-%(%F)T', ['-1'], 'log-?'],
  ])('what only the run can tell, for %j with %j', (format, values, expected) => {
    expect(shown(formatText(format, values))).toBe(expected);
  });

  it('nothing that is known, where it is more than anybody prints', () => {
    expect(formatText('x'.repeat(256 * 1024), [])).toHaveLength(256 * 1024);
    expect(formatText('x'.repeat(256 * 1024 + 1), [])).toBe(HOLE);
    expect(formatText(`%s${'x'.repeat(100_000)}`, ['a', 'b', 'c', 'd'])).toBe(HOLE);
  });
});

describe('echo -e prints', () => {
  it.each([
    ['rm -rf /', 'rm -rf /'],
    ['\\a\\b\\e\\E\\f\\n\\r\\t\\v\\\\', '\x07\b\x1b\x1b\f\n\r\t\v\\'],
    ['\\x72\\x6D', 'rm'],
    ['\\x2F2', '/2'],
    ['\\x9', '\t'],
    ['\\u2f\\u002f\\u20AC', '//€'],
    ['\\U2f\\U0000002f\\U0001F600', '//😀'],
    ['\\U0010ffff', '\u{10ffff}'],
    ['\\0162\\0155\\40\\57', 'rm /'],
    ['\\00577\\0457', '/7/'],
    ['\\y\\"', '\\y\\"'],
    ['\\x\\u\\8', '\\x\\u\\8'],
    ['a\\', 'a\\'],
    ['a\\\nb', 'a\\\nb'],
    ['rm /\\c and more\nlines', 'rm /'],
    ['a\\\\cb', 'a\\cb'],
    ['a\\tb\\cc\\cd', 'a\tb'],
  ])('%j as it stands for', (text, expected) => {
    expect(printedText(text)).toBe(expected);
  });

  it.each([['\\x0'], ['\\u0000'], ['\\0'], ['\\U00110000'], ['\\Uffffffff']])('%j as what only the run can tell', (text) => {
    expect(printedText(text)).toBe(HOLE);
  });
});
