import type { Action } from '../../domain/action.ts';
import { own } from '../../domain/own.ts';
import { isHarmlessVariable } from '../../domain/steering.ts';
import { HOLE } from '../command.ts';
import { kindsOf } from '../path-kinds.ts';
import { type Standing, weaker } from './form.ts';
import { findForm } from './lookup.ts';
import { formTable } from './table.ts';

type Invocation = Action['invocation'] & {};

export interface Known {
  readonly standing: Standing;
  readonly service: boolean;
  /** Its words are no paths. */
  readonly text: boolean;
}

/** The form that an invocation has, with its environment and its place; undefined where it is none of the table's. */
export function knownForm(invocation: Invocation, project: string): Known | undefined {
  const { program, argv, environment } = invocation;
  const [name = '', ...words] = argv;
  if (environment && Object.entries(environment).some(([variable, value]) => !isHarmlessVariable(variable, value))) return undefined;
  const forms = isInstalled(name) ? own(formTable(), program) : undefined;
  const found = forms && findForm(forms, words);
  if (!found || (found.form.project === true && !staysIn(project, invocation))) return undefined;
  const isTold = found.form.text === true || !words.some((word) => word.includes(HOLE));
  const isProven = isTold && (forms.configured !== true || staysIn(project, invocation));
  return {
    standing: isProven ? found.standing : weaker(found.standing, 'works'),
    service: found.form.service === true,
    text: found.form.text === true,
  };
}

/** A name in another folder is another program. */
const isInstalled = (name: string): boolean =>
  !name.includes('/') || /^(?:\/(?:usr\/|usr\/local\/|opt\/homebrew\/)?s?bin|(?:\.\/)?node_modules\/\.bin)\/[^/]+$/.test(name);

/** What comes out may also go where temporary files are. */
const OUTPUT = /^(?:-o|-coverprofile|--output)$/;

/** It runs in the project, and what it is pointed at lies there. */
export function staysIn(project: string, { cwd, argv }: Invocation): boolean {
  const isInside = (path: string): boolean => path === project || path.startsWith(`${project}/`);
  if (cwd === undefined || !isInside(cwd)) return false;
  return argv.slice(1).every((word, i) => {
    const equals = word.startsWith('-') ? word.indexOf('=') : -1;
    const path = word.slice(equals + 1);
    if (/(?:^|\/)\.\.(?:\/|$)/.test(path)) return false;
    if (!/^[/~]/.test(path) || isInside(path)) return true;
    return OUTPUT.test(equals > 0 ? word.slice(0, equals) : (argv[i] ?? '')) && /^\/(?:tmp\/|dev\/null$)/.test(path);
  });
}

/** Whether a word, or what stands behind its `=` or `:`, has the name of a secret: for programs whose reading nobody follows. */
export function namesSecret({ argv }: Invocation): boolean {
  return argv.slice(1).some((word) => {
    if (!/[./_]/.test(word)) return false;
    const path = word.slice(Math.max(word.lastIndexOf('='), word.lastIndexOf(':')) + 1).toLowerCase();
    const inHome = /^(?:~|\/home\/[^/]+|\/users\/[^/]+|\/root)\/(.*)$/.exec(path)?.[1];
    return kindsOf({ path, full: path, inHome, inProject: false }).has('secret');
  });
}
