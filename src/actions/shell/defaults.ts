import type { ParameterExpansionPart } from 'unbash';
import { HOLE, type Word } from '../command.ts';
import { appendOperand, appendPieces, expandSingle } from './expansion.ts';
import type { Fields, Piece } from './fields.ts';
import type { Interpreter } from './interpreter.ts';
import type { Pieces } from './parameters.ts';
import { assign, assignElements, type Scope, variableNamed } from './scope.ts';

interface Defaulted {
  readonly part: ParameterExpansionPart;
  readonly operation: Extract<ParameterExpansionPart['operation'], { type: 'Default' }>;
  /** What it gives without the default. */
  readonly pieces: Pieces;
}

/** `${x:-…}`, `${x:=…}`, `${x:+…}` and `${x:?…}`. */
export function appendDefault(
  run: Interpreter,
  scope: Scope,
  fields: Fields,
  { part, operation, pieces }: Defaulted,
  quoted: boolean,
): void {
  const { operator, operand } = operation;
  const nothing = isNothing(pieces.list, operator.startsWith(':'));
  if (operator.endsWith(nothing ? '-' : '+')) {
    appendOperand(run, scope, fields, operand, quoted);
    return;
  }
  if (operator.endsWith('=') && nothing) {
    const value = expandSingle(run, scope, operand);
    if (part.index)
      assignElements(scope, part.parameter, withElement(scope, part.parameter, expandSingle(run, scope, part.index).value, value));
    else assign(scope, part.parameter, [value]);
    appendPieces(run, scope, fields, { list: [value] }, quoted);
    return;
  }
  // Where it cannot be told whether there is a value, what the operand substitutes may run.
  if ((nothing && operator.endsWith('?')) || pieces.list.some(({ value }) => value.includes(HOLE))) expandSingle(run, scope, operand);
  if (operator.endsWith('+')) return;
  // The shell stops at `?` when there is nothing in it, so past this point there is something.
  const list = operator.endsWith('?') ? pieces.list.map(({ unset: _, ...set }) => set) : pieces.list;
  appendPieces(run, scope, fields, { ...pieces, list }, quoted);
}

const withElement = (scope: Scope, name: string, key: string, value: Word): ReadonlyMap<string, Word> =>
  new Map([...(variableNamed(scope, name)?.elements ?? []), [key, value]]);

/** What nothing sets is taken for unset. */
function isNothing(list: readonly Piece[], orEmpty: boolean): boolean {
  const [first, ...more] = list;
  if (!first) return true;
  if (more.length > 0) return false;
  return first.value === '' ? orEmpty || first.unset === true : first.value === HOLE && first.unset === true;
}
