import { isKnown, known, originOf, type Scope, UNKNOWN, unknown, type Value } from './values.ts';

/** The scope that a name is bound in. */
export function holderOf(name: string, scope: Scope): Scope | undefined {
  for (let each: Scope | undefined = scope; each; each = each.parent) if (each.variables.has(name)) return each;
  return undefined;
}

/** What a loop goes over. Part of the environment, picked by a condition, is no dump of it. */
export function iterated(items: Value, picked: boolean): readonly Value[] {
  if (items.kind === 'list') return items.items;
  if (items.kind === 'object') return [items];
  if (items.kind === 'map') return [...items.entries.keys()].map((key) => known(key));
  if (items.kind === 'text' && (items.glob || !isKnown(items))) return [picked && items.origin === 'environment' ? UNKNOWN : items];
  return [unknown(picked ? 'dynamic' : originOf(items))];
}
