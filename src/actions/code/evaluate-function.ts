import { bind } from './binding.ts';
import type { Evaluation } from './evaluation.ts';
import type { Arguments } from './library.ts';
import { boundNames, type Node, type NodeOf } from './syntax.ts';
import { type FunctionValue, isKnown, type Scope, UNKNOWN, type Value } from './values.ts';

export function defineFunction(evaluation: Evaluation, node: NodeOf<'function'>, scope: Scope): Value {
  const { name, parameters, body } = node;
  const value: FunctionValue = { kind: 'function', parameters, body, scope, ...(name !== undefined && { name }) };
  if (!evaluation.defined.has(body)) evaluation.pending.set(body, value);
  evaluation.defined.add(body);
  if (name !== undefined) scope.variables.set(name, value);
  return value;
}

/** What a function yields: what it returns, or else the last of its body. */
export function runFunction(evaluation: Evaluation, callee: FunctionValue, given: Arguments): Value {
  evaluation.pending.delete(callee.body);
  const scope: Scope = { variables: new Map(), parent: callee.scope };
  callee.parameters.forEach((parameter, position) => {
    bindParameter(evaluation, parameter, given.positional[position], given.named, scope);
  });
  const outer = evaluation.returned;
  evaluation.returned = undefined;
  evaluation.running.push(callee.body);
  const last = evaluation.evaluate(callee.body, scope);
  evaluation.running.pop();
  const result = evaluation.returned ?? last;
  evaluation.returned = outer;
  return result;
}

function bindParameter(
  evaluation: Evaluation,
  parameter: Node,
  positional: Value | undefined,
  named: ReadonlyMap<string, Value>,
  scope: Scope,
): void {
  const target = parameter.kind === 'assign' ? parameter.target : parameter;
  const given = named.get(boundNames(target)[0] ?? '') ?? positional;
  bind(evaluation, target, given ?? (parameter.kind === 'assign' ? evaluation.evaluate(parameter.value, scope) : UNKNOWN), scope, true);
}

/** Every branch counts as taken: of several values returned, the first that is known stands. */
export function evaluateReturn(evaluation: Evaluation, node: NodeOf<'return'>, scope: Scope): Value {
  const value = evaluation.evaluate(node.value, scope);
  if (!evaluation.returned || !isKnown(evaluation.returned)) evaluation.returned = value;
  return value;
}

/** Functions are known in the whole of the block that they stand in. */
export function evaluateBlock(evaluation: Evaluation, nodes: readonly Node[], scope: Scope): Value {
  for (const each of nodes) if (each.kind === 'function' && each.name !== undefined) defineFunction(evaluation, each, scope);
  let last: Value = UNKNOWN;
  for (const each of nodes) last = evaluation.evaluate(each, scope);
  return last;
}
