import { environmentVariable, textMember } from './environment.ts';
import { operate, slice } from './folding.ts';
import { type Call, type Library, type Operation, operationNamed } from './library.ts';
import { callMethod, rebinds } from './methods.ts';
import type { Reading } from './reading.ts';
import { binder, iterated } from './scopes.ts';
import { boundNames, type Entry, type Node } from './syntax.ts';
import {
  concatenate,
  isKnown,
  known,
  mixedOrigin,
  moreTelling,
  originOf,
  type Scope,
  textOf,
  UNKNOWN,
  unknown,
  type Value,
} from './values.ts';

const MAX_CALLS = 12;
/** Sums and chains of calls lean to the left, as deep as they are long. */
const MAX_DEPTH = 700;
const MAX_ITERATIONS = 48;

/** Walks a tree in the order of writing, follows values, and tells `reading` what the calls would do. Every branch counts as taken. */
export function evaluateTree(tree: Node, library: Library, reading: Reading): void {
  const globals: Scope = { variables: new Map() };
  const pending = new Map<Node, Value>();
  const wildcards: string[] = [];
  let calls = 0;
  let depth = 0;
  let current = globals;
  let returned: Value | undefined;

  const evaluate = (node: Node, scope: Scope): Value => {
    if (depth >= MAX_DEPTH || !reading.spend(1)) return UNKNOWN;
    depth++;
    const value = evaluateNode(node, scope);
    depth--;
    return value;
  };

  const evaluateNode = (node: Node, scope: Scope): Value => {
    switch (node.kind) {
      case 'text':
        return evaluateText(node.parts, scope);
      case 'number':
        return Number.isNaN(node.value) ? UNKNOWN : { kind: 'number', value: node.value };
      case 'name':
        return lookUp(node.name, scope);
      case 'reference':
        return refer(node.name);
      case 'member':
        return member(evaluate(node.object, scope), node.name);
      case 'index':
        return indexed(evaluate(node.object, scope), evaluate(node.index, scope));
      case 'slice':
        return slice(
          evaluate(node.object, scope),
          node.bounds.map((bound) => bound && evaluate(bound, scope)),
        );
      case 'call':
        return evaluateCall(node, scope);
      case 'list':
        return { kind: 'list', items: evaluateAll(node.items, scope) };
      case 'map':
        return { kind: 'map', entries: evaluateEntries(node.entries, scope) };
      case 'spread':
        return evaluate(node.value, scope);
      case 'binary': {
        const [left, right] = [evaluate(node.left, scope), evaluate(node.right, scope)];
        const value = operate(node.operator, left, right);
        reading.spend(textOf(value).text.length >> 6);
        return value;
      }
      case 'choice': {
        const values = node.nodes.map((each) => evaluate(each, scope));
        return values.find((value) => value.kind !== 'text' || isKnown(value)) ?? values[0] ?? UNKNOWN;
      }
      case 'assign': {
        const value = evaluate(node.value, scope);
        bind(node.target, node.operator ? operate(node.operator, evaluate(node.target, scope), value) : value, scope);
        return value;
      }
      case 'function':
        return define(node, scope);
      case 'loop':
        return evaluateLoop(node, scope);
      case 'when':
        evaluate(node.test, scope);
        return evaluate(node.body, scope);
      case 'return': {
        const value = evaluate(node.value, scope);
        if (!returned || !isKnown(returned)) returned = value;
        return value;
      }
      case 'block':
      case 'other': {
        for (const each of node.nodes) if (each.kind === 'function' && each.name !== undefined) define(each, scope);
        let last: Value = UNKNOWN;
        for (const each of node.nodes) last = evaluate(each, scope);
        return last;
      }
    }
  };

  const evaluateText = (parts: readonly (string | Node)[], scope: Scope): Value => {
    const only = parts[0];
    if (parts.length === 0) return { kind: 'text', text: '', origin: 'literal' };
    if (parts.length === 1 && typeof only === 'string') return { kind: 'text', text: only, origin: 'literal' };
    return parts.reduce<Value>(
      (joined, part) => concatenate(joined, typeof part === 'string' ? known(part) : evaluate(part, scope)),
      known(''),
    );
  };

  const evaluateAll = (nodes: readonly Node[], scope: Scope): readonly Value[] =>
    nodes.flatMap((each): readonly Value[] => {
      const value = evaluate(each, scope);
      if (each.kind === 'spread' || (each.kind === 'loop' && nodes.length === 1)) return value.kind === 'list' ? value.items : [value];
      return [value];
    });

  const evaluateEntries = (entries: readonly Entry[], scope: Scope): ReadonlyMap<string, Value> => {
    const map = new Map<string, Value>();
    for (const { key, value } of entries) {
      const held = evaluate(value, scope);
      if (value.kind === 'spread' && held.kind === 'map') for (const [inner, each] of held.entries) map.set(inner, each);
      else map.set(typeof key === 'string' ? key : textOf(evaluate(key, scope)).text, held);
    }
    return map;
  };

  const lookUp = (written: string, scope: Scope): Value => {
    for (let each: Scope | undefined = scope; each; each = each.parent) {
      const value = each.variables.get(written);
      if (value) return value;
    }
    const imported = wildcards.find((each) => operationNamed(library, `${each}.${written}`));
    return refer(imported === undefined ? written : `${imported}.${written}`);
  };

  const refer = (written: string): Value => {
    const head = library.transparent.find((each) => written.startsWith(each) && written.length > each.length);
    const name = head === undefined ? written : written.slice(head.length);
    return Object.hasOwn(library.values, name) ? (library.values[name]?.(reading) ?? UNKNOWN) : { kind: 'reference', name };
  };

  const member = (value: Value, name: string): Value => {
    if (value.kind === 'reference') return name === '__dict__' || name === 'default' ? value : refer(`${value.name}.${name}`);
    if (value.kind === 'map') return value.entries.get(name) ?? unknown(moreTelling('dynamic', originOf(value)));
    return textMember(value, name, reading);
  };

  const indexed = (value: Value, index: Value): Value => {
    if (value.kind === 'list' && index.kind === 'number') return value.items.at(index.value) ?? UNKNOWN;
    const lookup = value.kind === 'reference' ? operationNamed(library, `${value.name}.[]`) : undefined;
    if (lookup) return finish(lookup, value, [index], new Map());
    if (index.kind === 'text' && isKnown(index)) {
      if (value.kind === 'reference' || value.kind === 'map') return member(value, index.text);
      if (value.kind === 'text' && value.origin === 'environment') return environmentVariable(index.text, reading);
    }
    if (value.kind === 'text' && index.kind === 'number' && isKnown(value)) return known(value.text.at(index.value) ?? '', value.origin);
    const origin = originOf(value);
    return unknown(origin === 'environment' ? 'dynamic' : moreTelling('dynamic', origin));
  };

  const evaluateCall = (node: Extract<Node, { kind: 'call' }>, scope: Scope): Value => {
    const onMember = node.callee.kind === 'member';
    current = scope;
    const receiver = node.callee.kind === 'member' ? evaluate(node.callee.object, scope) : undefined;
    const positional = evaluateAll(node.positional, scope);
    const named = evaluateEntries(node.named, scope);
    if (node.callee.kind === 'member' && receiver) {
      const rebound = rebinds(receiver, node.callee.name, positional);
      if (rebound) {
        bind(node.callee.object, rebound, scope);
        return rebound;
      }
      const owns = receiver.kind === 'reference' || (receiver.kind === 'map' && receiver.entries.has(node.callee.name));
      if (!owns) return invoke(node.callee.name, receiver, positional, named);
    }
    const callee = receiver && node.callee.kind === 'member' ? member(receiver, node.callee.name) : evaluate(node.callee, scope);
    if (callee.kind === 'reference') {
      const result = callReference(callee.name, onMember ? receiver : undefined, positional, named);
      const [first] = node.positional;
      if (first && library.fills?.includes(callee.name)) bind(first, result, scope);
      return result;
    }
    if (callee.kind === 'text' && library.callsByName && isKnown(callee)) return callReference(callee.text, undefined, positional, named);
    return receiver?.kind === 'reference' && callee.kind !== 'function' ? callee : apply(callee, positional, named);
  };

  const callOf = (receiver: Value | undefined, positional: readonly Value[], named: ReadonlyMap<string, Value>): Call => ({
    reading,
    positional,
    named,
    apply,
    member,
    variable: (name) => lookUp(name, current),
    ...(receiver && { receiver }),
  });

  const callReference = (
    name: string,
    receiver: Value | undefined,
    positional: readonly Value[],
    named: ReadonlyMap<string, Value>,
  ): Value => {
    const operation = operationNamed(library, name);
    if (operation) return finish(operation, receiver, positional, named);
    if (Object.hasOwn(library.values, name)) return refer(name);
    const method = name.slice(name.lastIndexOf('.') + 1);
    return receiver ? invoke(method, receiver, positional, named) : callBack(positional, mixedOrigin(positional));
  };

  /** A method of a value that is no library. */
  const invoke = (name: string, receiver: Value, positional: readonly Value[], named: ReadonlyMap<string, Value>): Value => {
    const typed = receiver.kind === 'object' ? operationNamed(library, `${receiver.type}#${name}`) : undefined;
    const operation = typed ?? callMethod(receiver, name) ?? operationNamed(library, `#${name}`);
    if (operation) return finish(operation, receiver, positional, named);
    return callBack(positional, moreTelling(originOf(receiver), mixedOrigin(positional)));
  };

  const finish = (
    operation: Operation,
    receiver: Value | undefined,
    positional: readonly Value[],
    named: ReadonlyMap<string, Value>,
  ): Value => operation(callOf(receiver, positional, named)) ?? unknown(moreTelling('dynamic', mixedOrigin(positional)));

  /** Functions handed to something unknown are taken to be called with something unknown. */
  const callBack = (positional: readonly Value[], origin: ReturnType<typeof originOf>): Value => {
    for (const each of positional) if (each.kind === 'function') apply(each, [unknown(moreTelling('dynamic', origin))]);
    return unknown(moreTelling('dynamic', origin));
  };

  const apply = (callee: Value | undefined, positional: readonly Value[], named: ReadonlyMap<string, Value> = new Map()): Value => {
    if (callee?.kind === 'reference') return callReference(callee.name, undefined, positional, named);
    if (callee?.kind === 'text' && library.callsByName && isKnown(callee)) return callReference(callee.text, undefined, positional, named);
    if (callee?.kind !== 'function' || calls >= MAX_CALLS)
      return callBack(callee?.kind === 'function' ? [] : positional, mixedOrigin(positional));
    pending.delete(callee.body);
    const scope: Scope = { variables: new Map(), parent: callee.scope };
    callee.parameters.forEach((parameter, position) => {
      const target = parameter.kind === 'assign' ? parameter.target : parameter;
      const value = named.get(boundNames(target)[0] ?? '') ?? positional[position];
      bind(target, value ?? (parameter.kind === 'assign' ? evaluate(parameter.value, scope) : UNKNOWN), scope, true);
    });
    const outer = returned;
    returned = undefined;
    calls++;
    const last = evaluate(callee.body, scope);
    calls--;
    const result: Value = returned ?? last;
    returned = outer;
    return result;
  };

  const define = (node: Extract<Node, { kind: 'function' }>, scope: Scope): Value => {
    const { name, parameters, body } = node;
    const value: Value = { kind: 'function', parameters, body, scope, ...(name !== undefined && { name }) };
    if (!defined.has(body)) pending.set(body, value);
    defined.add(body);
    if (name !== undefined) scope.variables.set(name, value);
    return value;
  };
  const defined = new Set<Node>();

  const evaluateLoop = (node: Extract<Node, { kind: 'loop' }>, scope: Scope): Value => {
    const items = evaluate(node.items, scope);
    const values = iterated(
      items,
      node.body.kind === 'when' || (node.body.kind === 'block' && node.body.nodes.some((each) => each.kind === 'when')),
    );
    const results: Value[] = [];
    for (const value of values.slice(0, MAX_ITERATIONS)) {
      bind(node.target, value, scope);
      results.push(evaluate(node.body, scope));
    }
    return { kind: 'list', items: results };
  };

  const bind = binder({ evaluate, member, importAll: (module) => wildcards.push(module) });

  evaluate(tree, globals);
  for (const value of pending.values()) apply(value, []);
}
