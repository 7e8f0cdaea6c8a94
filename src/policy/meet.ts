import type { Layer, LayerName } from './layer.ts';

/** Where a value stands. */
export interface Place {
  readonly layer: LayerName;
  readonly path: string;
  readonly line: number;
}

export interface Dropped extends Place {
  readonly value: string;
  readonly why: string;
}

/** Where a value of the policy in force comes from; `from` is empty for what is built in and untouched. */
export interface Origin {
  readonly field: string;
  readonly value: string;
  readonly from: readonly Place[];
  readonly dropped: readonly Dropped[];
}

/** What one layer says of one field. */
export interface Said<T> {
  readonly layer: Layer;
  readonly keys: readonly string[];
  readonly value: T;
}

export interface Met<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** What each layer that is not silent says, in the order of authority. */
export function saidBy<T>(
  layers: readonly Layer[],
  keys: readonly string[],
  read: (settings: Layer['settings']) => T | undefined,
): readonly Said<T>[] {
  return layers.flatMap((layer) => {
    const value = read(layer.settings);
    return value === undefined ? [] : [{ layer, keys, value }];
  });
}

export const placeOf = ({ layer, keys }: Said<unknown>): Place => ({ layer: layer.name, path: layer.path, line: layer.lineOf(keys) });

/** Nobody loosens what the managed layer says; a project's layer loosens nothing before a person has trusted it. */
export function loosens(layer: Layer, managed: boolean): string | undefined {
  if (layer.name !== 'managed' && managed) return 'the managed layer has settled it';
  return layer.name === 'project' && !layer.trusted ? 'an untrusted project can only tighten' : undefined;
}

/**
 * One value out of several, each layer's in turn: a stricter one always counts, a laxer one where that layer may loosen.
 * `isStricter` is an order, or tells all that differ apart: then only who may loosen says anything. What is `settled` is the managed layer's own word.
 */
export function meetValues<T>(
  field: string,
  builtin: T,
  said: readonly Said<T>[],
  isStricter: (left: T, right: T) => boolean,
  show: (value: T) => string = String,
  settled = false,
): Met<T> {
  let value = builtin;
  let from: readonly Place[] = [];
  let managed = settled;
  const dropped: Dropped[] = [];
  for (const one of said) {
    const place = placeOf(one);
    const why = isStricter(value, one.value) ? loosens(one.layer, managed) : undefined;
    if (why === undefined) [value, from] = [one.value, [place]];
    else dropped.push({ ...place, value: show(one.value), why });
    managed ||= one.layer.name === 'managed';
  }
  return { value, origin: { field, value: show(value), from, dropped } };
}

/** Order on a scale from lax to strict. */
export const onScale =
  <T>(scale: readonly T[]) =>
  (left: T, right: T): boolean =>
    scale.indexOf(left) > scale.indexOf(right);

/** Lists that join: more entries protect more; `!entry` takes one away, where that layer may loosen. */
export function meetSets(field: string, builtin: readonly string[], said: readonly Said<readonly string[]>[]): Met<readonly string[]> {
  const entries = new Set(builtin);
  const from: Place[] = [];
  const dropped: Dropped[] = [];
  let managed = false;
  for (const one of said) {
    const place = placeOf(one);
    from.push(place);
    for (const entry of one.value) {
      const why = entry.startsWith('!') ? loosens(one.layer, managed) : undefined;
      if (why !== undefined) dropped.push({ ...place, value: entry, why });
      else if (entry.startsWith('!')) entries.delete(entry.slice(1));
      else entries.add(entry);
    }
    managed ||= one.layer.name === 'managed';
  }
  return { value: [...entries], origin: { field, value: [...entries].join(', '), from, dropped } };
}
