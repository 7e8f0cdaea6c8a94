/** How much of the bytes tells what they are, as git does it; a multiple of four. */
const LOOKED_AT = 8000;

type Wide = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

const MARKS: readonly (readonly [Wide, readonly number[]])[] = [
  // The mark of UTF-32 begins as that of UTF-16 does.
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The bytes as text: by their byte order mark, by where the zeros of a wider encoding stand, else as UTF-8 with what is none replaced.
 * Undefined where they are no text: where there are zeros and other bytes that no text has.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const marked = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (marked) return decodeWide(bytes, marked[0]);
  const head = bytes.subarray(0, LOOKED_AT);
  if (!head.includes(0)) return decodeUtf8(bytes);
  const wide = wideBy(head);
  if (wide !== undefined && isReadable(decodeWide(head, wide))) return decodeWide(bytes, wide);
  // Shells and other interpreters pass over single zeros, and archives fill up with them.
  return head.some(isNoText)
    ? undefined
    : decodeUtf8(bytes)
        .replace(/\0{2,}/g, '\n')
        .replaceAll('\0', '');
}

const decodeUtf8 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');

function decodeWide(bytes: Uint8Array, encoding: Wide): string {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new TextDecoder(encoding).decode(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, encoding === 'utf-32le');
    text += point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  }
  return text.replace(/^\ufeff/, '');
}

/** Of the bytes at each place of four, none or half of them are zeros. */
const NONE = 0.02;
const HALF = 0.5;
const PATTERNS: readonly (readonly [Wide, string])[] = [
  ['utf-16le', '.0.0'],
  ['utf-16be', '0.0.'],
  ['utf-32le', '.000'],
  ['utf-32be', '000.'],
];

function wideBy(head: Uint8Array): Wide | undefined {
  const zeros = [0, 0, 0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1;
  const shares = zeros.map((count) => (4 * count) / head.length);
  const fits = (pattern: string): boolean => shares.every((share, at) => (pattern[at] === '0' ? share >= HALF : share <= NONE));
  return PATTERNS.find(([, pattern]) => fits(pattern))?.[0];
}

/** Numbers of 16 and 32 bits have zeros where letters have them; few of them are letters. */
function isReadable(text: string): boolean {
  const odd = text.match(/[\0-\x08\x0e-\x1f\ufffd]/g)?.length ?? 0;
  return odd * 20 <= text.length;
}

/** Zeros aside, the control characters that no text holds: all but tab, line ends, form feed and escape. */
const isNoText = (byte: number): boolean => (byte > 0 && byte < 9) || (byte > 13 && byte < 27) || (byte > 27 && byte < 32);
