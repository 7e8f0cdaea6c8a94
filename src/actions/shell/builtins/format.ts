import { HOLE } from '../../command.ts';
import { numberIn } from '../arithmetic.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Backslash escapes as the format of `printf` and `${x@E}` have them. */
export function unescapeText(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|0?([0-7]{1,3})|(.))/g,
    (all, hex, short, long, octal, letter) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      const code = hex ?? short ?? long;
      if (code !== undefined) return codePoint(Number.parseInt(code, 16));
      return ESCAPES[letter] ?? all;
    },
  );
}

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : HOLE);

/** Backslash escapes as `echo -e` and `%b` have them: nothing is printed after `\c`. */
export const printedText = (text: string): string =>
  unescapeText(text.replace(/\\(?:c[\s\S]*|.)/g, (all) => (all.startsWith('\\c') ? '' : all)));

const MAX_TEXT = 256 * 1024;
const DIRECTIVE = /%(?:%|([-+ #0]{0,8}(?:\d{1,6}|\*)?(?:\.(?:\d{1,6}|\*)?)?)([diouxXeEfgGcsbqQ])|\([^()]{0,64}\)T)/g;

/** What `printf` prints: the format again and again while arguments are left. */
export function formatText(format: string, values: readonly string[]): string {
  const pattern = unescapeText(format);
  let at = 0;
  let before: number;
  let out = '';
  do {
    before = at;
    out += pattern.replace(DIRECTIVE, (all, layout?: string, kind?: string) => {
      if (all === '%%') return '%';
      if (layout === undefined || kind === undefined) return HOLE;
      const known = layout.replaceAll('*', () => values[at++] ?? '');
      return formatOne(known, kind, values[at++] ?? (/[diouxX]/.test(kind) ? '0' : ''));
    });
  } while (at > before && at < values.length && out.length <= MAX_TEXT);
  return out.length > MAX_TEXT ? HOLE : out;
}

function formatOne(layout: string, kind: string, value: string): string {
  if (value.includes(HOLE)) return value;
  switch (kind) {
    case 's':
      return padded(layout, value);
    case 'c':
      return padded(layout, value.charAt(0));
    case 'b':
      return printedText(value);
    case 'q':
    case 'Q':
      return /^[\w./:@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
    case 'd':
    case 'i':
    case 'u':
      return inBase(10, layout, value);
    case 'o':
      return inBase(8, layout, value);
    case 'x':
      return inBase(16, layout, value);
    case 'X':
      return inBase(16, layout, value).toUpperCase();
    default:
      return HOLE;
  }
}

function inBase(base: number, layout: string, value: string): string {
  const number = numberIn(value);
  return number === undefined || layout.includes('.') ? HOLE : padded(layout, number.toString(base));
}

/** `%5s`, `%.1s`, `%02d`. */
function padded(layout: string, value: string): string {
  const match = /^([-0]?)(\d{0,3})(?:\.(\d{0,3}))?$/.exec(layout);
  if (!match) return HOLE;
  const [, flag, width, precision] = match;
  const cut = precision === undefined ? value : value.slice(0, Number(precision));
  return flag === '-' ? cut.padEnd(Number(width)) : cut.padStart(Number(width), flag === '0' ? '0' : ' ');
}
