import { bind } from './binding.ts';
import { environmentVariable } from './environment.ts';
import { evaluateCall, perform } from './evaluate-call.ts';
import { defineFunction, evaluateBlock, evaluateReturn } from './evaluate-function.ts';
import { evaluateEntries, evaluateItems, evaluateText } from './evaluate-items.ts';
import { evaluateLoop } from './evaluate-loop.ts';
import type { Evaluation } from './evaluation.ts';
import { operate, slice } from './folding.ts';
import { operationNamed } from './library.ts';
import { lookUp, member, refer } from './names.ts';
import type { Node, NodeOf } from './syntax.ts';
import { isKnown, known, moreTelling, originOf, type Scope, textOf, UNKNOWN, unknown, type Value } from './values.ts';

export function evaluateNode(evaluation: Evaluation, node: Node, scope: Scope): Value {
  const { evaluate } = evaluation;
  switch (node.kind) {
    case 'text':
      return evaluateText(evaluation, node.parts, scope);
    case 'number':
      return Number.isNaN(node.value) ? UNKNOWN : { kind: 'number', value: node.value };
    case 'name':
      return lookUp(evaluation, node.name, scope);
    case 'reference':
      return refer(evaluation, node.name);
    case 'member':
      return member(evaluation, evaluate(node.object, scope), node.name);
    case 'index':
      return indexed(evaluation, evaluate(node.object, scope), evaluate(node.index, scope));
    case 'slice':
      return evaluateSlice(evaluation, node, scope);
    case 'call':
      return evaluateCall(evaluation, node, scope);
    case 'list':
      return { kind: 'list', items: evaluateItems(evaluation, node.items, scope) };
    case 'map':
      return { kind: 'map', entries: evaluateEntries(evaluation, node.entries, scope) };
    case 'spread':
      return evaluate(node.value, scope);
    case 'binary':
      return evaluateBinary(evaluation, node, scope);
    case 'choice':
      return evaluateChoice(evaluation, node, scope);
    case 'assign':
      return evaluateAssignment(evaluation, node, scope);
    case 'function':
      return defineFunction(evaluation, node, scope);
    case 'loop':
      return evaluateLoop(evaluation, node, scope);
    case 'when':
      evaluate(node.test, scope);
      return evaluate(node.body, scope);
    case 'return':
      return evaluateReturn(evaluation, node, scope);
    case 'block':
    case 'other':
      return evaluateBlock(evaluation, node.nodes, scope);
  }
}

function indexed(evaluation: Evaluation, value: Value, index: Value): Value {
  if (value.kind === 'list' && index.kind === 'number') return value.items.at(index.value) ?? UNKNOWN;
  const lookup = value.kind === 'reference' ? operationNamed(evaluation.library, `${value.name}.[]`) : undefined;
  if (lookup) return perform(evaluation, lookup, { receiver: value, positional: [index], named: new Map() });
  if (index.kind === 'text' && isKnown(index)) {
    if (value.kind === 'reference' || value.kind === 'map') return member(evaluation, value, index.text);
    if (value.kind === 'text' && value.origin === 'environment') return environmentVariable(index.text, evaluation.reading);
  }
  if (value.kind === 'text' && index.kind === 'number' && isKnown(value)) return known(value.text.at(index.value) ?? '', value.origin);
  const origin = originOf(value);
  return unknown(origin === 'environment' ? 'dynamic' : moreTelling('dynamic', origin));
}

function evaluateSlice({ evaluate }: Evaluation, node: NodeOf<'slice'>, scope: Scope): Value {
  return slice(
    evaluate(node.object, scope),
    node.bounds.map((bound) => bound && evaluate(bound, scope)),
  );
}

function evaluateBinary({ evaluate, reading }: Evaluation, node: NodeOf<'binary'>, scope: Scope): Value {
  const [left, right] = [evaluate(node.left, scope), evaluate(node.right, scope)];
  const value = operate(node.operator, left, right);
  reading.spend(textOf(value).text.length >> 6);
  return value;
}

/** All are evaluated; the first that is known stands. */
function evaluateChoice({ evaluate }: Evaluation, node: NodeOf<'choice'>, scope: Scope): Value {
  const values = node.nodes.map((each) => evaluate(each, scope));
  return values.find((value) => value.kind !== 'text' || isKnown(value)) ?? values[0] ?? UNKNOWN;
}

function evaluateAssignment(evaluation: Evaluation, node: NodeOf<'assign'>, scope: Scope): Value {
  const value = evaluation.evaluate(node.value, scope);
  const assigned = node.operator ? operate(node.operator, evaluation.evaluate(node.target, scope), value) : value;
  bind(evaluation, node.target, assigned, scope);
  return value;
}
