/** What a stored file holds, as far as it can be read. */
export interface Text {
  readonly text: string;
  /** Only the readable pieces of something that is no text. */
  readonly binary: boolean;
}

/** As git itself tells text from everything else. */
const LOOKED_AT = 8000;
const READABLE = /[\x20-\x7e]{6,}/g;

/** Texts in UTF-8 and, by their mark, in UTF-16; of everything else what a person could read in it. */
export function readText(bytes: Buffer): Text {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), binary: false };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), binary: false };
  if (!bytes.subarray(0, LOOKED_AT).includes(0)) return { text: bytes.toString('utf8'), binary: false };
  return { text: (bytes.toString('latin1').match(READABLE) ?? []).join('\n'), binary: true };
}
