import type { Word } from '../../command.ts';
import { fitsGlob } from '../../globs.ts';
import type { Options } from '../../options.ts';

/** One condition of a pattern on the options. */
interface OptionTerm {
  readonly names: readonly string[];
  /** Absent: it is enough that the option stands there. */
  readonly values?: readonly string[];
  readonly absent: boolean;
}

interface WordTerm {
  readonly forms: readonly string[];
  /** Whether the word that fits is what is acted on, rather than a verb. */
  readonly target: boolean;
}

/**
 * A line of a client's verbs and options, read from text such as `s3 rm|rb @s3://* --recursive !--quiet`:
 * words in their order, each a glob or several with `|` between; `**` for any number of words; `@` in front of the word that is acted on;
 * options wherever they stand, `--acl=public*` with such a value, `!--dry-run` where it is not given.
 */
export interface Pattern {
  readonly words: readonly WordTerm[];
  readonly options: readonly OptionTerm[];
}

export function parsePattern(text: string): Pattern {
  const terms = text === '' ? [] : text.split(' ');
  const isOption = (term: string) => term.startsWith('-') || term.startsWith('!');
  return { words: terms.filter((term) => !isOption(term)).map(wordTerm), options: terms.filter(isOption).map(optionTerm) };
}

function wordTerm(term: string): WordTerm {
  const target = term.startsWith('@');
  return { forms: (target ? term.slice(1) : term).split('|'), target };
}

function optionTerm(term: string): OptionTerm {
  const absent = term.startsWith('!');
  const [names = '', values] = (absent ? term.slice(1) : term).split('=');
  return {
    names: names.split('|').map((name) => name.replace(/^--?/, '')),
    absent,
    ...(values !== undefined && { values: values.split('|') }),
  };
}

/** A word that is no option, and whether it may be the value of an unknown option in front of it. */
export interface Operand {
  readonly word: Word;
  readonly mayBeValue: boolean;
}

export interface Fit {
  /** The words that fitted, but for the one acted on. */
  readonly verbs: readonly string[];
  readonly target?: Word | undefined;
}

/** Verbs stand near the beginning of a line; what comes later is names. */
const MOST_VERBS = 12;

export function fitPattern(pattern: Pattern, operands: readonly Operand[], options: Options): Fit | undefined {
  if (!pattern.options.every((term) => holds(term, options))) return undefined;
  const found = follow(pattern.words, operands, 0);
  if (!found) return undefined;
  const { words, end } = found;
  const target = words.find(({ term }) => term.target)?.word ?? operands.slice(end).find(({ mayBeValue }) => !mayBeValue)?.word;
  return { verbs: words.filter(({ term }) => !term.target).map(({ word }) => word.value), target };
}

function holds({ names, values, absent }: OptionTerm, options: Options): boolean {
  const stands = values
    ? options.all(...names).some((word) => values.some((value) => fitsGlob(value, word.value.toLowerCase())))
    : options.has(...names);
  return stands !== absent;
}

interface Followed {
  readonly words: readonly { readonly term: WordTerm; readonly word: Word }[];
  readonly end: number;
}

function follow(terms: readonly WordTerm[], operands: readonly Operand[], at: number): Followed | undefined {
  const [term, ...rest] = terms;
  if (!term) return { words: [], end: at };
  const anywhere = term.forms[0] === '**';
  for (let next = at; next < operands.length && next < MOST_VERBS; next++) {
    const operand = operands[next];
    if (!operand) return undefined;
    const { word, mayBeValue } = operand;
    if (anywhere) {
      const found = follow(rest, operands, next);
      if (found) return found;
    } else if (term.forms.some((form) => fitsGlob(form, word.value))) {
      const found = follow(rest, operands, next + 1);
      if (found) return { words: [{ term, word }, ...found.words], end: found.end };
      if (!mayBeValue) return undefined;
    } else if (!mayBeValue) return undefined;
  }
  return anywhere && rest.length === 0 ? { words: [], end: operands.length } : undefined;
}
