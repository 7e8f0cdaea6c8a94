import { type ParsedScript, parse } from 'unbash';
import { giveUp, type Interpreter, spend } from './interpreter.ts';

/** Longer scripts are read up to here. A here-document of a few megabytes still fits. */
const MAX_SCRIPT = 8 * 1024 * 1024;

/** The parser looks again at every pending here-document of a line, and at every open bracket: more of them than anybody writes is refused. */
const MAX_OPENINGS = 4_000;
const OPENING = /<<|\$\(|`|<\(|>\(|\$\{|\(\)/g;

const EMPTY: ParsedScript = { type: 'Script', pos: 0, end: 0, shebang: undefined, commands: [] };

/** Parses bash; what is wrong with the text is noted, and what could be read of it is still given. */
export function parseScript(run: Interpreter, text: string): ParsedScript {
  let source = text;
  if (text.length > MAX_SCRIPT) {
    giveUp(run, 'the script is too long');
    source = text.slice(0, MAX_SCRIPT);
  }
  if (text.length > MAX_OPENINGS) source = withinOpenings(run, source);
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

function withinOpenings(run: Interpreter, text: string): string {
  OPENING.lastIndex = 0;
  for (let count = 0; count < MAX_OPENINGS; count++) if (!OPENING.exec(text)) return text;
  giveUp(run, 'too many expansions');
  return text.slice(0, OPENING.lastIndex);
}

export function noteErrors(run: Interpreter, script: ParsedScript): void {
  const [error] = script.errors ?? [];
  if (error) giveUp(run, `syntax: ${error.message}`);
}
