import { HOLE } from '../command.ts';
import type { Evaluation } from './evaluation.ts';
import { holderOf, member } from './names.ts';
import { boundNames, type Entry, type Node, type NodeOf } from './syntax.ts';
import { moreTelling, originOf, type Scope, textOf, UNKNOWN, unknown, type Value } from './values.ts';

/** Binds the names of a target to the parts of a value: `a, b = …`, `const { x: y } = …`. With `fresh`, in this scope and no outer one. */
export function bind(evaluation: Evaluation, target: Node, value: Value, scope: Scope, fresh = false): void {
  switch (target.kind) {
    case 'name':
      bindName(evaluation, target.name, value, scope, fresh);
      break;
    case 'list':
      bindItems(evaluation, target.items, value, scope, fresh);
      break;
    case 'map':
      bindEntries(evaluation, target.entries, value, scope, fresh);
      break;
    case 'assign': {
      const missing = value.kind === 'text' && value.text === HOLE;
      bind(evaluation, target.target, missing ? evaluation.evaluate(target.value, scope) : value, scope, fresh);
      break;
    }
    case 'spread':
      bind(evaluation, target.value, value, scope, fresh);
      break;
    case 'index':
      bindIndex(evaluation, target, value, scope);
      break;
    default:
      break;
  }
}

function bindName(evaluation: Evaluation, name: string, value: Value, scope: Scope, fresh: boolean): void {
  if (name === '*' && value.kind === 'reference') evaluation.wildcards.push(value.name.replace(/\.\*$/, ''));
  const holder = fresh ? scope : (holderOf(name, scope) ?? scope);
  holder.variables.set(name, value);
}

function bindItems(evaluation: Evaluation, items: readonly Node[], value: Value, scope: Scope, fresh: boolean): void {
  items.forEach((item, position) => {
    const part = value.kind === 'list' ? (value.items[position] ?? UNKNOWN) : unknown(moreTelling('dynamic', originOf(value)));
    bind(evaluation, item, item.kind === 'spread' ? value : part, scope, fresh);
  });
}

function bindEntries(evaluation: Evaluation, entries: readonly Entry[], value: Value, scope: Scope, fresh: boolean): void {
  for (const { key, value: target } of entries) {
    const name = typeof key === 'string' ? key : (boundNames(key)[0] ?? HOLE);
    bind(evaluation, target, target.kind === 'spread' ? value : member(evaluation, value, name), scope, fresh);
  }
}

/** `map[key] = value` binds the map anew with one entry more. */
function bindIndex(evaluation: Evaluation, { object, index }: NodeOf<'index'>, value: Value, scope: Scope): void {
  const [holder, key] = [evaluation.evaluate(object, scope), evaluation.evaluate(index, scope)];
  if (holder.kind !== 'map' || holder.entries.size > 200) return;
  bind(evaluation, object, { kind: 'map', entries: new Map([...holder.entries, [textOf(key).text, value]]) }, scope);
}
