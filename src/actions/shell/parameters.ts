import type { ParameterExpansionPart } from 'unbash';
import { own } from '../../domain/own.ts';
import { HOLE, literal, type Setting, type Word } from '../command.ts';
import { expandSingle } from './expansion.ts';
import type { Interpreter } from './interpreter.ts';
import { operate } from './parameter-operations.ts';
import { type Scope, settingOf, unknown, variableNamed } from './scope.ts';

/** What a parameter gives: more than one for `$@`, `$*` and the elements of an array. */
export interface Pieces {
  readonly list: readonly Word[];
  /** In quotes they are one: `"$*"`. */
  readonly joins: boolean;
}

/** `$x`. */
export function simpleParameter(run: Interpreter, scope: Scope, name: string): Pieces {
  const whole = wholeList(scope, name);
  const list = name === '@' || name === '*' ? positionals(scope) : (whole ?? [parameterNamed(run, scope, name)]);
  return { list, joins: name === '*' || whole !== undefined };
}

/** `${x…}`, but for the operand of `${x:-…}` and its kin. */
export function expandParameter(run: Interpreter, scope: Scope, part: ParameterExpansionPart): Pieces {
  const { operation, prefix } = part;
  const list = listOf(run, scope, part);
  if (prefix === '#') return one(lengthOf(run, scope, part, list));
  if (prefix === '!') return indirect(run, scope, part, list);
  if (!list) return one(operate(run, scope, scalarOf(run, scope, part), part));
  const changed =
    operation?.type === 'Slice' ? slice(run, scope, list, part, operation) : list.map((word) => operate(run, scope, word, part));
  return { list: changed, joins: part.index ? part.index.value === '*' : part.parameter !== '@' };
}

const one = (word: Word): Pieces => ({ list: [word], joins: false });

const positionals = (scope: Scope): readonly Word[] => scope.positional ?? [unknown('$@', true)];

/** All of `$@` or of an array; undefined where one value is meant. */
function listOf(run: Interpreter, scope: Scope, { parameter: name, index }: ParameterExpansionPart): readonly Word[] | undefined {
  const which = index?.value ?? name;
  const whole = index ? undefined : wholeList(scope, name);
  if (whole) return whole;
  if (which !== '@' && which !== '*') return undefined;
  if (!index) return positionals(scope);
  const elements = variableNamed(scope, name)?.elements;
  return elements ? [...elements.values()] : [parameterNamed(run, scope, name)];
}

/** In zsh the name of a list is all of its members, which quotes join. */
function wholeList(scope: Scope, name: string): readonly Word[] | undefined {
  const elements = scope.shell === 'zsh' ? variableNamed(scope, name)?.elements : undefined;
  return elements && [...elements.values()];
}

function scalarOf(run: Interpreter, scope: Scope, { parameter: name, index }: ParameterExpansionPart): Word {
  if (!index) return parameterNamed(run, scope, name);
  const elements = variableNamed(scope, name)?.elements;
  const key = expandSingle(run, scope, index).value;
  if (!elements) return key === '0' ? parameterNamed(run, scope, name) : unknown(index.text, true);
  const bare = /^[A-Za-z_]\w*$/.test(key) && !elements.has(key) ? parameterNamed(run, scope, key).value : key;
  const at = bare.startsWith('-') ? String(elements.size + Number(bare)) : bare;
  return elements.get(at) ?? unknown(index.text, !bare.includes(HOLE));
}

/** `${@:2}` and `${a[@]:1:2}`: the positional parameters count from 1, behind `$0`. */
function slice(
  run: Interpreter,
  scope: Scope,
  list: readonly Word[],
  part: ParameterExpansionPart,
  operation: Extract<ParameterExpansionPart['operation'], { type: 'Slice' }>,
): readonly Word[] {
  const offset = Number(expandSingle(run, scope, operation.offset).value);
  const length = operation.length && Number(expandSingle(run, scope, operation.length).value);
  if (!Number.isInteger(offset) || (length !== undefined && !Number.isInteger(length))) return [unknown(operation.offset.text)];
  const all = part.index ? list : [known('$0', scope.zero), ...list];
  const start = offset < 0 ? all.length + offset : offset;
  const cut = start < 0 ? [] : all.slice(start, length === undefined ? undefined : start + length);
  // What is not known may stand for any number of them.
  return cut.length === 0 && length !== 0 && list.some((word) => word.value.includes(HOLE)) ? [unknown(operation.offset.text, true)] : cut;
}

function lengthOf(run: Interpreter, scope: Scope, part: ParameterExpansionPart, list: readonly Word[] | undefined): Word {
  if (list) return list.some((word) => word.unset) ? unknown(part.text) : known(part.text, String(list.length));
  const { value } = scalarOf(run, scope, part);
  return value.includes(HOLE) ? unknown(part.text) : known(part.text, String(value.length));
}

/** `${!x}`: the variable that x names; `${!a[@]}`: an array's keys. */
function indirect(run: Interpreter, scope: Scope, part: ParameterExpansionPart, list: readonly Word[] | undefined): Pieces {
  const { parameter, index, operation, text } = part;
  if (list && index) {
    const keys = variableNamed(scope, parameter)?.elements?.keys() ?? [HOLE];
    return { list: [...keys].map((key) => known(text, key)), joins: index.value === '*' };
  }
  const name = scalarOf(run, scope, part).value;
  if (operation?.type === 'Names' || !/^\w+$/.test(name)) return one(unknown(text));
  return expandParameter(run, scope, { ...part, parameter: name, prefix: undefined, index: undefined });
}

const known = (text: string, value: string): Word => ({ text, value, certainty: value.includes(HOLE) ? 'unknown' : 'derived' });

/** The value of a variable or of a special parameter, as this choice has it. */
export function parameterNamed(run: Interpreter, scope: Scope, name: string): Word {
  const variable = variableNamed(scope, name);
  if (variable) {
    const { choices } = variable;
    if (choices.length > run.width) run.width = choices.length;
    return choices[run.choice < choices.length ? run.choice : 0] ?? literal('');
  }
  return specialParameter(scope, name) ?? fromEnvironment(run, scope, name);
}

function specialParameter(scope: Scope, name: string): Word | undefined {
  switch (name) {
    case '#':
      return scope.positional ? known('$#', String(scope.positional.length)) : unknown('$#');
    case '?':
    case '$':
    case '!':
    case '-':
      return unknown(`$${name}`);
    case '_':
      return scope.lastArgument ?? unknown('$_', true);
    case '0':
      return known('$0', scope.zero);
    default:
      return /^\d+$/.test(name) ? (scope.positional?.[Number(name) - 1] ?? unknown(`$${name}`, true)) : undefined;
  }
}

const NEVER_EMPTY =
  /^(?:RANDOM|SECONDS|LINENO|UID|EUID|PPID|HOSTNAME|SHELL|BASHPID|EPOCHSECONDS|BASH_SOURCE|BASH_VERSION|OSTYPE|SHLVL|OLDPWD|PWD|USER|LOGNAME)$/;

function fromEnvironment(run: Interpreter, scope: Scope, name: string): Word {
  const setting = settingOf(scope, run.choice);
  if (name === 'PWD' && scope.settings.length > run.width) run.width = scope.settings.length;
  const value = environmentValue(setting, name);
  return value === undefined ? unknown(`$${name}`, !NEVER_EMPTY.test(name)) : known(`$${name}`, value);
}

function environmentValue({ machine, cwd }: Setting, name: string): string | undefined {
  switch (name) {
    case 'IFS':
      return ' \t\n';
    case 'HOME':
      return machine.home;
    case 'PWD':
      return cwd;
    case 'PATH':
      return machine.environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin';
    case 'TMPDIR':
      return machine.environment['TMPDIR'] ?? machine.tempFolders[0] ?? '/tmp';
    default:
      return own(machine.environment, name);
  }
}
