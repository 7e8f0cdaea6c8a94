import { bind } from './binding.ts';
import type { Evaluation } from './evaluation.ts';
import type { Node, NodeOf } from './syntax.ts';
import { isKnown, known, originOf, type Scope, UNKNOWN, unknown, type Value } from './values.ts';

const MAX_ITERATIONS = 48;

/** A loop, or a comprehension, which yields what its body yields. */
export function evaluateLoop(evaluation: Evaluation, node: NodeOf<'loop'>, scope: Scope): Value {
  const values = iterated(evaluation.evaluate(node.items, scope), isPicked(node.body));
  const items = values.slice(0, MAX_ITERATIONS).map((value) => {
    bind(evaluation, node.target, value, scope);
    return evaluation.evaluate(node.body, scope);
  });
  return { kind: 'list', items };
}

const isPicked = (body: Node): boolean =>
  body.kind === 'when' || (body.kind === 'block' && body.nodes.some((each) => each.kind === 'when'));

/** What a loop goes over. Part of the environment, picked by a condition, is no dump of it. */
function iterated(items: Value, picked: boolean): readonly Value[] {
  if (items.kind === 'list') return items.items;
  if (items.kind === 'object') return [items];
  if (items.kind === 'map') return [...items.entries.keys()].map((key) => known(key));
  if (items.kind === 'text' && (items.glob || !isKnown(items))) return [picked && items.origin === 'environment' ? UNKNOWN : items];
  return [unknown(picked ? 'dynamic' : originOf(items))];
}
