import { decodeText } from '../secrets/decode.ts';

/** What a stored file holds, as far as it can be read. */
export interface Text {
  readonly text: string;
  /** What a program that runs the file would read, where that is not the text: shells pass over bytes that are no text. */
  readonly asRun?: string;
}

/** Of a binary file, what a person could read in it, and the same in UTF-16. */
const READABLE = /[\x20-\x7e]{6,}|(?:[\x20-\x7e]\0){6,}[\x20-\x7e]?/g;

/** Texts as they are; of everything else the readable parts, a line each. */
export function readText(bytes: Buffer): Text {
  const text = decodeText(bytes);
  if (text !== undefined) return { text };
  const latin = bytes.toString('latin1');
  const parts = latin.match(READABLE) ?? [];
  return { text: parts.join('\n').replaceAll('\0', ''), asRun: latin.replace(/[^\t\n\r\x20-\x7e]+/g, '') };
}
