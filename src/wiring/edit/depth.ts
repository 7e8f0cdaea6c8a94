import { positionOf, type SettingsFault } from './editor.ts';

/** Deeper than any settings are, and far from where parsers that recurse run out of stack. */
const MAX_DEPTH = 100;

/** Strings, which end with their line even where nothing closes them; comments; brackets. */
export const JSON_PIECES = /"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*"?|\/\/[^\r\n]*|\/\*.*?(?:\*\/|$)|[[{\]}]/gs;
/** The same of TOML, with strings over several lines. */
export const TOML_PIECES =
  /"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:""")?|'''.*?(?:'''|$)|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\n]*'?|#[^\n]*|[[{\]}]/gs;

/** Where lists and objects go deeper inside one another than parsers may follow. */
export function depthFault(text: string, pieces: RegExp): SettingsFault | undefined {
  let depth = 0;
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    if (piece === '[' || piece === '{') depth++;
    if (piece === ']' || piece === '}') depth--;
    if (depth > MAX_DEPTH) return { message: `it is nested deeper than ${MAX_DEPTH} levels`, ...positionOf(text, index) };
  }
  return undefined;
}
