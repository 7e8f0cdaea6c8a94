import type { Function as FunctionNode } from 'unbash';
import type { Shell } from '../../domain/event.ts';
import { HOLE, literal, type Setting, type Word } from '../command.ts';

/** A shell variable. The first choice is its latest value; the others are what it may be instead, after a branch or in a loop. */
export interface Variable {
  readonly choices: readonly Word[];
  readonly elements?: ReadonlyMap<string, Word>;
}

/** What a command sees of the shell that runs it. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly shell: Shell;
  variables: Map<string, Variable> | undefined;
  /** Replaced, never changed in place: subshells share them. */
  functions: ReadonlyMap<string, FunctionNode['body']>;
  aliases: ReadonlyMap<string, string>;
  exported: Readonly<Record<string, Word>>;
  /** Undefined where nothing is known of them. */
  positional: readonly Word[] | undefined;
  zero: string;
  /** Where it runs; of several possible folders the latest first. */
  settings: readonly Setting[];
  folders: readonly (string | undefined)[];
  /** How many branches deep: an assignment then keeps the earlier value beside the new one. */
  conditional: number;
  lastArgument: Word | undefined;
  wrappers: readonly string[];
  /** `set -a`: whatever is assigned is exported. */
  exportsAll: boolean;
  /** Whether standard error goes where standard output goes: `2>&1`. */
  errorsJoin: boolean;
  /** Descriptors that are network sockets. */
  sockets: readonly string[];
  /** Values that `local` hides until the function returns. */
  hidden: Map<string, Variable | undefined> | undefined;
  /** Whether holes in the text itself stand for something that may be empty. */
  readonly holesUnset: boolean;
}

/** How many alternatives of one variable are kept. */
export const MAX_CHOICES = 32;

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();
const NO_EXPORTS: Readonly<Record<string, Word>> = {};

export function topScope(setting: Setting, shell: Shell): Scope {
  return {
    parent: undefined,
    shell,
    variables: undefined,
    functions: NOTHING,
    aliases: NOTHING,
    exported: NO_EXPORTS,
    positional: undefined,
    zero: shell,
    settings: [setting],
    folders: [],
    conditional: 0,
    lastArgument: undefined,
    wrappers: [],
    exportsAll: false,
    errorsJoin: false,
    sockets: [],
    hidden: undefined,
    holesUnset: false,
  };
}

/** A scope that sees everything and changes nothing of the one around it. */
export function subshell(scope: Scope, change?: Partial<Scope>): Scope {
  return { ...scope, parent: scope, variables: undefined, hidden: undefined, ...change };
}

/** Another shell, started from this one: it sees what is exported, and of functions what `export -f` hands on. */
export function childShell(scope: Scope, environment: Readonly<Record<string, Word>>, change?: Partial<Scope>): Scope {
  const variables = new Map<string, Variable>();
  for (const [name, word] of Object.entries(environment)) {
    const own = scope.exported[name] === word ? variableNamed(scope, name) : undefined;
    variables.set(name, own ?? { choices: [word] });
  }
  const functions = new Map([...scope.functions].filter(([name]) => `${EXPORTED_FUNCTION}${name}` in scope.exported));
  const isolated = {
    parent: undefined,
    variables,
    functions,
    aliases: NOTHING,
    exported: environment,
    hidden: undefined,
    exportsAll: false,
  };
  return { ...scope, ...isolated, ...change };
}

/** In front of the name of an exported function, in the environment. */
export const EXPORTED_FUNCTION = 'BASH_FUNC_';

export function variableNamed(scope: Scope, name: string): Variable | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.variables?.get(name);
    if (found) return found;
  }
  return undefined;
}

export function setVariable(scope: Scope, name: string, variable: Variable): void {
  scope.variables ??= new Map();
  scope.variables.set(name, variable);
}

/** Assigns; inside a branch what the variable was before stays possible. */
export function assign(scope: Scope, name: string, choices: readonly Word[]): void {
  const before = scope.conditional > 0 ? variableNamed(scope, name)?.choices : undefined;
  setVariable(scope, name, { choices: before ? merge(choices, before) : choices });
  const first = choices[0];
  if (first && (scope.exportsAll || name in scope.exported)) exportVariable(scope, name, first);
}

/**
 * As many of the values as are kept; the others are one that only the run can tell. Sooner than names those are kept that may lead
 * anywhere else: the shorter a path is, the more lies below it.
 */
export function boundedChoices(values: readonly Word[], most = MAX_CHOICES): readonly Word[] {
  if (values.length <= most) return values;
  return [...foremost(values, most - 1, ({ value }) => (NAME.test(value) ? LAST : value.length)), unknown('…')];
}

const NAME = /^\w(?:[\w/@:+,=%-]|\.(?!\.))*$/;
const LAST = 1_000_000;

/** Of more than there is room for: the first, and of the others those of the least rank; all of them in their order. */
function foremost<T>(all: readonly T[], room: number, rankOf: (one: T) => number): readonly T[] {
  const others = all.slice(1).toSorted((left, right) => rankOf(left) - rankOf(right));
  const kept = new Set([...all.slice(0, 1), ...others.slice(0, room - 1)]);
  return all.filter((one) => kept.has(one));
}

function merge(later: readonly Word[], earlier: readonly Word[]): readonly Word[] {
  const known = new Set(later.map(({ value }) => value));
  return boundedChoices([...later, ...earlier.filter(({ value }) => !known.has(value))]);
}

export function assignElements(scope: Scope, name: string, elements: ReadonlyMap<string, Word>): void {
  const first = elements.get('0') ?? literal('');
  setVariable(scope, name, { choices: [first], elements });
}

export function exportVariable(scope: Scope, name: string, value: Word): void {
  if (name in scope.exported || Object.keys(scope.exported).length < MAX_EXPORTS) scope.exported = { ...scope.exported, [name]: value };
}

const MAX_EXPORTS = 256;

/** Remembers what `local` hides. */
export function hideVariable(scope: Scope, name: string): void {
  if (scope.hidden && !scope.hidden.has(name)) scope.hidden.set(name, scope.variables?.get(name));
}

export function settingOf(scope: Scope, choice = 0): Setting {
  const { settings } = scope;
  const setting = settings[choice < settings.length ? choice : 0];
  if (!setting) throw new Error('a scope has at least one setting');
  return setting;
}

/** Moves to a folder; inside a branch the earlier folders stay possible. */
export function moveTo(scope: Scope, cwd: string | undefined): void {
  const now: Setting = { ...settingOf(scope), cwd };
  const before = scope.conditional > 0 ? scope.settings.filter((setting) => setting.cwd !== cwd) : [];
  scope.settings = foremost([now, ...before], MAX_FOLDERS, (setting) => setting.cwd?.length ?? LAST);
}

const MAX_FOLDERS = 4;

/** A value that only the run can tell, and which may be nothing at all where `unset`. */
export const unknown = (text: string, unset = false): Word => ({ text, value: HOLE, certainty: 'unknown', ...(unset && { unset }) });
