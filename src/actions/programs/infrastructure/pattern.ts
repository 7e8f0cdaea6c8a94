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
  /** `**`. */
  readonly anywhere: boolean;
  readonly exact: readonly string[];
  readonly globs: readonly string[];
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
  const forms = (target ? term.slice(1) : term).split('|');
  const isGlob = (form: string) => /[*?[]/.test(form);
  return { anywhere: term === '**', exact: forms.filter((form) => !isGlob(form)), globs: forms.filter(isGlob), target };
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
  const found: number[] = [];
  const end = follow(pattern.words, 0, operands, 0, found);
  if (end === undefined || !pattern.options.every((term) => holds(term, options))) return undefined;
  const verbs: string[] = [];
  let target: Word | undefined;
  let at = 0;
  for (const term of pattern.words) {
    if (term.anywhere) continue;
    const word = operands[found[at++] ?? -1]?.word;
    if (term.target) target ??= word;
    else if (word) verbs.push(word.value);
  }
  return { verbs, target: target ?? operands.slice(end).find(({ mayBeValue }) => !mayBeValue)?.word };
}

function holds({ names, values, absent }: OptionTerm, options: Options): boolean {
  const stands = values
    ? options.all(...names).some((word) => values.some((value) => fitsGlob(value, word.value.toLowerCase())))
    : options.has(...names);
  return stands !== absent;
}

const fits = ({ exact, globs }: WordTerm, value: string): boolean =>
  exact.includes(value) || (globs.length > 0 && globs.some((glob) => fitsGlob(glob, value)));

/** Where the terms from `term` on end, read from `at` on; which operands fit them is left in `found`. */
function follow(terms: readonly WordTerm[], term: number, operands: readonly Operand[], at: number, found: number[]): number | undefined {
  const wanted = terms[term];
  if (!wanted) return at;
  if (wanted.anywhere && term === terms.length - 1) return at;
  const depth = found.length;
  for (let next = at; next < operands.length && next < MOST_VERBS; next++) {
    const operand = operands[next];
    if (!operand) return undefined;
    if (wanted.anywhere || fits(wanted, operand.word.value)) {
      if (!wanted.anywhere) found.push(next);
      const end = follow(terms, term + 1, operands, wanted.anywhere ? next : next + 1, found);
      if (end !== undefined) return end;
      found.length = depth;
    }
    if (!wanted.anywhere && !operand.mayBeValue) return undefined;
  }
  return undefined;
}
