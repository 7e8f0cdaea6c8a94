import { HOLE } from '../command.ts';

type Token = '*' | ((character: string) => boolean);

/** Whether a glob of `*`, `?`, `[…]` and `\` matches the whole text; two pointers with one point of return, so never exponential. */
export function globMatches(glob: string): (text: string) => boolean {
  const tokens = tokensOf(glob);
  return (text) => {
    let p = 0;
    let t = 0;
    let star = -1;
    let resume = 0;
    while (t < text.length) {
      const token = tokens[p];
      if (token === '*') {
        star = p++;
        resume = t;
      } else if (token?.(text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else return false;
    }
    while (tokens[p] === '*') p++;
    return p === tokens.length;
  };
}

const TOKEN = /\[([!^]?)(\]?(?:\[:[a-z]+:\]|\\.|[^\]\\])*)\]|\\?(.)/gs;

function tokensOf(glob: string): readonly Token[] {
  return [...glob.matchAll(TOKEN)].map(([text, negated, set, character]): Token => {
    if (set !== undefined) return oneOf(set, negated !== '');
    if (text === '*') return '*';
    return text === '?' ? () => true : (other) => other === character;
  });
}

const MEMBER = /\[:([a-z]+):\]|\\?(.)(?:-\\?(.))?/gs;

function oneOf(set: string, negated: boolean): Token {
  const members = [...set.matchAll(MEMBER)];
  const has = (character: string): boolean =>
    members.some(([, name, from = '', to = from]) =>
      name === undefined ? from <= character && character <= to : CLASSES[name]?.test(character),
    );
  return (character) => has(character) !== negated;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z\d]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /\d/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[\dA-Fa-f]/,
};

/** Patterns such as `+(a|b)` are left alone, and those of which only the run can tell. */
const isRead = (pattern: string): boolean => !pattern.includes(HOLE) && !/[@?*+!]\(/.test(pattern);

const MAX_TRIALS = 4096;

/** `${x#pattern}` and its kin; undefined where it cannot be told, or the value is too long to try. */
export function removeMatch(value: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string | undefined {
  if (value.length > MAX_TRIALS || !isRead(pattern)) return undefined;
  const prefix = operator.includes('#');
  const longest = operator.length === 2;
  const matches = globMatches(pattern);
  for (let i = 0; i <= value.length; i++) {
    const length = longest ? value.length - i : i;
    const cut = prefix ? length : value.length - length;
    if (matches(prefix ? value.slice(0, cut) : value.slice(cut))) return prefix ? value.slice(cut) : value.slice(0, cut);
  }
  return value;
}

const MAX_REPLACED = 512;

/** `${x/pattern/replacement}`; undefined where it cannot be told, or the value is too long to try. */
export function replaceMatch(value: string, pattern: string, replacement: string, operator: '/' | '//' | '/#' | '/%'): string | undefined {
  if (!isRead(pattern)) return undefined;
  if (!/[*?[]/.test(pattern.replace(/\\./gs, ''))) return replaceText(value, pattern.replace(/\\(.)/gs, '$1'), replacement, operator);
  if (value.length > MAX_REPLACED) return undefined;
  const matches = globMatches(pattern);
  const lengthAt = (at: number): number => {
    for (let end = value.length; end > at; end--) {
      if (matches(value.slice(at, end))) return end - at;
      if (operator === '/%') return 0;
    }
    return 0;
  };
  let result = '';
  for (let at = 0; at < value.length; ) {
    const length = lengthAt(at);
    if (length === 0) {
      if (operator === '/#') return value;
      result += value.charAt(at++);
      continue;
    }
    result += replacement;
    at += length;
    if (operator !== '//') return result + value.slice(at);
  }
  return result;
}

function replaceText(value: string, pattern: string, replacement: string, operator: string): string {
  switch (operator) {
    case '/#':
      return value.startsWith(pattern) ? replacement + value.slice(pattern.length) : value;
    case '/%':
      return value.endsWith(pattern) ? value.slice(0, value.length - pattern.length) + replacement : value;
    default:
      if (pattern === '') return value;
      return operator === '//' ? value.replaceAll(pattern, () => replacement) : value.replace(pattern, () => replacement);
  }
}
