import type { Evaluation } from './evaluation.ts';
import type { Entry, Node } from './syntax.ts';
import { concatenate, known, type Scope, textOf, type Value } from './values.ts';

export function evaluateText(evaluation: Evaluation, parts: readonly (string | Node)[], scope: Scope): Value {
  const only = parts[0];
  if (parts.length === 0) return { kind: 'text', text: '', origin: 'literal' };
  if (parts.length === 1 && typeof only === 'string') return { kind: 'text', text: only, origin: 'literal' };
  return parts.reduce<Value>(
    (joined, part) => concatenate(joined, typeof part === 'string' ? known(part) : evaluation.evaluate(part, scope)),
    known(''),
  );
}

/** Elements or arguments; a spread list, and a comprehension that stands alone, become their items. */
export function evaluateItems(evaluation: Evaluation, nodes: readonly Node[], scope: Scope): readonly Value[] {
  return nodes.flatMap((each): readonly Value[] => {
    const value = evaluation.evaluate(each, scope);
    const spread = each.kind === 'spread' || (each.kind === 'loop' && nodes.length === 1);
    return spread && value.kind === 'list' ? value.items : [value];
  });
}

export function evaluateEntries(evaluation: Evaluation, entries: readonly Entry[], scope: Scope): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>();
  for (const { key, value } of entries) {
    const held = evaluation.evaluate(value, scope);
    if (value.kind === 'spread' && held.kind === 'map') for (const [inner, each] of held.entries) map.set(inner, each);
    else map.set(typeof key === 'string' ? key : textOf(evaluation.evaluate(key, scope)).text, held);
  }
  return map;
}
