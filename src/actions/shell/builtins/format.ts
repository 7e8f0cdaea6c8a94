import { HOLE } from '../../command.ts';

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

/** Backslash escapes as `echo -e` and `printf` read them. */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|0?([0-7]{1,3})|([\s\S]))/g,
    (all, hex, short, long, octal, letter) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      const code = hex ?? short ?? long;
      if (code !== undefined) return codePoint(Number.parseInt(code, 16));
      return ESCAPES[letter] ?? all;
    },
  );
}

const codePoint = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : HOLE);

const MAX_TEXT = 256 * 1024;
const DIRECTIVE = /%(?:%|[-+ #0]{0,8}(?:\d{1,6}|\*)?(?:\.(?:\d{1,6}|\*)?)?([diouxXeEfgGcsbqQ]))/g;

/** What `printf` prints: the format again and again while arguments are left. */
export function formatText(format: string, values: readonly string[]): string {
  const pattern = unescapeText(format);
  let at = 0;
  let out = '';
  do {
    const before = at;
    out += pattern.replace(DIRECTIVE, (all, kind?: string) => {
      if (kind === undefined) return '%';
      const value = values[at++] ?? (/[diouxX]/.test(kind) ? '0' : '');
      return formatOne(all, kind, value);
    });
    if (at === before || out.length > MAX_TEXT) break;
  } while (at < values.length);
  return out.length > MAX_TEXT ? HOLE : out;
}

function formatOne(directive: string, kind: string, value: string): string {
  if (value.includes(HOLE)) return value;
  switch (kind) {
    case 's':
      return directive === '%s' ? value : padded(directive, value);
    case 'b':
      return unescapeText(value);
    case 'q':
    case 'Q':
      return /^[\w./:@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
    case 'c':
      return value.charAt(0);
    case 'x':
    case 'X':
    case 'o':
      return Number.isInteger(Number(value)) ? Number(value).toString(kind === 'o' ? 8 : 16) : HOLE;
    default:
      return /^%\d*[di]$/.test(directive) && /^\d+$/.test(value) ? padded(directive, value) : /^-?\d+$/.test(value) ? value : HOLE;
  }
}

/** `%5s`, `%.1s`, `%02d`. */
function padded(directive: string, value: string): string {
  const match = /^%([-0]?)(\d{0,3})(?:\.(\d{1,3}))?[sdi]$/.exec(directive);
  if (!match) return HOLE;
  const cut = match[3] === undefined ? value : value.slice(0, Number(match[3]));
  const width = Number(match[2] ?? 0);
  return match[1] === '-' ? cut.padEnd(width) : cut.padStart(width, match[1] === '0' ? '0' : ' ');
}
