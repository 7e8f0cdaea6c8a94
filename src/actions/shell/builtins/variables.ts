import type { Effect } from '../../../domain/effect.ts';
import { literal, type Word } from '../../command.ts';
import { GLOBAL_ALIAS, SUFFIX_ALIAS } from '../aliases.ts';
import { runArithmetic } from '../arithmetic.ts';
import { environmentEffects, withoutHistory } from '../environment.ts';
import { type Builtin, type Call, giveUp, type Interpreter, SILENT } from '../interpreter.ts';
import { parameterNamed } from '../parameters.ts';
import { parseScript } from '../parsing.ts';
import {
  assign,
  EXPORTED_FUNCTION,
  exportVariable,
  hideVariable,
  type Scope,
  settingOf,
  setVariable,
  unknown,
  variableNamed,
} from '../scope.ts';

/** The letters of its options, and the words that are none. */
function optionsAndNames({ words }: Call): { readonly letters: string; readonly names: readonly Word[] } {
  const isOption = ({ value }: Word) => value.startsWith('-');
  return {
    letters: words
      .filter(isOption)
      .map(({ value }) => value)
      .join(''),
    names: words.slice(1).filter((word) => !isOption(word)),
  };
}

/** `NAME=value` split at its first sign; undefined where the word is no assignment. */
function split(word: Word): { readonly name: string; readonly value: Word | undefined; readonly append: boolean } | undefined {
  const [, name, plus, value] = /^([A-Za-z_]\w*)(?:(\+?)=([\s\S]*))?$/.exec(word.value) ?? [];
  if (name === undefined) return undefined;
  return { name, value: value === undefined ? undefined : { ...word, value }, append: plus === '+' };
}

const WHOLE_ENVIRONMENT: Effect = { kind: 'secret.dump', flags: ['environment'] };

interface Declaration {
  readonly exports: boolean;
  /** Whether the variable is gone when the function returns. */
  readonly local: boolean;
  /** `-n`: the value is the name of another variable, which this one stands for. */
  readonly refers: boolean;
}

const declaring =
  (exporting: boolean, local: boolean): Builtin =>
  (run, scope, call) => {
    const { letters, names } = optionsAndNames(call);
    const exports = exporting || letters.includes('x');
    if (names.length === 0) return /^[-px]*$/.test(letters) ? { effects: [WHOLE_ENVIRONMENT] } : {};
    if (letters.includes('f')) {
      for (const word of names) if (exports) exportVariable(scope, EXPORTED_FUNCTION + word.value, word);
      return {};
    }
    const declaration = { exports, local: local && !letters.includes('g'), refers: local && letters.includes('n') };
    const effects = names.flatMap((word) => declare(run, scope, word, declaration));
    return letters.includes('p') ? { effects } : { effects, stdout: SILENT };
  };

function declare(run: Interpreter, scope: Scope, word: Word, { exports, local, refers }: Declaration): readonly Effect[] {
  const parts = split(word);
  if (!parts) return [];
  const { name, value, append } = parts;
  const before = variableNamed(scope, name);
  if (local) hideVariable(scope, name);
  if (value && refers) setVariable(scope, name, variableNamed(scope, value.value) ?? { choices: [unknown(word.text)] });
  else if (value) {
    const [first] = append ? (before?.choices ?? []) : [];
    const whole = first ? { ...value, value: first.value + value.value } : value;
    const others = run.choice > 0 ? (before?.choices ?? []) : [];
    assign(scope, name, [...others, whole]);
  }
  if (!exports) return [];
  exportVariable(scope, name, value ?? parameterNamed(run, scope, name));
  return value ? environmentEffects(name, value, settingOf(scope, run.choice)) : [];
}

const unset: Builtin = (_run, scope, call) => {
  const { letters, names } = optionsAndNames(call);
  const effects: Effect[] = [];
  if (!letters.includes('f')) {
    for (const { value: name, text } of names) {
      assign(scope, name, [{ ...literal(''), text, unset: true }]);
      if (name === 'HISTFILE') effects.push(withoutHistory(name));
    }
  }
  // In a branch the functions may still be there.
  if (!letters.includes('v') && scope.conditional === 0) {
    const gone = new Set(names.map(({ value }) => value));
    scope.functions = new Map([...scope.functions].filter(([name]) => !gone.has(name)));
  }
  return { effects, stdout: SILENT };
};

/** Options until the first word that is none, or a dash that ends them: the rest are the positional parameters. */
const set: Builtin = (_run, scope, call) => {
  const [, ...words] = call.words;
  if (words.length === 0) return { effects: [WHOLE_ENVIRONMENT] };
  const effects: Effect[] = [];
  let [word] = words;
  for (; word && /^(?:\+|-[^-])/.test(word.value); [word] = words) {
    words.shift();
    const long = word.value.includes('o') ? words.shift()?.value : undefined;
    if (word.value.startsWith('-')) scope.exportsAll ||= word.value.includes('a') || long === 'allexport';
    else if (long === 'history') effects.push(withoutHistory('history'));
  }
  if (word) scope.positional = word.value.startsWith('-') ? words.slice(1) : words;
  return { effects, stdout: SILENT };
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

/** zsh keeps aliases for file endings (`-s`) and for words anywhere (`-g`) beside the ordinary ones. */
const alias: Builtin = (run, scope, call) => {
  const { letters, names } = optionsAndNames(call);
  const prefix = letters.includes('s') ? SUFFIX_ALIAS : letters.includes('g') ? GLOBAL_ALIAS : '';
  for (const word of names) {
    const [, name, text] = /^([^=]+)=([\s\S]*)/.exec(word.value) ?? [];
    if (name === undefined || text === undefined) continue;
    if (scope.aliases.size >= MAX_ALIASES) giveUp(run, 'too many aliases');
    else scope.aliases = new Map(scope.aliases).set(prefix + name, text);
  }
  return {};
};

const unalias: Builtin = (_run, scope, call) => {
  const names = call.words.map((word) => word.value);
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
