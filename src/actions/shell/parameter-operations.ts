import type { ParameterExpansionPart } from 'unbash';
import { HOLE } from '../command.ts';
import { unescapeText } from './builtins/format.ts';
import { expandPattern, expandSingle } from './expansion.ts';
import type { Piece } from './fields.ts';
import { type Interpreter, nested } from './interpreter.ts';
import { globMatches, removeMatch, replaceMatch } from './patterns.ts';
import { type Scope, subshell } from './scope.ts';

/** `${x%…}`, `${x/…}`, `${x:1:2}`, `${x^^}` and the like, on a value that is known; a hole where it cannot be told. A default is left to others. */
export function operate(run: Interpreter, scope: Scope, value: Piece, part: ParameterExpansionPart): Piece {
  const { operation } = part;
  if (!operation || operation.type === 'Default') return value;
  return { ...value, value: transform(run, scope, value.value, operation) ?? HOLE };
}

function transform(
  run: Interpreter,
  scope: Scope,
  value: string,
  operation: Exclude<NonNullable<ParameterExpansionPart['operation']>, { type: 'Default' }>,
): string | undefined {
  const known = !value.includes(HOLE);
  switch (operation.type) {
    case 'Remove': {
      const pattern = expandPattern(run, scope, operation.operand);
      return known ? removeMatch(value, pattern, operation.operator) : undefined;
    }
    case 'Replace': {
      const pattern = expandPattern(run, scope, operation.pattern);
      const replacement = expandSingle(run, scope, operation.replacement).value;
      return known ? replaceMatch(value, pattern, replacement, operation.operator) : undefined;
    }
    case 'Slice': {
      const offset = Number(expandSingle(run, scope, operation.offset).value);
      const length = operation.length && Number(expandSingle(run, scope, operation.length).value);
      return known ? sliceText(value, offset, length) : undefined;
    }
    case 'CaseModification': {
      const pattern = operation.operand ? expandPattern(run, scope, operation.operand) : '?';
      return known ? changeCase(value, pattern, operation.operator) : undefined;
    }
    case 'Transform':
      if (operation.operand.value === 'P') runText(run, scope, value);
      return known ? transformed(value, operation.operand.value) : undefined;
    case 'Names':
    case 'Unknown':
      runText(run, scope, operation.operator);
      return undefined;
  }
}

/** What a text substitutes where it is expanded as between double quotes. */
function runText(run: Interpreter, scope: Scope, text: string): void {
  nested(run, undefined, () => run.interpret(run, subshell(scope), `<<EOF\n${text}\nEOF`, scope.shell, undefined));
}

/** `${x@Q}` and its kin; undefined for what a prompt makes of the value, and for what speaks of the variable. */
function transformed(value: string, letter: string): string | undefined {
  switch (letter) {
    case 'Q':
      return `'${value.replaceAll("'", "'\\''")}'`;
    case 'U':
      return value.toUpperCase();
    case 'L':
      return value.toLowerCase();
    case 'E':
      return unescapeText(value);
    case 'u':
      return value.charAt(0).toUpperCase() + value.slice(1);
    default:
      return undefined;
  }
}

function sliceText(value: string, offset: number, length: number | undefined): string | undefined {
  if (!Number.isInteger(offset) || (length !== undefined && !Number.isInteger(length))) return undefined;
  const start = offset < 0 ? value.length + offset : offset;
  if (start < 0) return '';
  if (length === undefined) return value.slice(start);
  return value.slice(start, length < 0 ? value.length + length : start + length);
}

function changeCase(value: string, pattern: string, operator: '^' | '^^' | ',' | ',,'): string {
  const changes = globMatches(pattern);
  const change = (character: string): string =>
    !changes(character) ? character : operator.includes('^') ? character.toUpperCase() : character.toLowerCase();
  return operator.length === 2 ? [...value].map(change).join('') : change(value.charAt(0)) + value.slice(1);
}
