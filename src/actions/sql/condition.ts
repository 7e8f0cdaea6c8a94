import type { Token } from './tokens.ts';

const ENDS = /^(?:returning|order|limit|group|option|for|allow)$/;
const MAX_NESTED = 8;

/** Whether a `WHERE` leaves any row out, as far as its words tell; a `LIMIT` or a join does, too. */
export function leavesRowsOut(tokens: readonly Token[]): boolean {
  const base = tokens[0]?.depth ?? 0;
  const isWord = (token: Token, pattern: RegExp): boolean => token.kind === 'word' && token.depth === base && pattern.test(token.text);
  const where = tokens.findIndex((token) => isWord(token, /^where$/));
  const rest = where < 0 ? tokens : tokens.slice(where + 1);
  if (tokens.some((token) => isWord(token, /^(?:limit|top|tablesample)$/)) || joinLeavesOut(tokens, isWord)) return true;
  if (where < 0) return false;
  const end = rest.findIndex((token) => isWord(token, ENDS));
  return !holdsAlways(end < 0 ? rest : rest.slice(0, end));
}

/** `JOIN b ON 1` pairs every row with some other, as long as there is one. */
function joinLeavesOut(tokens: readonly Token[], isWord: (token: Token, pattern: RegExp) => boolean): boolean {
  const joins = tokens.flatMap((token, at) => (isWord(token, /^join$/) ? [at] : []));
  return joins.some((join) => {
    const length = tokens.slice(join + 1).findIndex((token) => isWord(token, /^(?:join|where|set|order|limit)$/));
    const joined = tokens.slice(join + 1, length < 0 ? tokens.length : join + 1 + length);
    const on = joined.findIndex((token) => isWord(token, /^on$/));
    return (
      on < 0 || !holdsAlways(joined.slice(on + 1).filter((token) => !isWord(token, /^(?:inner|left|right|full|outer|cross|natural)$/)))
    );
  });
}

/** `true`, `1 = 1`, `id = id`, `x OR 1 = 1`. */
function holdsAlways(tokens: readonly Token[], nested = 0): boolean {
  const [first] = tokens;
  if (!first) return true;
  if (nested > MAX_NESTED) return false;
  if (enclosed(tokens)) return holdsAlways(tokens.slice(1, -1), nested + 1);
  const alternatives = split(tokens, 'or');
  if (alternatives.length > 1) return alternatives.some((each) => each.length > 0 && holdsAlways(each, nested + 1));
  const parts = split(tokens, 'and');
  if (parts.length > 1) return parts.every((each) => each.length > 0 && holdsAlways(each, nested + 1));
  const [left, operator, right, more] = tokens;
  if (!left || more) return false;
  if (!operator) return left.text === 'true' || (left.kind === 'number' && Number(left.text) !== 0);
  if (!right) return left.text === 'not' && /^(?:false|0)$/.test(operator.text);
  const same = left.kind === right.kind && left.text === right.text;
  return same && (operator.text === '=' || operator.text === 'like' || operator.text === 'is');
}

/** In one pair of parentheses. */
function enclosed(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first?.text !== '(' || last?.text !== ')' || first.depth !== last.depth) return false;
  return tokens.slice(1, -1).every((token) => token.depth > first.depth);
}

function split(tokens: readonly Token[], word: 'and' | 'or'): readonly (readonly Token[])[] {
  const base = tokens[0]?.depth ?? 0;
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'word' && token.text === word && token.depth === base) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
