import { HOLE } from '../command.ts';
import { isKnown, known, moreTelling, originOf, type Text, textOf, unknown, type Value } from './values.ts';

/** How much encoded text is worth decoding. */
const MAX_ENCODED = 100_000;

export type Encoding = 'base64' | 'base32' | 'hex' | 'rot13' | 'percent' | 'latin1' | 'reverse';

/** The value decoded, where it is known; in any case of origin `decoded` unless it tells something graver. */
export function decode(value: Value | undefined, encoding: Encoding): Text {
  const encoded = textOf(value);
  const origin = moreTelling('decoded', originOf(encoded));
  if (!isKnown(encoded) || encoded.text.length > MAX_ENCODED) return unknown(origin);
  const decoded = decodeText(encoded.text, encoding);
  return decoded === undefined ? unknown(origin) : known(decoded, origin);
}

function decodeText(encoded: string, encoding: Encoding): string | undefined {
  switch (encoding) {
    case 'base64':
      return printable(Buffer.from(encoded, 'base64'));
    case 'hex':
      return printable(Buffer.from(encoded.replaceAll(/[\s:]/g, ''), 'hex'));
    case 'base32':
      return printable(fromBase32(encoded));
    case 'rot13':
      return encoded.replaceAll(/[a-z]/gi, (letter) => {
        const base = letter <= 'Z' ? 65 : 97;
        return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
      });
    case 'percent':
      return encoded.replaceAll(/%([0-9a-f]{2})/gi, (_mark, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    case 'latin1':
      return encoded;
    case 'reverse':
      return [...encoded].reverse().join('');
  }
}

/** Text, or undefined for what is no text: compressed or encrypted data is of no use here. */
function printable(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return text.includes(HOLE) || text.includes('\uFFFD') ? undefined : text;
}

function fromBase32(encoded: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of encoded.toUpperCase()) {
    const digit = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter);
    if (digit < 0) continue;
    held = ((held << 5) | digit) & 0xff_ff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}

/** Characters from their codes; undefined where one is not known. */
export function fromCodes(codes: readonly Value[]): Text | undefined {
  if (codes.length > MAX_ENCODED || !codes.every((code) => code.kind === 'number' && code.value > 0 && code.value <= 0x10_ff_ff))
    return undefined;
  return known(codes.map((code) => (code.kind === 'number' ? String.fromCodePoint(Math.trunc(code.value)) : '')).join(''), 'decoded');
}
