import type { Effect } from '../../../domain/effect.ts';
import { literal, type Word } from '../../command.ts';
import { GLOBAL_ALIAS, SUFFIX_ALIAS } from '../aliases.ts';
import { runArithmetic } from '../arithmetic.ts';
import { environmentEffects, withoutHistory } from '../environment.ts';
import { type Builtin, type Interpreter, SILENT } from '../interpreter.ts';
import { parameterNamed } from '../parameters.ts';
import { parseScript } from '../parsing.ts';
import { assign, EXPORTED_FUNCTION, exportVariable, hideVariable, type Scope, settingOf, variableNamed } from '../scope.ts';

/** `NAME=value` split at its first sign; undefined where the word is an option or no assignment. */
function split(word: Word): { readonly name: string; readonly value: Word | undefined; readonly append: boolean } | undefined {
  const match = /^([A-Za-z_]\w*)(?:(\+?)=([\s\S]*))?$/.exec(word.value);
  const [, name, plus, value] = match ?? [];
  if (name === undefined) return undefined;
  return { name, value: value === undefined ? undefined : { ...word, value }, append: plus === '+' };
}

const declaring =
  (exports: boolean, local: boolean): Builtin =>
  (run, scope, call) => {
    const options = call.words.slice(1).filter((word) => /^-[A-Za-z]+$/.test(word.value));
    const asExport = exports || options.some((word) => word.value.includes('x'));
    const words = call.words.slice(1).filter((word) => !word.value.startsWith('-'));
    if (words.length === 0 && options.every((option) => /^-[px]+$/.test(option.value)))
      return { effects: [{ kind: 'secret.dump', flags: ['environment'] }] };
    if (options.some((option) => option.value.includes('f'))) {
      for (const word of words) if (asExport) exportVariable(scope, EXPORTED_FUNCTION + word.value, word);
      return {};
    }
    const hides = local && !options.some((option) => option.value.includes('g'));
    const effects: Effect[] = [];
    for (const word of words) {
      declare(run, scope, word, asExport, hides);
      const parts = split(word);
      if (asExport && parts?.value) effects.push(...environmentEffects(parts.name, parts.value, settingOf(scope, run.choice)));
    }
    return { effects };
  };

function declare(run: Interpreter, scope: Scope, word: Word, asExport: boolean, local: boolean): void {
  const parts = split(word);
  if (!parts) return;
  const { name, value, append } = parts;
  const before = variableNamed(scope, name)?.choices[0];
  if (local) hideVariable(scope, name);
  if (value) {
    const whole = append && before ? { ...value, value: before.value + value.value } : value;
    const others = run.choice > 0 ? (variableNamed(scope, name)?.choices ?? []) : [];
    assign(scope, name, [...others, whole]);
  }
  if (asExport) exportVariable(scope, name, value ?? parameterNamed(run, scope, name));
}

const unset: Builtin = (_run, scope, call) => {
  const effects: Effect[] = [];
  for (const word of call.words.slice(1)) {
    if (word.value.startsWith('-')) continue;
    assign(scope, word.value, [{ ...literal(''), text: word.text, unset: true }]);
    if (word.value === 'HISTFILE') effects.push(withoutHistory(word.value));
    if (scope.functions.has(word.value)) scope.functions = new Map([...scope.functions].filter(([name]) => name !== word.value));
  }
  return { effects, stdout: SILENT };
};

const set: Builtin = (_run, scope, call) => {
  const words = call.words.slice(1);
  if (words.some((word, i) => /^-[a-z]*a[a-z]*$/.test(word.value) || (word.value === 'allexport' && words[i - 1]?.value === '-o')))
    scope.exportsAll = true;
  const dashes = words.findIndex((word) => word.value === '--' || word.value === '-');
  const first = words.findIndex((word, i) => !/^[-+]/.test(word.value) && words[i - 1]?.value !== '-o' && words[i - 1]?.value !== '+o');
  if (dashes >= 0) scope.positional = words.slice(dashes + 1);
  else if (first >= 0 && !/^[-+][a-z]*o$/.test(words[first - 1]?.value ?? '')) scope.positional = words.slice(first);
  if (words.length === 0) return { effects: [{ kind: 'secret.dump', flags: ['environment'] }] };
  const off = words.some((word, i) => word.value === 'history' && words[i - 1]?.value === '+o');
  return off ? { effects: [withoutHistory('history')], stdout: SILENT } : { stdout: SILENT };
};

const shift: Builtin = (_run, scope, call) => {
  const count = Number(call.words[1]?.value ?? 1);
  scope.positional = scope.positional?.slice(Number.isInteger(count) ? count : 1);
  return { stdout: SILENT };
};

/** `let x=1+2` reads each of its words as `((…))` does. */
const compute: Builtin = (run, scope, call) => {
  for (const word of call.words.slice(1)) {
    const command = parseScript(run, `((${word.value}))`).commands[0]?.command;
    if (command?.type === 'ArithmeticCommand') runArithmetic(run, scope, command.expression);
  }
  return { stdout: SILENT };
};

const MAX_ALIASES = 200;

const alias: Builtin = (_run, scope, call) => {
  const prefix = aliasPrefix(call.words.map((word) => word.value));
  for (const word of call.words.slice(1)) {
    const equals = word.value.indexOf('=');
    if (equals > 0 && scope.aliases.size < MAX_ALIASES) {
      scope.aliases = new Map(scope.aliases).set(prefix + word.value.slice(0, equals), word.value.slice(equals + 1));
    }
  }
  return {};
};

/** zsh keeps aliases for file endings (`-s`) and for words anywhere (`-g`) beside the ordinary ones. */
function aliasPrefix(values: readonly string[]): string {
  if (values.some((value) => /^-\w*s/.test(value))) return SUFFIX_ALIAS;
  return values.some((value) => /^-\w*g/.test(value)) ? GLOBAL_ALIAS : '';
}

const unalias: Builtin = (_run, scope, call) => {
  const names = call.words.slice(1).map((word) => word.value);
  scope.aliases = names.includes('-a') ? new Map() : new Map([...scope.aliases].filter(([name]) => !names.includes(name)));
  return { stdout: SILENT };
};

export const variables: Readonly<Record<string, Builtin>> = {
  export: declaring(true, false),
  declare: declaring(false, true),
  typeset: declaring(false, true),
  local: declaring(false, true),
  readonly: declaring(false, false),
  integer: declaring(false, true),
  unset,
  set,
  shift,
  let: compute,
  alias,
  unalias,
};
