import { posix } from 'node:path';
import { HOLE } from '../command.ts';
import {
  concatenate,
  isKnown,
  known,
  listOf,
  mixedOrigin,
  moreTelling,
  object,
  originOf,
  textOf,
  UNKNOWN,
  unknown,
  type Value,
} from './values.ts';

const MAX_REPEATED = 10_000;
const JOINING = new Set(['+', '.', '..', '~']);

/** A binary operator on values as far as they are known. */
export function operate(operator: string, left: Value, right: Value): Value {
  if (JOINING.has(operator)) return joinValues(operator, left, right);
  switch (operator) {
    case '&':
      return left.kind === 'text' && right.kind === 'text' ? concatenate(left, right) : arithmetic(operator, left, right);
    case '/':
      return left.kind === 'object' && left.type === 'Path' ? object('Path', joinPath([left, right])) : arithmetic(operator, left, right);
    case '%':
      return left.kind === 'text' ? formatPercent(left, right) : arithmetic(operator, left, right);
    case '*':
    case 'x':
      return repeat(left, right) ?? arithmetic(operator, left, right);
    default:
      return arithmetic(operator, left, right);
  }
}

function joinValues(operator: string, left: Value, right: Value): Value {
  const [leftItems, rightItems] = [listOf(left), listOf(right)];
  if (leftItems && rightItems) return { kind: 'list', items: [...leftItems, ...rightItems] };
  if (leftItems) return { kind: 'list', items: [...leftItems, right] };
  if (operator === '+' && left.kind === 'number' && right.kind === 'number') return { kind: 'number', value: left.value + right.value };
  return concatenate(left, right);
}

function arithmetic(operator: string, left: Value, right: Value): Value {
  if (left.kind !== 'number' || right.kind !== 'number') {
    // Arithmetic on what was hidden or fetched is how it is unscrambled; a comparison with the environment tells nothing of it.
    const origin = mixedOrigin([left, right]);
    return origin === 'decoded' || origin === 'downloaded' ? unknown(origin) : UNKNOWN;
  }
  switch (operator) {
    case '-':
      return { kind: 'number', value: left.value - right.value };
    case '*':
      return { kind: 'number', value: left.value * right.value };
    case '^':
      return { kind: 'number', value: left.value ^ right.value };
    case '|':
      return { kind: 'number', value: left.value | right.value };
    default:
      return UNKNOWN;
  }
}

function repeat(value: Value, times: Value): Value | undefined {
  if (times.kind !== 'number' || value.kind !== 'text') return undefined;
  const count = Math.max(0, Math.min(times.value, MAX_REPEATED / Math.max(1, value.text.length)));
  return known(value.text.repeat(count), value.origin);
}

/** Paths joined as the libraries do: an absolute one begins anew. */
export function joinPath(items: readonly Value[]): ReturnType<typeof textOf> {
  const texts = items.map(textOf);
  const joined = texts.reduce((path, { text }) => (text.startsWith('/') || path === '' ? text : posix.join(path, text)), '');
  const glob = texts.some((each) => each.glob);
  return { ...known(joined, mixedOrigin(texts)), ...(glob && { glob }) };
}

/** `%s` and `%d`, filled in from the right side. */
function formatPercent(format: Value, values: Value): Value {
  const items = [...(listOf(values) ?? [values])];
  const pattern = textOf(format);
  const filled = pattern.text.replace(/%(?:\([^)]{0,40}\))?[sdrifx%]/g, (mark) => (mark === '%%' ? '%' : textOf(items.shift()).text));
  return known(filled, moreTelling(pattern.origin, originOf(values)));
}

/** `{}`, `{0}` and `{name}`, filled in. */
export function formatBraces(format: Value, positional: readonly Value[], named: ReadonlyMap<string, Value>): Value {
  let at = 0;
  const pattern = textOf(format);
  const filled = pattern.text.replace(/\{([A-Za-z0-9_]{0,40})[^{}]{0,40}\}/g, (_mark, key: string) => {
    const value = key === '' ? positional[at++] : (named.get(key) ?? positional[Number(key)]);
    return value ? textOf(value).text : HOLE;
  });
  return known(filled, moreTelling(pattern.origin, mixedOrigin([...positional, ...named.values()])));
}

export function slice(value: Value, bounds: readonly (Value | undefined)[]): Value {
  const numbers = bounds.map((bound) => (bound?.kind === 'number' ? bound.value : undefined));
  if (bounds.some((bound, at) => bound && numbers[at] === undefined)) return unknown(moreTelling('dynamic', originOf(value)));
  const [first, last, step = 1] = numbers;
  const pick = <T>(items: readonly T[]): readonly T[] => {
    if (step > 0) return items.slice(first, last).filter((_item, at) => at % step === 0);
    if (step === 0) return [];
    return items
      .toReversed()
      .slice(first === undefined ? 0 : items.length - 1 - first)
      .filter((_item, at) => at % -step === 0);
  };
  if (value.kind === 'list') return { kind: 'list', items: pick(value.items) };
  if (value.kind !== 'text' || !isKnown(value)) return unknown(moreTelling('dynamic', originOf(value)));
  return known(pick([...value.text]).join(''), value.origin);
}
