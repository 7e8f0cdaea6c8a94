import type { Form, ProgramForms, Standing } from './form.ts';
import { listOptions, type OptionList, readListed } from './options.ts';

interface Prepared {
  readonly words: readonly string[];
  readonly form: Form;
  readonly options: OptionList;
  readonly works: ReadonlySet<string>;
  readonly needs: readonly string[];
}

interface PreparedProgram {
  readonly before: OptionList;
  /** The longest first. */
  readonly forms: readonly Prepared[];
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
  const made = { before: listOptions(program.before), forms: forms.sort((left, right) => right.words.length - left.words.length) };
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
  const { before, forms } = prepare(program);
  const style = program.singleDash === undefined ? {} : { singleDash: program.singleDash };
  const front = before.size === 0 ? { given: [], operands: words } : readListed(words, before, { ...style, leading: true });
  const one = front && forms.find((candidate) => candidate.words.every((word, i) => front.operands[i] === word));
  const asked = asksForHelp(words, forms) ? { form: HELP, standing: one?.form.standing ?? ('reads' as const) } : undefined;
  if (!front || !one) return asked;
  const rest = front.operands.slice(one.words.length);
  if (one.form.check) return { form: one.form, standing: one.form.check(rest) };
  const read = readListed(rest, one.options, style);
  if (!read || !fits(one, read.given, read.operands)) return asked;
  const works = one.form.standing === 'works' || read.given.some((name) => one.works.has(name));
  return { form: one.form, standing: works ? 'works' : 'reads' };
}

const HELP: Form = {};

/** `--help` alone or behind a verb that is known: the program answers and does nothing else. Behind anything else it may be a script's own. */
function asksForHelp(words: readonly string[], forms: readonly Prepared[]): boolean {
  if (!/^--(?:help|version)$/.test(words.at(-1) ?? '')) return false;
  return words.length === 1 || (words.length === 2 && forms.some((form) => form.words[0] === words[0]));
}

function fits({ form, needs }: Prepared, given: readonly string[], operands: readonly string[]): boolean {
  if (needs.length > 0 && !needs.some((name) => given.includes(name))) return false;
  if (form.operands === undefined) return true;
  if (typeof form.operands === 'number') return operands.length <= form.operands;
  const { operands: pattern } = form;
  return operands.every((word) => pattern.test(word));
}
