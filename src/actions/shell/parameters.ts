import type { ParameterExpansionPart } from 'unbash';
import { own } from '../../domain/own.ts';
import { HOLE, literal, type Word } from '../command.ts';
import { expandSingle } from './expansion.ts';
import type { Interpreter } from './interpreter.ts';
import { operate } from './parameter-operations.ts';
import { assign, type Scope, settingOf, unknown, variableNamed } from './scope.ts';

/** `$x`, `${x…}`: the values it gives; more than one for `$@`, `$*` and the elements of an array. */
export function expandParameter(run: Interpreter, scope: Scope, part: string | ParameterExpansionPart, quoted: boolean): readonly Word[] {
  if (typeof part === 'string') return part === '@' || part === '*' ? positionals(scope, part, quoted) : [parameterNamed(run, scope, part)];
  const { parameter: name, index, operation, prefix } = part;
  if (prefix === '#') return [lengthOf(run, scope, part)];
  if (prefix === '!') return indirect(run, scope, part);
  const list = name === '@' || name === '*' ? positionals(scope, name, quoted) : elementsOf(scope, name, index?.value);
  if (list) return operation?.type === 'Slice' ? slice(run, scope, list, operation) : list.map((word) => operate(run, scope, word, part));
  const value = index ? elementAt(run, scope, name, index) : parameterNamed(run, scope, name);
  if (!operation) return [value];
  if (operation.type !== 'Default') return [operate(run, scope, value, part)];
  return [withDefault(run, scope, value, part, operation)];
}

function positionals(scope: Scope, name: string, quoted: boolean): readonly Word[] {
  if (!scope.positional) return [unknown(`$${name}`, true)];
  if (name === '@' || !quoted) return scope.positional;
  const value = scope.positional.map((word) => word.value).join(' ');
  return [{ text: '$*', value, certainty: value.includes(HOLE) ? 'unknown' : 'derived' }];
}

function elementsOf(scope: Scope, name: string, index: string | undefined): readonly Word[] | undefined {
  if (index !== '@' && index !== '*') return undefined;
  const variable = variableNamed(scope, name);
  if (!variable) return [unknown(`\${${name}[${index}]}`, true)];
  return variable.elements ? [...variable.elements.values()] : variable.choices.slice(0, 1);
}

function elementAt(run: Interpreter, scope: Scope, name: string, index: NonNullable<ParameterExpansionPart['index']>): Word {
  const elements = variableNamed(scope, name)?.elements;
  const key = expandSingle(run, scope, index);
  if (!elements) return key.value === '0' ? parameterNamed(run, scope, name) : unknown(index.text, true);
  const bare = /^[A-Za-z_]\w*$/.test(key.value) && !elements.has(key.value) ? parameterNamed(run, scope, key.value).value : key.value;
  const at = bare.startsWith('-') ? String(elements.size + Number(bare)) : bare;
  return elements.get(at) ?? unknown(index.text, !bare.includes(HOLE));
}

/** `${@:2}` and `${a[@]:1:2}`: positional parameters count from 1. */
function slice(
  run: Interpreter,
  scope: Scope,
  list: readonly Word[],
  operation: Extract<ParameterExpansionPart['operation'], { type: 'Slice' }>,
): readonly Word[] {
  const offset = Number(expandSingle(run, scope, operation.offset).value);
  const length = operation.length && Number(expandSingle(run, scope, operation.length).value);
  if (!Number.isInteger(offset) || (length !== undefined && !Number.isInteger(length))) return [unknown(operation.offset.text)];
  const start = list === scope.positional ? Math.max(0, offset - 1) : offset;
  return list.slice(start, length === undefined ? undefined : start + length);
}

function lengthOf(run: Interpreter, scope: Scope, part: ParameterExpansionPart): Word {
  const list = elementsOf(scope, part.parameter, part.index?.value);
  const count = list ? list.length : parameterNamed(run, scope, part.parameter).value.length;
  const known = list ? list.every((word) => word.unset !== true) : !parameterNamed(run, scope, part.parameter).value.includes(HOLE);
  return known ? { text: part.text, value: String(count), certainty: 'derived' } : unknown(part.text);
}

/** `${!x}`: the variable that x names; `${!a[@]}`: an array's keys. */
function indirect(run: Interpreter, scope: Scope, part: ParameterExpansionPart): readonly Word[] {
  if (part.index) return [...(variableNamed(scope, part.parameter)?.elements?.keys() ?? [HOLE])].map(derivedFrom(part.text));
  const name = parameterNamed(run, scope, part.parameter).value;
  if (part.operation?.type === 'Names' || !/^\w+$/.test(name)) return [unknown(part.text)];
  return [parameterNamed(run, scope, name)];
}

const derivedFrom =
  (text: string) =>
  (value: string): Word => ({ text, value, certainty: value.includes(HOLE) ? 'unknown' : 'derived' });

function withDefault(
  run: Interpreter,
  scope: Scope,
  value: Word,
  part: ParameterExpansionPart,
  operation: Extract<ParameterExpansionPart['operation'], { type: 'Default' }>,
): Word {
  const { operator } = operation;
  const empty = value.unset === true || (operator.startsWith(':') && value.value === '');
  if (operator.endsWith('?')) {
    // The shell stops here when there is nothing in it, so past this point there is something.
    const { unset: _, ...set } = value;
    return set;
  }
  if (operator.endsWith('+')) return empty ? literal('') : expandSingle(run, scope, operation.operand);
  if (!empty) return value;
  const fallback = expandSingle(run, scope, operation.operand);
  if (operator.endsWith('=')) assign(scope, part.parameter, [fallback]);
  return fallback;
}

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
  if (name.length > 1 && !/^\d+$/.test(name)) return undefined;
  switch (name) {
    case '#':
      return scope.positional ? derivedFrom('$#')(String(scope.positional.length)) : unknown('$#');
    case '?':
    case '$':
    case '!':
    case '-':
      return unknown(`$${name}`);
    case '_':
      return scope.lastArgument ?? unknown('$_', true);
    case '@':
    case '*':
      return positionals(scope, '*', true)[0];
    case '0':
      return derivedFrom('$0')(scope.zero);
    default:
      return /^\d/.test(name) ? (scope.positional?.[Number(name) - 1] ?? unknown(`$${name}`, true)) : undefined;
  }
}

const NEVER_EMPTY =
  /^(?:RANDOM|SECONDS|LINENO|UID|EUID|PPID|HOSTNAME|SHELL|PATH|BASHPID|EPOCHSECONDS|BASH_SOURCE|BASH_VERSION|OSTYPE|SHLVL|OLDPWD|USER|LOGNAME)$/;

function fromEnvironment(run: Interpreter, scope: Scope, name: string): Word {
  const setting = settingOf(scope, run.choice);
  const { machine } = setting;
  if (name === 'PWD' && scope.settings.length > run.width) run.width = scope.settings.length;
  const text = `$${name}`;
  switch (name) {
    case 'IFS':
      return { text, value: ' \t\n', certainty: 'derived' };
    case 'PATH':
      return { text, value: machine.environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', certainty: 'derived' };
    case 'HOME':
      return { text, value: machine.home, certainty: 'derived' };
    case 'PWD':
      return setting.cwd === undefined ? unknown(text) : { text, value: setting.cwd, certainty: 'derived' };
    default:
  }
  const value = own(machine.environment, name) ?? (name === 'TMPDIR' ? (machine.tempFolders[0] ?? '/tmp') : undefined);
  if (value !== undefined) return { text, value, certainty: 'derived' };
  return unknown(text, !NEVER_EMPTY.test(name));
}
