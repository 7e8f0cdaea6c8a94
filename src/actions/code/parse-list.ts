import type { Parser } from './parser.ts';
import { block, type Elements, type Entry, type Node } from './syntax.ts';

/** Expressions between commas up to the closing mark, which is taken, or to another bracket's, which is left. */
export function parseItems(parser: Parser, close: string): Elements {
  const positional: Node[] = [];
  const named: Entry[] = [];
  while (parser.peek().kind !== 'end' && !parser.accept(close)) {
    if (parser.accept(',', ';')) continue;
    if (parser.at(')', ']', '}')) break;
    if (startsNamed(parser)) {
      const key = parser.next().text;
      parser.next();
      named.push({ key, value: parser.progress(() => parser.expression(1)) });
      continue;
    }
    const value = parser.progress(() => parseElement(parser));
    if (parser.accept(':', '=>')) named.push({ key: value, value: parser.progress(() => parseElement(parser)) });
    else positional.push(value);
  }
  return { positional, named };
}

/** Whether the name of an argument and its mark are next: `mode=`. */
export function startsNamed(parser: Parser): boolean {
  const mark = parser.peek(1);
  return parser.peek().kind === 'name' && mark.kind === 'mark' && parser.grammar.namedBy?.includes(mark.text) === true;
}

function parseElement(parser: Parser): Node {
  const value = parser.expression();
  return parser.grammar.element ? parser.grammar.element(parser, value) : value;
}

/** Statements until `closes` says so or the text ends; the closing token is left. */
export function parseStatements(parser: Parser, closes: () => boolean): Node {
  const nodes: Node[] = [];
  while (parser.peek().kind !== 'end' && !closes()) {
    if (parser.peek().kind === 'line' || parser.at(';')) parser.next();
    else nodes.push(parser.progress(parser.statement));
  }
  const only = nodes[0];
  return nodes.length === 1 && only ? only : block(nodes);
}
