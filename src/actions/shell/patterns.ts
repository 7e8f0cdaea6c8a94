import { HOLE } from '../command.ts';

/** Whether a glob of `*`, `?` and `[…]` matches the whole text; two pointers with one point of return, so never exponential. */
function globMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const width = p < pattern.length ? matchOne(pattern, p, text.charAt(t)) : 0;
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (width > 0) {
      p += width;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** How much of the pattern at `p` matches this one character; 0 where it does not. */
function matchOne(pattern: string, p: number, character: string): number {
  const symbol = pattern[p];
  if (symbol === '?') return 1;
  if (symbol === '\\' && p + 1 < pattern.length) return pattern[p + 1] === character ? 2 : 0;
  const end = symbol === '[' ? pattern.indexOf(']', p + 2) : -1;
  if (end < 0) return symbol === character ? 1 : 0;
  const negated = pattern[p + 1] === '!' || pattern[p + 1] === '^';
  const set = pattern.slice(p + (negated ? 2 : 1), end);
  return inSet(set, character) !== negated ? end - p + 1 : 0;
}

function inSet(set: string, character: string): boolean {
  for (let i = 0; i < set.length; i++) {
    if (set[i + 1] === '-' && i + 2 < set.length) {
      if (character >= set.charAt(i) && character <= set.charAt(i + 2)) return true;
      i += 2;
    } else if (set[i] === character) return true;
  }
  return false;
}

const MAX_TRIALS = 4096;

/** `${x#pattern}` and its kin; undefined where the value is too long to try. */
export function removeMatch(value: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string | undefined {
  if (value.length > MAX_TRIALS || pattern.includes(HOLE)) return undefined;
  const prefix = operator.startsWith('#');
  const longest = operator.length === 2;
  for (let i = 0; i <= value.length; i++) {
    const length = longest ? value.length - i : i;
    const piece = prefix ? value.slice(0, length) : value.slice(value.length - length);
    if (globMatches(pattern, piece)) return prefix ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

const MAX_REPLACED = 512;

/** `${x/pattern/replacement}`; undefined where the value is too long to try. */
export function replaceMatch(value: string, pattern: string, replacement: string, operator: '/' | '//' | '/#' | '/%'): string | undefined {
  if (pattern.includes(HOLE)) return undefined;
  if (!/[*?[\\]/.test(pattern)) return replaceText(value, pattern, replacement, operator);
  if (value.length > MAX_REPLACED) return undefined;
  let result = '';
  for (let at = 0; at <= value.length; ) {
    const length = operator === '/%' ? (globMatches(pattern, value.slice(at)) ? value.length - at : 0) : longestMatch(pattern, value, at);
    if (length === 0) {
      result += value.charAt(at++);
      if (operator === '/#') return value;
      continue;
    }
    result += replacement;
    at += length;
    if (operator !== '//') return result + value.slice(at);
  }
  return result;
}

function longestMatch(pattern: string, value: string, at: number): number {
  for (let end = value.length; end > at; end--) if (globMatches(pattern, value.slice(at, end))) return end - at;
  return 0;
}

function replaceText(value: string, pattern: string, replacement: string, operator: string): string {
  if (pattern === '') return value;
  switch (operator) {
    case '//':
      return value.replaceAll(pattern, () => replacement);
    case '/#':
      return value.startsWith(pattern) ? replacement + value.slice(pattern.length) : value;
    case '/%':
      return value.endsWith(pattern) ? value.slice(0, value.length - pattern.length) + replacement : value;
    default:
      return value.replace(pattern, () => replacement);
  }
}
