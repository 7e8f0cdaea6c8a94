/**
 * What is known of a call. `reads`: proven to change nothing and to tell no secret. `works`: everyday development, which changes nothing
 * beyond the project and temporary files and runs nothing but the project's own checks. `unknown`: neither.
 */
const STANDINGS = ['unknown', 'works', 'reads'] as const;
export type Standing = (typeof STANDINGS)[number];

export const weaker = (left: Standing, right: Standing): Standing => (STANDINGS.indexOf(left) <= STANDINGS.indexOf(right) ? left : right);

/** One form of a program, and the command lines that count as it: an option that is not listed takes a call out of the table. */
export interface Form {
  /** Blank-separated; `=` behind those whose value may be the next word, `-#` for `-20`. `-*` where options are only text. */
  readonly options?: string;
  /** Options with which it no longer only reads, and still does everyday work. */
  readonly works?: string;
  /** What it is without any of those; `reads` where absent. */
  readonly standing?: 'works';
  /** What is behind the options: how many words at most, or what each of them looks like; anything where absent. */
  readonly operands?: number | { readonly test: (word: string) => boolean };
  /** One of these must be given. */
  readonly needs?: string;
  /** A language of its own behind the program's name, read instead of `options`. */
  readonly check?: (words: readonly string[]) => Standing;
  /** Its operands are no more than text: what only the run can tell does no harm there. */
  readonly text?: boolean;
  /** It asks the service that the program is for, and no other. */
  readonly service?: boolean;
  /** It runs what the project holds, so only below the project's folder. */
  readonly project?: boolean;
}

/** The forms of one program by the words behind its name; `''` where there are none. A string is a form's options. */
export interface ProgramForms {
  /** Options in front of those words. */
  readonly before?: string;
  /** Options of every form. */
  readonly common?: string;
  /** `-name value` is one option (go, find, terraform): short ones are not bundled. */
  readonly singleDash?: boolean;
  /** The settings of the folder that it runs in choose programs for it: proven to read only in the project. */
  readonly configured?: boolean;
  readonly forms: Readonly<Record<string, Form | string>>;
}

/** By lower-cased base name. */
export type FormTable = Readonly<Record<string, ProgramForms>>;
