/** How many ways through a pattern there may be at one place of a text: with this, and no repetition without an end, the work is linear. */
const MAX_WAYS = 256;
const MAX_PATTERN = 200;
const MAX_REPEAT = 256;
/** What fits anything shorter would take words out of every line. */
const LEAST_MATCH = 4;

/** Of what remains of a pattern: how short a match may be, and how many ways lead through it. */
interface Part {
  readonly least: number;
  readonly ways: number;
}

const CLASS = /\[\^?(?:\\[\\\]^dwstnr.-]|[^\\\]])+\]/y;
const ESCAPED = /\\(?:[dws]|[\\.^$|?*+()[\]{}/-])/y;
const PLAIN = /[^\\.^$|?*+()[\]{}]/y;
const REPEAT = /\{(\d{1,4})(?:,(\d{1,4}))?\}|\?/y;

/** Why a pattern is not one of ours, if it is not: a small part of regular expressions, whose work cannot run away. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > MAX_PATTERN) return `longer than ${MAX_PATTERN} characters`;
  const reader = { pattern, at: 0 };
  const read = readChoice(reader);
  if (typeof read === 'string') return read;
  if (read.ways > MAX_WAYS) return `there are more than ${MAX_WAYS} ways through it; write fewer alternatives and narrower repetitions`;
  if (reader.at < pattern.length) return `")" at character ${reader.at + 1} closes nothing`;
  if (read.least < LEAST_MATCH) return `it fits texts of fewer than ${LEAST_MATCH} characters, which stand everywhere`;
  return isExpression(pattern) ? undefined : 'a range in […] runs backwards';
}

/** Ranges are all that is left to go wrong. */
function isExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern).source !== '';
  } catch {
    return false;
  }
}

interface Reader {
  readonly pattern: string;
  at: number;
}

/** Alternatives, up to the end or to the bracket that closes them. */
function readChoice(reader: Reader): Part | string {
  let least = Number.POSITIVE_INFINITY;
  let ways = 0;
  for (;;) {
    const read = readSequence(reader);
    if (typeof read === 'string') return read;
    least = Math.min(least, read.least);
    ways += read.ways;
    if (reader.pattern[reader.at] !== '|') return { least, ways };
    reader.at++;
  }
}

function readSequence(reader: Reader): Part | string {
  let least = 0;
  let ways = 1;
  while (reader.at < reader.pattern.length && !/[|)]/.test(reader.pattern.charAt(reader.at))) {
    const atom = readAtom(reader);
    if (typeof atom === 'string') return atom;
    const repeated = readRepeat(reader, atom);
    if (typeof repeated === 'string') return repeated;
    least += repeated.least;
    ways *= repeated.ways;
    if (ways > MAX_WAYS) return { least: LEAST_MATCH, ways };
  }
  return { least, ways };
}

const ONE: Part = { least: 1, ways: 1 };

function readAtom(reader: Reader): Part | string {
  const { pattern, at } = reader;
  if (pattern.startsWith('\\b', at)) {
    reader.at += 2;
    return { least: 0, ways: 1 };
  }
  if (pattern.startsWith('(?:', at)) {
    reader.at += 3;
    const inner = readChoice(reader);
    if (typeof inner === 'string') return inner;
    if (inner.ways <= MAX_WAYS && pattern[reader.at] !== ')') return 'a bracket is never closed';
    reader.at++;
    return inner;
  }
  const read = [CLASS, ESCAPED, PLAIN].map((form) => matchAt(form, pattern, at)?.[0]).find((text) => text !== undefined);
  if (read === undefined) return `"${pattern.charAt(at)}" at character ${at + 1}: ${USABLE}`;
  reader.at += read.length;
  return ONE;
}

const USABLE = 'only letters, \\d \\w \\s \\b, […], (?:…|…), ? and {m,n} can be used here; write other signs as \\.';

function readRepeat(reader: Reader, atom: Part): Part | string {
  const match = matchAt(REPEAT, reader.pattern, reader.at);
  if (!match) return atom;
  reader.at += match[0].length;
  if (atom.least === 0) return 'what may be empty is not repeated';
  const [, from, to] = match;
  const [least, most] = from === undefined ? [0, 1] : [Number(from), Number(to ?? from)];
  if (most > MAX_REPEAT || least > most) return `a repetition counts from a smaller number to one of at most ${MAX_REPEAT}`;
  if (atom.ways > 1 && most > 1) return 'what holds alternatives or repetitions is not repeated';
  return { least: atom.least * least, ways: atom.ways * (most - least + 1) };
}

function matchAt(form: RegExp, pattern: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(pattern);
}
