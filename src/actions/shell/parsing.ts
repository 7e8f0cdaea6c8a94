import { type ParsedScript, parse } from 'unbash';
import { giveUp, type Interpreter, spend } from './interpreter.ts';

/** Longer scripts are read up to here. */
const MAX_SCRIPT = 1024 * 1024;

/**
 * The parser looks again at every pending here-document of a line and at every open bracket, and each command costs it time:
 * more of them than anybody writes are refused.
 */
const MAX_OPENINGS = 4_000;
const OPENING = /<<|\$\(|`|<\(|>\(|\$\{|\(\)/g;
const MAX_PIECES = 20_000;
const PIECE = /[\n;&|$]/g;

const EMPTY: ParsedScript = { type: 'Script', pos: 0, end: 0, shebang: undefined, commands: [] };

/** Parses bash; what is wrong with the text is noted, and what could be read of it is still given. */
export function parseScript(run: Interpreter, text: string): ParsedScript {
  let source = text;
  if (text.length > MAX_SCRIPT) {
    giveUp(run, 'the script is too long');
    source = text.slice(0, MAX_SCRIPT);
  }
  if (text.length > MAX_OPENINGS) source = upTo(run, upTo(run, source, OPENING, MAX_OPENINGS), PIECE, MAX_PIECES);
  if (source.length > FREE && !spend(run, 'bytes', Math.ceil(source.length / CHEAP))) return EMPTY;
  try {
    const script = parse(source);
    noteErrors(run, script);
    return script;
  } catch {
    // The parser recurses over some forms without a bound of its own.
    giveUp(run, 'nested too deeply');
    return EMPTY;
  }
}

/** A script that is read once costs little beside one that is read at every level. */
const FREE = 4096;
const CHEAP = 16;

/** The text up to this many matches. */
function upTo(run: Interpreter, text: string, pattern: RegExp, most: number): string {
  pattern.lastIndex = 0;
  for (let count = 0; count < most; count++) if (!pattern.exec(text)) return text;
  giveUp(run, 'the script is too long');
  return text.slice(0, pattern.lastIndex);
}

export function noteErrors(run: Interpreter, script: ParsedScript): void {
  const [error] = script.errors ?? [];
  if (error) giveUp(run, `syntax: ${error.message}`);
}
