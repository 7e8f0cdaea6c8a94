import { posix } from 'node:path';
import type { ParameterExpansionPart } from 'unbash';
import { own } from '../../domain/own.ts';
import { HOLE, literal, type Setting, type Word } from '../command.ts';
import { workedOut } from '../words.ts';
import { expandSingle } from './expansion.ts';
import type { Piece } from './fields.ts';
import type { Interpreter } from './interpreter.ts';
import { operate } from './parameter-operations.ts';
import { type Scope, settingOf, variableNamed } from './scope.ts';

/** What a parameter gives: more than one for `$@`, `$*` and the elements of an array. */
export interface Pieces {
  readonly list: readonly Piece[];
  /** In quotes they are one: `"$*"`. */
  readonly joins?: boolean;
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
  if (prefix === '#') return { list: [lengthOf(run, scope, part, list)] };
  if (prefix === '!') return indirect(run, scope, part, list);
  if (!list) return { list: [operate(run, scope, scalarOf(run, scope, part), part)] };
  const changed =
    operation?.type === 'Slice' ? slice(run, scope, list, part, operation) : list.map((word) => operate(run, scope, word, part));
  return { list: changed, joins: part.index ? part.index.value === '*' : part.parameter !== '@' };
}

const positionals = (scope: Scope): readonly Piece[] => scope.positional ?? [MAYBE_EMPTY];

/** All of `$@` or of an array; undefined where one value is meant. */
function listOf(run: Interpreter, scope: Scope, { parameter: name, index }: ParameterExpansionPart): readonly Piece[] | undefined {
  const which = index?.value ?? name;
  const whole = index ? undefined : wholeList(scope, name);
  if (whole) return whole;
  if (which !== '@' && which !== '*') return undefined;
  if (!index) return positionals(scope);
  const elements = variableNamed(scope, name)?.elements;
  return elements ? [...elements.values()] : [parameterNamed(run, scope, name)];
}

/** In zsh the name of a list is all of its members, which quotes join. */
function wholeList(scope: Scope, name: string): readonly Piece[] | undefined {
  const elements = scope.shell === 'zsh' ? variableNamed(scope, name)?.elements : undefined;
  return elements && [...elements.values()];
}

function scalarOf(run: Interpreter, scope: Scope, { parameter: name, index }: ParameterExpansionPart): Piece {
  if (!index) return parameterNamed(run, scope, name);
  const elements = variableNamed(scope, name)?.elements;
  const key = expandSingle(run, scope, index).value;
  if (!elements) return key === '0' ? parameterNamed(run, scope, name) : MAYBE_EMPTY;
  const bare = /^[A-Za-z_]\w*$/.test(key) && !elements.has(key) ? parameterNamed(run, scope, key).value : key;
  const at = bare.startsWith('-') ? String(elements.size + Number(bare)) : bare;
  return elements.get(at) ?? (bare.includes(HOLE) ? { value: HOLE } : MAYBE_EMPTY);
}

/** `${@:2}` and `${a[@]:1:2}`: the positional parameters count from 1, behind `$0`. */
function slice(
  run: Interpreter,
  scope: Scope,
  list: readonly Piece[],
  part: ParameterExpansionPart,
  operation: Extract<ParameterExpansionPart['operation'], { type: 'Slice' }>,
): readonly Piece[] {
  const offset = Number(expandSingle(run, scope, operation.offset).value);
  const length = operation.length && Number(expandSingle(run, scope, operation.length).value);
  if (!Number.isInteger(offset) || (length !== undefined && !Number.isInteger(length))) return [{ value: HOLE }];
  const all = /[@*]/.test(part.parameter) ? [{ value: scope.zero }, ...list] : list;
  const start = offset < 0 ? all.length + offset : offset;
  const cut = start < 0 ? [] : all.slice(start, length === undefined ? undefined : start + length);
  // What is not known may stand for any number of them.
  return cut.length === 0 && length !== 0 && list.some((word) => word.value.includes(HOLE)) ? [MAYBE_EMPTY] : cut;
}

function lengthOf(run: Interpreter, scope: Scope, part: ParameterExpansionPart, list: readonly Piece[] | undefined): Piece {
  if (list) return list.some((word) => word.unset) ? { value: HOLE } : { value: String(list.length) };
  const { value } = scalarOf(run, scope, part);
  return value.includes(HOLE) ? { value: HOLE } : { value: String(value.length) };
}

/** `${!x}`: the variable that x names; `${!a[@]}`: an array's keys. */
function indirect(run: Interpreter, scope: Scope, part: ParameterExpansionPart, list: readonly Piece[] | undefined): Pieces {
  const { parameter, index } = part;
  if (list && index) {
    const keys = variableNamed(scope, parameter)?.elements?.keys() ?? [HOLE];
    return { list: [...keys].map((value) => ({ value })), joins: index.value === '*' };
  }
  const name = scalarOf(run, scope, part).value;
  if (name.includes(HOLE)) return { list: [{ value: HOLE }] };
  return expandParameter(run, scope, { ...part, parameter: name, prefix: undefined, index: undefined });
}

/** The value of a variable or of a special parameter, as this choice has it. */
export function parameterNamed(run: Interpreter, scope: Scope, name: string): Word {
  const variable = variableNamed(scope, name);
  if (variable) {
    const { choices } = variable;
    if (choices.length > run.width) run.width = choices.length;
    return choices[run.choice < choices.length ? run.choice : 0] ?? literal('');
  }
  const piece = specialParameter(scope, name) ?? fromEnvironment(run, scope, name);
  return { ...workedOut(`$${name}`, piece.value), ...piece };
}

function specialParameter(scope: Scope, name: string): Piece | undefined {
  switch (name) {
    case '#':
      return { value: scope.positional ? String(scope.positional.length) : HOLE };
    case '?':
    case '$':
    case '!':
    case '-':
      return { value: HOLE };
    case '_':
      return scope.lastArgument ?? MAYBE_EMPTY;
    case '0':
      return { value: scope.zero };
    default:
      return /^\d/.test(name) ? (scope.positional?.[Number(name) - 1] ?? MAYBE_EMPTY) : undefined;
  }
}

const MAYBE_EMPTY: Piece = { value: HOLE, unset: true };

const NEVER_EMPTY =
  /^(?:RANDOM|SECONDS|LINENO|UID|EUID|PPID|HOSTNAME|SHELL|BASHPID|EPOCHSECONDS|BASH_SOURCE|BASH_VERSION|OSTYPE|SHLVL|OLDPWD|PWD|USER|LOGNAME)$/;

function fromEnvironment(run: Interpreter, scope: Scope, name: string): Piece {
  const setting = settingOf(scope, run.choice);
  if (name === 'PWD' && scope.settings.length > run.width) run.width = scope.settings.length;
  const value = environmentValue(setting, name);
  if (value !== undefined) return { value };
  return NEVER_EMPTY.test(name) ? { value: HOLE } : MAYBE_EMPTY;
}

function environmentValue({ machine, cwd, remote }: Setting, name: string): string | undefined {
  switch (name) {
    case 'IFS':
      return ' \t\n';
    case 'HOME':
      return machine.home;
    case 'PWD':
      return cwd;
    case 'USER':
    case 'LOGNAME':
      return own(machine.environment, name) ?? (remote ? undefined : posix.basename(machine.home));
    case 'PATH':
      return machine.environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin';
    case 'TMPDIR':
      return machine.environment['TMPDIR'] ?? machine.tempFolders[0] ?? '/tmp';
    default:
      return own(machine.environment, name);
  }
}
