import type { Span } from './span.ts';

/** Base64 in either alphabet, and hexadecimal: as long as the shortest secret worth hiding makes them. */
const BASE64 = /(?<![0-9A-Za-z+/_-])[0-9A-Za-z+/_-]{20,}={0,2}/g;
const HEX = /(?<![0-9A-Za-z])(?:0x)?(?:[0-9a-fA-F]{2}){12,}(?![0-9A-Za-z])/g;
const SAMPLE = 24;
/** What is encoded for a text is one. */
const READABLE = /^[\t\n\r\x20-\x7e]*$/;
const USER_AND_PASSWORD = /^[\w.@+-]{1,64}:[\x21-\x7e]{6,200}\n?$/;

/** Runs that decode to a text with a secret in it. `find` looks at what they decode to. */
export function encodedSpans(text: string, find: (decoded: string) => readonly Span[]): readonly Span[] {
  return [...runs(text, BASE64, fromBase64), ...runs(text, HEX, fromHex)].flatMap(({ start, end, decoded }) => {
    const inside = find(decoded);
    const [first] = inside;
    if (first)
      return [
        { start, end, kind: first.kind, class: first.class, ...(inside.length === 1 && { value: decoded.slice(first.start, first.end) }) },
      ];
    return USER_AND_PASSWORD.test(decoded) && /\d/.test(decoded) ? [{ start, end, kind: 'basic-auth', class: 'secret' } as const] : [];
  });
}

interface Run extends Pick<Span, 'start' | 'end'> {
  readonly decoded: string;
}

function runs(text: string, pattern: RegExp, decode: (run: string) => string): readonly Run[] {
  const found: Run[] = [];
  for (const { 0: run, index: start } of text.matchAll(pattern)) {
    // Most runs are paths and hashes: a few characters tell.
    if (!READABLE.test(decode(run.slice(0, SAMPLE)))) continue;
    const decoded = decode(run);
    if (READABLE.test(decoded)) found.push({ start, end: start + run.length, decoded });
  }
  return found;
}

const fromBase64 = (run: string): string =>
  Buffer.from(run.slice(0, run.length - (run.length % 4 === 1 ? 1 : 0)), 'base64').toString('latin1');
const fromHex = (run: string): string => Buffer.from(run.replace(/^0x/, ''), 'hex').toString('latin1');
