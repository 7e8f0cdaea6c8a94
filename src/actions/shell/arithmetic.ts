import type { ArithmeticBinary, ArithmeticExpression, ArithmeticUnary, ArithmeticWord } from 'unbash';
import type { Word } from '../command.ts';
import { expandParts } from './expansion.ts';
import { type Interpreter, nested } from './interpreter.ts';
import { parameterNamed } from './parameters.ts';
import { assign, type Scope, unknown } from './scope.ts';
import { substitute } from './substitution.ts';

/** `$((…))`: its value where everything in it is known. */
export function evaluateArithmetic(
  run: Interpreter,
  scope: Scope,
  part: { readonly text: string; readonly expression: ArithmeticExpression | undefined },
): Word {
  return wordOf(part.text, part.expression ? evaluate(run, scope, part.expression) : 0);
}

/** `((…))`: what it assigns and what it substitutes. */
export function runArithmetic(run: Interpreter, scope: Scope, expression: ArithmeticExpression | undefined): void {
  if (expression) evaluate(run, scope, expression);
}

const wordOf = (text: string, value: number | undefined): Word =>
  value === undefined ? unknown(text) : { text, value: String(value), certainty: 'derived' };

/** Both sides of a choice are looked at: what either substitutes may run. */
function evaluate(run: Interpreter, scope: Scope, node: ArithmeticExpression): number | undefined {
  return nested(run, undefined, () => {
    switch (node.type) {
      case 'ArithmeticWord':
        return numberOf(run, scope, node);
      case 'ArithmeticGroup':
        return evaluate(run, scope, node.expression);
      case 'ArithmeticCommandExpansion':
        return toNumber(run, scope, substitute(run, scope, node).value);
      case 'ArithmeticUnary':
        return evaluateUnary(run, scope, node);
      case 'ArithmeticTernary': {
        const test = evaluate(run, scope, node.test);
        const consequent = evaluate(run, scope, node.consequent);
        const alternate = evaluate(run, scope, node.alternate);
        return test === undefined ? undefined : test === 0 ? alternate : consequent;
      }
      case 'ArithmeticBinary':
        return evaluateBinary(run, scope, node);
    }
  });
}

/** A word is expanded as any other, and read as a number then. The parser gives no parts to one that is `$x` and nothing else. */
function numberOf(run: Interpreter, scope: Scope, { value, parts }: ArithmeticWord): number | undefined {
  if (parts) return toNumber(run, scope, expandParts(run, scope, value, parts).value);
  return toNumber(run, scope, value.startsWith('$') ? parameterNamed(run, scope, value.slice(1)).value : value);
}

/** A number, or the name of a variable that holds one. */
function toNumber(run: Interpreter, scope: Scope, text: string): number | undefined {
  return NAME.test(text) ? numberIn(parameterNamed(run, scope, text).value) : numberIn(text);
}

const NAME = /^[A-Za-z_]\w*$/;

/** Decimal, octal or hexadecimal, as the shell writes them. */
export function numberIn(text: string): number | undefined {
  if (/^-?0[0-7]{1,15}$/.test(text)) return Number.parseInt(text, 8);
  return /^(?:-?\d{1,15}|0[xX][\da-fA-F]{1,12})$/.test(text) ? Number(text) : undefined;
}

function evaluateUnary(run: Interpreter, scope: Scope, { operator, operand, prefix }: ArithmeticUnary): number | undefined {
  const value = evaluate(run, scope, operand);
  switch (operator) {
    case '-':
      return value === undefined ? undefined : -value;
    case '+':
      return value;
    case '!':
      return value === undefined ? undefined : Number(value === 0);
    case '++':
    case '--': {
      const next = calculate(operator.slice(1), value, 1);
      store(scope, operand, next);
      return prefix ? next : value;
    }
    default:
      return undefined;
  }
}

/** `=`, `+=` and their like, but no comparison. */
const ASSIGNMENT = /^([-+*/%&^|]|<<|>>)?=$/;

function evaluateBinary(run: Interpreter, scope: Scope, { operator, left, right }: ArithmeticBinary): number | undefined {
  const before = evaluate(run, scope, left);
  const operand = evaluate(run, scope, right);
  const assignment = ASSIGNMENT.exec(operator);
  const value = operator === '=' ? operand : calculate(assignment?.[1] ?? operator, before, operand);
  if (assignment) store(scope, left, value);
  return value;
}

function store(scope: Scope, target: ArithmeticExpression, value: number | undefined): void {
  if (target.type === 'ArithmeticWord' && NAME.test(target.value)) assign(scope, target.value, [wordOf(target.value, value)]);
}

function calculate(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : Math.trunc(left / right);
    case '%':
      return right === 0 ? undefined : left % right;
    default:
      return undefined;
  }
}
