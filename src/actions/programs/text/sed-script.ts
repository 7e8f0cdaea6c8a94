/** What a sed script does besides changing text. */
export interface SedScript {
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** Given to a shell: `e command`. */
  readonly commands: readonly string[];
  /** Runs the text at hand: `e` alone, `s/…/…/e`. */
  readonly runsText: boolean;
  /** Where the script is one plain replacement of fixed text. */
  readonly replacement?: { readonly from: string; readonly to: string; readonly all: boolean };
}

interface Found {
  writes: string[];
  reads: string[];
  commands: string[];
  runsText: boolean;
  count: number;
  replacement: SedScript['replacement'];
}

/** Reads a script command by command. Linear. */
export function readSedScript(script: string): SedScript {
  const found: Found = { writes: [], reads: [], commands: [], runsText: false, count: 0, replacement: undefined };
  let at = 0;
  while (at < script.length) {
    const start = afterAddress(script, at);
    if (start >= script.length) break;
    at = readCommand(script, start, found, start > at && /[^\s;{}]/.test(script.slice(at, start)));
  }
  const { count, replacement, ...rest } = found;
  return { ...rest, ...(count === 1 && replacement && { replacement }) };
}

/** Skips blanks, braces and the address in front of a command. */
function afterAddress(script: string, from: number): number {
  let at = from;
  while (at < script.length) {
    const letter = script.charAt(at);
    if (letter === '/') at = afterPart(script, at + 1, '/');
    else if (letter === '\\' && at + 1 < script.length) at = afterPart(script, at + 2, script.charAt(at + 1));
    else if (/[\s;{}!,$0-9~+]/.test(letter)) at++;
    else if ((letter === 'I' || letter === 'M') && script[at - 1] === '/') at++;
    else break;
  }
  return at;
}

/** The position behind the closing delimiter. */
function afterPart(script: string, from: number, delimiter: string): number {
  let at = from;
  while (at < script.length && script[at] !== delimiter) at += script[at] === '\\' ? 2 : 1;
  return at + 1;
}

function readCommand(script: string, at: number, found: Found, addressed: boolean): number {
  const name = script.charAt(at);
  const newline = script.indexOf('\n', at);
  const end = newline < 0 ? script.length : newline;
  const rest = script.slice(at + 1, end).trim();
  found.count++;
  switch (name) {
    case 's':
      return readSubstitution(script, at + 1, end, found, addressed);
    case 'y': {
      const delimiter = script.charAt(at + 1);
      return afterPart(script, afterPart(script, at + 2, delimiter), delimiter);
    }
    case 'w':
    case 'W':
      found.writes.push(rest);
      return end;
    case 'r':
    case 'R':
      found.reads.push(rest);
      return end;
    case 'e':
      if (rest === '' || /^[;}]/.test(rest)) found.runsText = true;
      else found.commands.push(rest);
      return end;
    case 'a':
    case 'i':
    case 'c':
      return afterText(script, end);
    case '#':
      return end;
    case 'b':
    case 't':
    case 'T':
    case ':':
      return at + 1 + (/^[^;}\n]*/.exec(script.slice(at + 1, end))?.[0].length ?? 0);
    default:
      return at + 1;
  }
}

/** Text goes on where a line ends with a backslash. */
function afterText(script: string, from: number): number {
  let end = from;
  while (end < script.length && script[end - 1] === '\\') {
    const next = script.indexOf('\n', end + 1);
    end = next < 0 ? script.length : next;
  }
  return end;
}

function readSubstitution(script: string, from: number, end: number, found: Found, addressed: boolean): number {
  const delimiter = script.charAt(from);
  const middle = afterPart(script, from + 1, delimiter);
  const close = afterPart(script, middle, delimiter);
  const flags = /^[gpiImMe0-9]*/.exec(script.slice(close, close + 16))?.[0] ?? '';
  const after = close + flags.length;
  const pattern = script.slice(from + 1, middle - 1);
  const replacement = script.slice(middle, close - 1);
  if (flags.includes('e')) {
    found.runsText = true;
    // What is put in place of the text runs, with what is left around it.
    found.commands.push(replacement.replace(/\\(.)/g, '$1'));
  }
  const plain = !/[.*[\]^$\\+?(){}|&]/.test(pattern + replacement.replaceAll('.', '').replaceAll('*', '').replaceAll('$', ''));
  if (plain && !addressed && /^g?$/.test(flags)) found.replacement = { from: pattern, to: replacement, all: flags === 'g' };
  if (script[after] !== 'w') return after;
  const lineEnd = Math.max(end, after);
  const newline = script.indexOf('\n', lineEnd);
  const stop = newline < 0 ? script.length : newline;
  found.writes.push(script.slice(after + 1, stop).trim());
  return stop;
}
