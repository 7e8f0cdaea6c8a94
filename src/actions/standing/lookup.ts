import type { Form, ProgramForms, Standing } from './form.ts';
import { listOptions, type OptionList, type ReadingStyle, readListed } from './options.ts';

interface Prepared {
  readonly words: readonly string[];
  readonly form: Form;
  readonly options: OptionList;
  readonly works: ReadonlySet<string>;
  readonly needs: readonly string[];
}

interface PreparedProgram {
  readonly before: OptionList;
  readonly style: ReadingStyle;
  readonly leading: ReadingStyle;
  /** By the first word, the longest first; the bare form stands at `''`. */
  readonly byWord: ReadonlyMap<string, readonly Prepared[]>;
}

const prepared = new WeakMap<ProgramForms, PreparedProgram>();

function prepare(program: ProgramForms): PreparedProgram {
  const known = prepared.get(program);
  if (known) return known;
  const entries = Object.entries(program.forms);
  const forms = entries.map(([key, given]): Prepared => {
    const form = typeof given === 'string' ? { options: given } : given;
    const works = listOptions(form.works);
    // Beside other forms the bare one is for a program that is given no verb at all.
    const isBare = key === '' && entries.length > 1;
    return {
      words: key === '' ? [] : key.split(' '),
      form: isBare && form.operands === undefined ? { ...form, operands: 0 } : form,
      options: new Map([...listOptions(program.common, form.options), ...works]),
      works: new Set(works.keys()),
      needs: [...listOptions(form.needs).keys()],
    };
  });
  const byWord = new Map<string, Prepared[]>();
  for (const form of forms.sort((left, right) => right.words.length - left.words.length)) {
    const [first = ''] = form.words;
    byWord.set(first, [...(byWord.get(first) ?? []), form]);
  }
  const style = program.singleDash === undefined ? {} : { singleDash: program.singleDash };
  const made = { before: listOptions(program.before), style, leading: { ...style, leading: true }, byWord };
  prepared.set(program, made);
  return made;
}

/** The form that a command line has, and what it is there. */
export interface Found {
  readonly form: Form;
  readonly standing: Standing;
}

/** Reads the words behind a program's name. Undefined: a form that is not in the table. */
export function findForm(program: ProgramForms, words: readonly string[]): Found | undefined {
  const { before, style, leading, byWord } = prepare(program);
  const behind = before.size === 0 ? words : readListed(words, before, leading)?.operands;
  const one = behind && formAt(byWord, behind);
  const found = behind && one && readForm(one, behind.slice(one.words.length), style);
  return found ?? (asksForHelp(words, byWord) ? { form: HELP, standing: one?.form.standing ?? 'reads' } : undefined);
}

function formAt(byWord: PreparedProgram['byWord'], words: readonly string[]): Prepared | undefined {
  const named = byWord.get(words[0] ?? '')?.find((one) => one.words.every((word, i) => words[i] === word));
  return named ?? byWord.get('')?.[0];
}

function readForm(one: Prepared, words: readonly string[], style: ReadingStyle): Found | undefined {
  const { form, options, works } = one;
  if (form.check) return { form, standing: form.check(words) };
  const read = readListed(words, options, style);
  if (!read || !fits(one, read.given, read.operands)) return undefined;
  const isWork = form.standing === 'works' || (works.size > 0 && read.given.some((name) => works.has(name)));
  return { form, standing: isWork ? 'works' : 'reads' };
}

const HELP: Form = {};

/** `--help` alone or behind a verb that is known: the program answers and does nothing else. Behind anything else it may be a script's own. */
function asksForHelp(words: readonly string[], byWord: PreparedProgram['byWord']): boolean {
  const last = words.at(-1);
  if (last !== '--help' && last !== '--version') return false;
  return words.length === 1 || (words.length === 2 && byWord.has(words[0] ?? ''));
}

function fits({ form, needs }: Prepared, given: readonly string[], operands: readonly string[]): boolean {
  if (needs.length > 0 && !needs.some((name) => given.includes(name))) return false;
  if (form.operands === undefined) return true;
  if (typeof form.operands === 'number') return operands.length <= form.operands;
  const { operands: pattern } = form;
  return operands.every((word) => pattern.test(word));
}
