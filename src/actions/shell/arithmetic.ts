import type { ArithmeticExpression, WordPart } from 'unbash';
import { HOLE, type Word } from '../command.ts';
import { giveUp, type Interpreter } from './interpreter.ts';
import { parameterNamed } from './parameters.ts';
import { assign, type Scope, unknown } from './scope.ts';
import { substitute } from './substitution.ts';

const MAX_DEPTH = 64;

/** `$((…))`: its value where everything in it is known. */
export function evaluateArithmetic(
  run: Interpreter,
  scope: Scope,
  part: { readonly text: string; readonly expression: ArithmeticExpression | undefined },
): Word {
  const value = part.expression ? evaluate(run, scope, part.expression, 0) : 0;
  return value === undefined ? unknown(part.text) : { text: part.text, value: String(value), certainty: 'derived' };
}

/** `((…))`: what it assigns and what it substitutes. */
export function runArithmetic(run: Interpreter, scope: Scope, expression: ArithmeticExpression | undefined): number | undefined {
  return expression && evaluate(run, scope, expression, 0);
}

function evaluate(run: Interpreter, scope: Scope, node: ArithmeticExpression, depth: number): number | undefined {
  if (depth > MAX_DEPTH) {
    giveUp(run, 'arithmetic is nested too deeply');
    return undefined;
  }
  switch (node.type) {
    case 'ArithmeticWord':
      return node.parts ? evaluateParts(run, scope, node.parts) : toNumber(run, scope, node.value);
    case 'ArithmeticGroup':
      return evaluate(run, scope, node.expression, depth + 1);
    case 'ArithmeticCommandExpansion':
      substitute(run, scope, node);
      return undefined;
    case 'ArithmeticUnary':
      return unary(node.operator, evaluate(run, scope, node.operand, depth + 1));
    case 'ArithmeticTernary': {
      const test = evaluate(run, scope, node.test, depth + 1);
      const consequent = evaluate(run, scope, node.consequent, depth + 1);
      const alternate = evaluate(run, scope, node.alternate, depth + 1);
      return test === undefined ? undefined : test === 0 ? alternate : consequent;
    }
    case 'ArithmeticBinary': {
      const right = evaluate(run, scope, node.right, depth + 1);
      if (node.operator === '=' && node.left.type === 'ArithmeticWord') {
        const text = node.left.value;
        assign(scope, text, [right === undefined ? unknown(text) : { text, value: String(right), certainty: 'derived' }]);
        return right;
      }
      const left = evaluate(run, scope, node.left, depth + 1);
      return left === undefined || right === undefined ? undefined : binary(node.operator, left, right);
    }
  }
}

function evaluateParts(run: Interpreter, scope: Scope, parts: readonly WordPart[]): number | undefined {
  for (const part of parts) if (part.type === 'CommandExpansion') substitute(run, scope, part);
  const [only] = parts;
  return parts.length === 1 && only?.type === 'SimpleExpansion' ? toNumber(run, scope, only.text.slice(1)) : undefined;
}

function toNumber(run: Interpreter, scope: Scope, text: string): number | undefined {
  if (/^\d{1,15}$/.test(text)) return Number.parseInt(text, /^0\d/.test(text) ? 8 : 10);
  if (/^0[xX][\da-fA-F]{1,12}$/.test(text)) return Number(text);
  if (!/^\w+$/.test(text)) return undefined;
  const { value } = parameterNamed(run, scope, text);
  return value.includes(HOLE) || !/^-?\d{1,15}$/.test(value) ? undefined : Number(value);
}

function unary(operator: string, value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (operator === '-') return -value;
  if (operator === '+') return value;
  if (operator === '!') return value === 0 ? 1 : 0;
  return undefined;
}

function binary(operator: string, left: number, right: number): number | undefined {
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
