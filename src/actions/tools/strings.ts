import { isObject, type JsonObject, type JsonValue } from '../../domain/json.ts';

const MAX_VALUES = 2_000;
const MAX_DEPTH = 12;

export interface InputString {
  /** The key that it stands under, also as an element of a list. */
  readonly key: string;
  readonly text: string;
  /** The object that it stands in. */
  readonly owner: JsonObject | undefined;
}

/** Every string of a tool's input, in no order that matters; `complete` is false where there was more than is read. */
export function stringsIn(input: JsonObject): { readonly found: readonly InputString[]; readonly complete: boolean } {
  const found: InputString[] = [];
  const left: { key: string; value: JsonValue | undefined; owner: JsonObject | undefined; depth: number }[] = [
    { key: '', value: input, owner: undefined, depth: 0 },
  ];
  let seen = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { key, value, owner, depth } = next;
    if (++seen > MAX_VALUES || depth > MAX_DEPTH) return { found: found.reverse(), complete: false };
    if (typeof value === 'string') found.push({ key, text: value, owner });
    else if (Array.isArray(value)) for (const item of value) left.push({ key, value: item, owner, depth: depth + 1 });
    else if (isObject(value))
      for (const [name, item] of Object.entries(value)) left.push({ key: name, value: item, owner: value, depth: depth + 1 });
  }
  return { found: found.reverse(), complete: true };
}
