import { decode, fromCodes } from './decoding.ts';
import { environmentVariable } from './environment.ts';
import { formatBraces, slice } from './folding.ts';
import type { Call, Operation } from './library.ts';
import { concatenate, isKnown, joinText, known, listOf, moreTelling, originOf, textOf, UNKNOWN, unknown, type Value } from './values.ts';

/** What a list, a map or a string does when asked, in whatever language; undefined where it is not known. */
export function callMethod(receiver: Value, name: string): Operation | undefined {
  const table =
    receiver.kind === 'list' ? LIST_METHODS : receiver.kind === 'map' ? MAP_METHODS : receiver.kind === 'text' ? TEXT_METHODS : {};
  if (Object.hasOwn(table, name)) return table[name];
  return Object.hasOwn(ANY_METHODS, name) ? ANY_METHODS[name] : undefined;
}

/** The new value of a list that a method changes. */
export function rebinds(receiver: Value, name: string, positional: readonly Value[]): Value | undefined {
  if (receiver.kind !== 'list' || receiver.items.length > 1000) return undefined;
  switch (name) {
    case 'append':
    case 'push':
    case 'push_back':
      return { kind: 'list', items: [...receiver.items, ...positional] };
    case 'extend':
    case 'concat':
      return { kind: 'list', items: [...receiver.items, ...positional.flatMap((each) => listOf(each) ?? [each])] };
    case 'reverse':
      return { kind: 'list', items: receiver.items.toReversed() };
    default:
      return undefined;
  }
}

const self: Operation = (call) => call.receiver;
const onText =
  (change: (text: string, call: Call) => string): Operation =>
  ({ receiver, ...call }) => {
    const value = textOf(receiver);
    return isKnown(value) ? known(change(value.text, call), value.origin) : value;
  };

const each: Operation = (call) => {
  const items = listOf(call.receiver) ?? [call.receiver ?? UNKNOWN];
  return { kind: 'list', items: items.slice(0, 48).map((item) => call.apply(call.positional[0], [item])) };
};

/** Applies every function that is handed over to what the receiver yields. */
const chain: Operation = (call) =>
  call.positional.reduce<Value>((_value, callback) => call.apply(callback, [call.receiver ?? UNKNOWN]), UNKNOWN);

const join: Operation = (call) => {
  const [separator, items] = call.receiver?.kind === 'list' ? [call.positional[0], call.receiver] : [call.receiver, call.positional[0]];
  const list = listOf(items);
  return list ? joinText(list, separator ? textOf(separator).text : ',') : unknown(moreTelling('dynamic', originOf(items ?? UNKNOWN)));
};

const split: Operation = (call) => {
  const value = textOf(call.receiver);
  if (!isKnown(value)) return undefined;
  const separator = call.positional[0];
  const pieces = separator && isKnown(separator) ? value.text.split(textOf(separator).text) : value.text.trim().split(/\s+/);
  return { kind: 'list', items: pieces.slice(0, 1000).map((piece) => known(piece, value.origin)) };
};

const replace: Operation = (call) => {
  const [from, to] = [textOf(call.positional[0]), textOf(call.positional[1])];
  const value = textOf(call.receiver);
  if (!isKnown(value) || !isKnown(from) || !isKnown(to) || call.positional[0]?.kind !== 'text')
    return unknown(moreTelling('dynamic', value.origin));
  return known(value.text.replaceAll(from.text, to.text), value.origin);
};

const reverse: Operation = (call) =>
  call.receiver?.kind === 'list' ? { kind: 'list', items: call.receiver.items.toReversed() } : decode(call.receiver, 'reverse');

const toText: Operation = (call) => {
  const encoding = textOf(call.positional[0]).text;
  if (encoding === 'hex' || encoding === 'base64') return unknown(originOf(call.receiver ?? UNKNOWN));
  return listOf(call.receiver) ? (fromCodes(listOf(call.receiver) ?? []) ?? textOf(call.receiver)) : textOf(call.receiver);
};

const substring: Operation = (call) => {
  const [first, last] = call.positional;
  return slice(call.receiver ?? UNKNOWN, [first, last]);
};

const TEXT_METHODS: Readonly<Record<string, Operation>> = {
  join,
  split,
  replace,
  replaceAll: replace,
  gsub: replace,
  format: (call) => formatBraces(call.receiver ?? UNKNOWN, call.positional, call.named),
  concat: (call) => call.positional.reduce<Value>(concatenate, textOf(call.receiver)),
  strip: onText((text) => text.trim()),
  trim: onText((text) => text.trim()),
  chomp: onText((text) => text.replace(/\r?\n$/, '')),
  rstrip: onText((text) => text.trimEnd()),
  lstrip: onText((text) => text.trimStart()),
  lower: onText((text) => text.toLowerCase()),
  toLowerCase: onText((text) => text.toLowerCase()),
  downcase: onText((text) => text.toLowerCase()),
  upper: onText((text) => text.toUpperCase()),
  toUpperCase: onText((text) => text.toUpperCase()),
  upcase: onText((text) => text.toUpperCase()),
  repeat: (call) => {
    const times = call.positional[0];
    return times?.kind === 'number' ? known(textOf(call.receiver).text.repeat(Math.max(0, Math.min(times.value, 1000)))) : undefined;
  },
  slice: substring,
  substring,
  encode: self,
  decode: (call) => (textOf(call.positional[0]).text.startsWith('rot') ? decode(call.receiver, 'rot13') : call.receiver),
  toString: toText,
  to_s: self,
  reverse,
  each,
  map: each,
  forEach: each,
  read: self,
};

const LIST_METHODS: Readonly<Record<string, Operation>> = {
  join,
  reverse,
  reversed: reverse,
  toReversed: reverse,
  map: each,
  each,
  forEach: each,
  filter: (call) => {
    each(call);
    return call.receiver;
  },
  some: each,
  every: each,
  flatMap: each,
  toString: toText,
  slice: substring,
  copy: self,
  flat: self,
  sort: self,
  to_a: self,
};

const pairs = (call: Call): Value => ({
  kind: 'list',
  items:
    call.receiver?.kind === 'map' ? [...call.receiver.entries].map(([key, value]) => ({ kind: 'list', items: [known(key), value] })) : [],
});

const MAP_METHODS: Readonly<Record<string, Operation>> = {
  items: pairs,
  values: (call) => ({ kind: 'list', items: call.receiver?.kind === 'map' ? [...call.receiver.entries.values()] : [] }),
  get: (call) => call.member(call.receiver ?? UNKNOWN, textOf(call.positional[0]).text),
  copy: self,
};

const ANY_METHODS: Readonly<Record<string, Operation>> = {
  get: (call) => {
    const [key, fallback] = call.positional;
    if (call.receiver?.kind !== 'text' || call.receiver.origin !== 'environment' || key?.kind !== 'text') return undefined;
    const value = environmentVariable(key.text, call.reading);
    return isKnown(value) || originOf(value) === 'secret' ? value : (fallback ?? value);
  },
  keys: () => UNKNOWN,
  // biome-ignore lint/suspicious/noThenProperty: a table by method name, never awaited
  then: chain,
  tap: chain,
  finally: chain,
  catch: chain,
};
