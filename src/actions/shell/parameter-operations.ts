import type { ParameterExpansionPart } from 'unbash';
import { HOLE, type Word } from '../command.ts';
import { expandSingle } from './expansion.ts';
import type { Interpreter } from './interpreter.ts';
import { removeMatch, replaceMatch } from './patterns.ts';
import type { Scope } from './scope.ts';

/** `${x%…}`, `${x/…}`, `${x:1:2}`, `${x^^}` and the like, on a value that is known; a hole where it cannot be told. */
export function operate(run: Interpreter, scope: Scope, value: Word, part: ParameterExpansionPart): Word {
  const { operation } = part;
  if (!operation) return value;
  const changed = transform(run, scope, value.value, operation);
  if (changed === undefined) return { ...value, value: HOLE, certainty: 'unknown' };
  return { ...value, text: part.text, value: changed, certainty: changed.includes(HOLE) ? 'unknown' : 'derived' };
}

function transform(
  run: Interpreter,
  scope: Scope,
  value: string,
  operation: NonNullable<ParameterExpansionPart['operation']>,
): string | undefined {
  const known = !value.includes(HOLE);
  switch (operation.type) {
    case 'Remove': {
      const pattern = expandSingle(run, scope, operation.operand).value;
      return known ? removeMatch(value, pattern, operation.operator) : undefined;
    }
    case 'Replace': {
      const pattern = expandSingle(run, scope, operation.pattern).value;
      const replacement = expandSingle(run, scope, operation.replacement).value;
      return known ? replaceMatch(value, pattern, replacement, operation.operator) : undefined;
    }
    case 'Slice': {
      const offset = Number(expandSingle(run, scope, operation.offset).value.trim());
      const length = operation.length && Number(expandSingle(run, scope, operation.length).value.trim());
      return known ? sliceText(value, offset, length) : undefined;
    }
    case 'CaseModification':
      return known ? changeCase(value, operation.operator) : undefined;
    case 'Transform':
      // `@P` and `@E` evaluate their value; the others quote it or change its case.
      if (!known) return undefined;
      return operation.operand.value === 'U' ? value.toUpperCase() : operation.operand.value === 'L' ? value.toLowerCase() : value;
    case 'Default':
    case 'Names':
    case 'Unknown':
      return undefined;
  }
}

function sliceText(value: string, offset: number, length: number | undefined): string | undefined {
  if (!Number.isInteger(offset) || (length !== undefined && !Number.isInteger(length))) return undefined;
  const start = offset < 0 ? Math.max(0, value.length + offset) : offset;
  if (length === undefined) return value.slice(start);
  return value.slice(start, length < 0 ? value.length + length : start + length);
}

function changeCase(value: string, operator: '^' | '^^' | ',' | ',,'): string {
  switch (operator) {
    case '^^':
      return value.toUpperCase();
    case ',,':
      return value.toLowerCase();
    case '^':
      return value.charAt(0).toUpperCase() + value.slice(1);
    case ',':
      return value.charAt(0).toLowerCase() + value.slice(1);
  }
}
