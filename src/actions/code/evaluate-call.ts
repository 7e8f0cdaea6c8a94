import { bind } from './binding.ts';
import { runFunction } from './evaluate-function.ts';
import { evaluateEntries, evaluateItems } from './evaluate-items.ts';
import type { Evaluation } from './evaluation.ts';
import { type Arguments, type Library, type Operation, operationNamed } from './library.ts';
import { callMethod, rebinds } from './methods.ts';
import { lookUp, member, refer } from './names.ts';
import type { Node, NodeOf } from './syntax.ts';
import { isKnown, mixedOrigin, moreTelling, type Origin, originOf, type Scope, unknown, type Value } from './values.ts';

const MAX_CALLS = 12;
/** A function that calls itself inside a loop takes a power of this; what it does shows by the second time. */
const MAX_RECURSION = 2;
const NONE: ReadonlyMap<string, Value> = new Map();

export function evaluateCall(evaluation: Evaluation, node: NodeOf<'call'>, scope: Scope): Value {
  evaluation.scope = scope;
  const receiver = node.callee.kind === 'member' ? evaluation.evaluate(node.callee.object, scope) : undefined;
  const given: Arguments = {
    ...(receiver && { receiver }),
    positional: evaluateItems(evaluation, node.positional, scope),
    named: evaluateEntries(evaluation, node.named, scope),
  };
  if (node.callee.kind === 'member' && receiver) return callMember(evaluation, node, node.callee, receiver, given, scope);
  return callValue(evaluation, node, evaluation.evaluate(node.callee, scope), given, scope);
}

function callMember(
  evaluation: Evaluation,
  node: NodeOf<'call'>,
  { object, name }: NodeOf<'member'>,
  receiver: Value,
  given: Arguments,
  scope: Scope,
): Value {
  const rebound = rebinds(receiver, name, given.positional);
  if (rebound) {
    bind(evaluation, object, rebound, scope);
    return rebound;
  }
  const owns = receiver.kind === 'reference' || (receiver.kind === 'map' && receiver.entries.has(name));
  if (!owns) return invoke(evaluation, name, receiver, given);
  const callee = member(evaluation, receiver, name);
  // A library's constant that is called, as where a method stands for a property, is itself.
  const isConstant = receiver.kind === 'reference' && callee.kind !== 'function' && functionName(evaluation.library, callee) === undefined;
  return isConstant ? callee : callValue(evaluation, node, callee, given, scope);
}

function callValue(evaluation: Evaluation, node: NodeOf<'call'>, callee: Value, given: Arguments, scope: Scope): Value {
  if (callee.kind !== 'reference') return apply(evaluation, callee, given.positional, given.named);
  const result = callReference(evaluation, callee.name, given);
  const [first] = node.positional;
  if (first && evaluation.library.fills?.includes(callee.name)) bind(evaluation, first, result, scope);
  return result;
}

const isTooDeep = ({ running }: Evaluation, body: Node): boolean =>
  running.length >= MAX_CALLS || running.filter((other) => other === body).length >= MAX_RECURSION;

/** Calls a value as a function, on no receiver. */
export function apply(
  evaluation: Evaluation,
  callee: Value | undefined,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value> = NONE,
): Value {
  const name = callee && functionName(evaluation.library, callee);
  if (name !== undefined) return callReference(evaluation, name, { positional, named });
  if (callee?.kind !== 'function') return callBack(evaluation, positional, mixedOrigin(positional));
  if (isTooDeep(evaluation, callee.body)) return unknown(moreTelling('dynamic', mixedOrigin(positional)));
  return runFunction(evaluation, callee, { positional, named });
}

/** The full name of the library's function that a value stands for. */
function functionName(library: Library, callee: Value): string | undefined {
  if (callee.kind === 'reference') return callee.name;
  return callee.kind === 'text' && library.callsByName && isKnown(callee) ? callee.text : undefined;
}

function callReference(evaluation: Evaluation, name: string, given: Arguments): Value {
  const operation = operationNamed(evaluation.library, name);
  if (operation) return perform(evaluation, operation, given);
  if (Object.hasOwn(evaluation.library.values, name)) return refer(evaluation, name);
  if (given.receiver) return invoke(evaluation, name.slice(name.lastIndexOf('.') + 1), given.receiver, given);
  return callBack(evaluation, given.positional, mixedOrigin(given.positional));
}

/** A method of a value that is no library. */
function invoke(evaluation: Evaluation, name: string, receiver: Value, given: Arguments): Value {
  const { library } = evaluation;
  const typed = receiver.kind === 'object' ? operationNamed(library, `${receiver.type}#${name}`) : undefined;
  const operation = typed ?? callMethod(receiver, name) ?? operationNamed(library, `#${name}`);
  if (operation) return perform(evaluation, operation, given);
  return callBack(evaluation, given.positional, moreTelling(originOf(receiver), mixedOrigin(given.positional)));
}

export function perform(evaluation: Evaluation, operation: Operation, given: Arguments): Value {
  const value = operation({
    ...given,
    reading: evaluation.reading,
    apply: (callee, positional) => apply(evaluation, callee, positional),
    member: (holder, name) => member(evaluation, holder, name),
    variable: (name) => lookUp(evaluation, name, evaluation.scope),
  });
  return value ?? unknown(moreTelling('dynamic', mixedOrigin(given.positional)));
}

/** Functions handed to something unknown are taken to be called with something unknown. */
function callBack(evaluation: Evaluation, positional: readonly Value[], origin: Origin): Value {
  const result = unknown(moreTelling('dynamic', origin));
  for (const each of positional) if (each.kind === 'function') apply(evaluation, each, [result]);
  return result;
}
