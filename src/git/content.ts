import { decodeText } from '../secrets/decode.ts';

/** What a stored file holds, as far as it can be read. */
export interface Text {
  readonly text: string;
  /** Only the readable pieces of something that is no text. */
  readonly binary: boolean;
}

const READABLE = /[\x20-\x7e]{6,}/g;

/** Texts as they are; of everything else what a person could read in it. */
export function readText(bytes: Buffer): Text {
  const text = decodeText(bytes);
  if (text !== undefined) return { text, binary: false };
  return { text: (bytes.toString('latin1').match(READABLE) ?? []).join('\n'), binary: true };
}
