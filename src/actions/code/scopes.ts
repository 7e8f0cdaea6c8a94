import { HOLE } from '../command.ts';
import { boundNames, type Node } from './syntax.ts';
import { isKnown, known, moreTelling, originOf, type Scope, textOf, UNKNOWN, unknown, type Value } from './values.ts';

/** The scope that a name is bound in. */
function holderOf(name: string, scope: Scope): Scope | undefined {
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

export type Bind = (target: Node, value: Value, scope: Scope, fresh?: boolean) => void;

/** Binds the names of a target to the parts of a value: `a, b = …`, `const { x: y } = …`. With `fresh`, in this scope and no outer one. */
export function binder(tools: {
  readonly evaluate: (node: Node, scope: Scope) => Value;
  readonly member: (value: Value, name: string) => Value;
  readonly importAll: (module: string) => void;
}): Bind {
  const bind: Bind = (target, value, scope, fresh = false) => {
    switch (target.kind) {
      case 'name': {
        if (target.name === '*' && value.kind === 'reference') tools.importAll(value.name.replace(/\.\*$/, ''));
        const holder = fresh ? scope : (holderOf(target.name, scope) ?? scope);
        holder.variables.set(target.name, value);
        return;
      }
      case 'list':
        target.items.forEach((item, position) => {
          const part = value.kind === 'list' ? (value.items[position] ?? UNKNOWN) : unknown(moreTelling('dynamic', originOf(value)));
          bind(item, item.kind === 'spread' ? value : part, scope, fresh);
        });
        return;
      case 'map':
        for (const { key, value: inner } of target.entries) {
          const name = typeof key === 'string' ? key : (boundNames(key)[0] ?? HOLE);
          bind(inner, inner.kind === 'spread' ? value : tools.member(value, name), scope, fresh);
        }
        return;
      case 'assign':
        bind(target.target, value.kind === 'text' && value.text === HOLE ? tools.evaluate(target.value, scope) : value, scope, fresh);
        return;
      case 'spread':
        bind(target.value, value, scope, fresh);
        return;
      case 'index': {
        const [holder, key] = [tools.evaluate(target.object, scope), tools.evaluate(target.index, scope)];
        if (holder.kind !== 'map' || holder.entries.size > 200) return;
        bind(target.object, { kind: 'map', entries: new Map([...holder.entries, [textOf(key).text, value]]) }, scope);
        return;
      }
      default:
        return;
    }
  };
  return bind;
}
