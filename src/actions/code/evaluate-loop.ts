import { HOLE } from '../command.ts';
import { bind } from './binding.ts';
import type { Evaluation } from './evaluation.ts';
import type { Node, NodeOf } from './syntax.ts';
import { isKnown, known, originOf, type Scope, type Text, UNKNOWN, unknown, type Value } from './values.ts';

const MAX_ITERATIONS = 48;

/** A loop, or a comprehension, which yields what its body yields. */
export function evaluateLoop(evaluation: Evaluation, node: NodeOf<'loop'>, scope: Scope): Value {
  const values = iterated(evaluation.evaluate(node.items, scope), node.body);
  const items = values.slice(0, MAX_ITERATIONS).map((value) => {
    bind(evaluation, node.target, value, scope);
    return evaluation.evaluate(node.body, scope);
  });
  return { kind: 'list', items };
}

const isPicked = (body: Node): boolean =>
  body.kind === 'when' || (body.kind === 'block' && body.nodes.some((each) => each.kind === 'when'));

/** Whether something is done with some only of what a loop goes over; whether it is a file or a folder chooses next to nothing. */
function chooses(node: Node, depth = 0): boolean {
  if (depth > MAX_NESTED) return true;
  const inside = (nodes: readonly Node[]) => nodes.some((each) => chooses(each, depth + 1));
  switch (node.kind) {
    case 'when':
      return !asksKind(node.test) || chooses(node.body, depth + 1);
    case 'choice':
      return true;
    case 'block':
    case 'other':
      return inside(node.nodes);
    case 'loop':
      return chooses(node.body, depth + 1);
    default:
      return false;
  }
}

const MAX_NESTED = 12;
const KIND = /^(?:is_?dir|is_?file|isDirectory|isFile|l?exists)$|\.(?:isdir|isfile|l?exists)$/;

const asksKind = (test: Node): boolean =>
  test.kind === 'call' &&
  (test.callee.kind === 'member' || test.callee.kind === 'reference' || test.callee.kind === 'name') &&
  KIND.test(test.callee.name);

/** All that a folder holds, as a pattern. */
const all = (listing: Text): Text => ({ ...known(listing.text.replaceAll(HOLE, '*')), glob: true });

/** What a loop goes over. Part of the environment, picked by a condition, is no dump of it; nor is part of a folder all of it. */
function iterated(items: Value, body: Node): readonly Value[] {
  const picked = isPicked(body);
  if (items.kind === 'list') return items.items;
  if (items.kind === 'object') return [items.text.listing && !chooses(body) ? { ...items, text: all(items.text) } : items];
  if (items.kind === 'text' && items.listing && !chooses(body)) return [all(items)];
  if (items.kind === 'map') return [...items.entries.keys()].map((key) => known(key));
  if (items.kind === 'text' && (items.glob || !isKnown(items))) return [picked && items.origin === 'environment' ? UNKNOWN : items];
  return [unknown(picked ? 'dynamic' : originOf(items))];
}
