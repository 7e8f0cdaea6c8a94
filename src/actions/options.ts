import { HOLE, type Word } from './command.ts';

/** How a program's command line is read. Long names are matched by unique prefix, as GNU getopt_long does. */
export interface OptionSpec {
  /** Options that take a value: `['o', 'output', 'C']`; one letter is short, more is long. */
  readonly values?: readonly string[];
  /** Long options without a value, so that abbreviations of them can be told: `['recursive', 'force']`. */
  readonly switches?: readonly string[];
  /** Options end at the first operand (sudo, env, xargs, ssh). */
  readonly stopAtOperand?: boolean;
  /** `-name value` with one dash is one long option (find, java, terraform); no bundling of short ones. */
  readonly singleDash?: boolean;
}

export interface Options {
  /** Names without dashes; abbreviations expanded. */
  readonly has: (...names: readonly string[]) => boolean;
  /** The last value given to any of these options. */
  readonly value: (...names: readonly string[]) => Word | undefined;
  readonly all: (...names: readonly string[]) => readonly Word[];
  readonly operands: readonly Word[];
  /** The operands' positions in the words that were read. */
  readonly positions: readonly number[];
}

/** Reads `words` (without the program's name). */
export function readOptions(words: readonly Word[], spec: OptionSpec = {}): Options {
  const reader = new Map<string, Word[]>();
  const operands: Word[] = [];
  const positions: number[] = [];
  const add = (name: string, value?: Word) => {
    const list = reader.get(name) ?? [];
    if (value) list.push(value);
    reader.set(name, list);
  };
  const takesValue = (name: string) => spec.values?.includes(name) === true;
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i];
    if (!word) break;
    const text = word.value;
    if (text === '--') {
      i++;
      break;
    }
    if (text.length < 2 || text[0] !== '-' || text[1] === HOLE) {
      if (spec.stopAtOperand) break;
      operands.push(word);
      positions.push(i);
      continue;
    }
    if (text.startsWith('--') || spec.singleDash) {
      const body = text.replace(/^--?/, '');
      const equals = body.indexOf('=');
      const written = equals < 0 ? body : body.slice(0, equals);
      const name = text.startsWith('--') ? longName(written, spec) : written;
      if (equals >= 0) add(name, { ...word, value: body.slice(equals + 1) });
      else if (takesValue(name) && i + 1 < words.length) add(name, words[++i]);
      else add(name);
      continue;
    }
    for (let at = 1; at < text.length; at++) {
      const letter = text.charAt(at);
      if (!takesValue(letter)) {
        add(letter);
        continue;
      }
      if (at + 1 < text.length) add(letter, { ...word, value: text.slice(at + 1) });
      else if (i + 1 < words.length) add(letter, words[++i]);
      else add(letter);
      break;
    }
  }
  for (; i < words.length; i++) {
    const word = words[i];
    if (!word) break;
    operands.push(word);
    positions.push(i);
  }
  return {
    has: (...names) => reader.size > 0 && names.some((name) => reader.has(name)),
    value: (...names) => valuesOf(reader, names).at(-1),
    all: (...names) => valuesOf(reader, names),
    operands,
    positions,
  };
}

const NONE: readonly Word[] = [];

const valuesOf = (given: ReadonlyMap<string, readonly Word[]>, names: readonly string[]): readonly Word[] =>
  given.size === 0 ? NONE : names.flatMap((name) => given.get(name) ?? NONE);

/** The one long name that begins so; as written where there is none, or more than one. */
function longName(written: string, { values, switches }: OptionSpec): string {
  if (values?.includes(written) || switches?.includes(written)) return written;
  let found: string | undefined;
  for (const names of [values, switches]) {
    for (const name of names ?? []) {
      if (name.length < 2 || !name.startsWith(written)) continue;
      if (found !== undefined) return written;
      found = name;
    }
  }
  return found ?? written;
}
