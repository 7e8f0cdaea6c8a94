import { HOLE, type Stream, type Word } from '../../command.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Scope } from '../scope.ts';
import { printedLines } from '../streams.ts';
import { evaluate } from './evaluation.ts';
import type { Token } from './tokens.ts';

/** What an expression gives: the members of a list a line each. */
export function expressionStream(run: Interpreter, scope: Scope, tokens: readonly Token[], stdin: Stream | undefined): Stream {
  const words: Word[] = [];
  let left: readonly string[] = [];
  let right: string[] = [];
  let operator = '';
  const apply = () => {
    left = operator === '' ? right : (OPERATORS[operator]?.(left, right) ?? [HOLE]);
    right = [];
  };
  for (const token of tokens) {
    if (token.text === ',') continue;
    if (token.text === '+' || /^-[a-z]+$/i.test(token.text)) {
      apply();
      operator = token.text.toLowerCase();
      continue;
    }
    const word = evaluate(run, scope, token, stdin);
    words.push(word);
    right.push(...word.value.split('\n'));
  }
  const [only] = words;
  if (words.length === 1 && only?.value === HOLE && only.stream) {
    const { text: _, ...unknown } = only.stream;
    return unknown;
  }
  apply();
  return printedLines(left, words);
}

type Operator = (left: readonly string[], right: readonly string[]) => readonly string[];

/** Only the run can tell what any other makes of its operands. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  '+': (left, right) => (left.length > 1 ? [...left, ...right] : [left.join('') + right.join('\n')]),
  '-join': (left, right) => [left.length > 0 ? left.join(right[0]) : right.join('')],
  '-f': ([format = ''], right) => [format.replace(/\{(\d{1,2})\}/g, (_, at: string) => right[Number(at)] ?? HOLE)],
  '-replace': (left, [from = '', to = '']) => left.map((text) => (/^[\w\s~]+$/.test(from) ? text.replaceAll(from, to) : HOLE)),
};
