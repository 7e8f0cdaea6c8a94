import { startsNamed } from './parse-list.ts';
import type { Parser } from './parser.ts';
import { block, call, type Entry, type Node, name, other } from './syntax.ts';

/** Statements between braces; the opening one is next. */
export function braces(parser: Parser): Node {
  parser.accept('{');
  return parser.within(true, () => {
    const body = parser.statements(() => parser.at('}'));
    parser.accept('}');
    return body;
  });
}

function skipLines(parser: Parser): void {
  while (parser.peek().kind === 'line') parser.next();
}

/** Passes tokens up to one of these, not over a line. */
export function skipTo(parser: Parser, ...until: readonly string[]): void {
  while (!parser.at(...until) && parser.peek().kind !== 'line' && parser.peek().kind !== 'end') parser.next();
}

/** A block, or one statement. */
export function body(parser: Parser): Node {
  skipLines(parser);
  return parser.at('{') ? braces(parser) : parser.statement();
}

/** Expressions between commas. */
export function separated(parser: Parser, binding?: number): readonly Node[] {
  const items = [parser.expression(binding)];
  while (parser.accept(',')) items.push(parser.expression(binding));
  return items;
}

/** The same where they may be targets or values of one assignment. */
export const listed = (parser: Parser): Node => multiple(separated(parser));

/** One node for several; brackets around a single one add nothing. */
export function grouped(items: readonly Node[]): Node {
  const only = items[0];
  return items.length === 1 && only ? only : { kind: 'list', items };
}

/** `a, b = 1, 2` reads as `a, (b = 1), 2`: the assignment belongs to the whole. */
export function multiple(items: readonly Node[]): Node {
  const assigned = items.findIndex((item) => item.kind === 'assign');
  const middle = items[assigned];
  if (items.length === 1 || middle?.kind !== 'assign') return grouped(items);
  return {
    kind: 'assign',
    target: { kind: 'list', items: [...items.slice(0, assigned), middle.target] },
    value: assigned === items.length - 1 ? middle.value : { kind: 'list', items: [middle.value, ...items.slice(assigned + 1)] },
  };
}

/** Whether the next token can begin an argument of a call without brackets. */
export function startsArgument(parser: Parser, words: ReadonlySet<string>): boolean {
  const token = parser.peek();
  if (!token.spaced && token.kind !== 'text') return false;
  switch (token.kind) {
    case 'text':
    case 'shell':
    case 'words':
    case 'number':
    case 'pattern':
      return true;
    case 'name':
      return !words.has(token.text);
    case 'mark':
      return token.text === '[' || token.text === '\\' || (token.text === ':' && !parser.peek(1).spaced) || token.text === '->';
    default:
      return false;
  }
}

/** `system "rm", "x"`: arguments between commas; two side by side, as in `print FH "x"`, are two. */
export function commandCall(parser: Parser, callee: Node, words: ReadonlySet<string>): Node {
  const positional: Node[] = [];
  const named: Entry[] = [];
  do {
    while (parser.peek().kind === 'line' && positional.length > 0) parser.next();
    if (startsNamed(parser)) {
      const key = parser.next().text;
      parser.next();
      named.push({ key, value: parser.expression(1) });
      continue;
    }
    const value = parser.expression(1);
    if (parser.accept('=>')) named.push({ key: value, value: parser.expression(1) });
    else positional.push(value);
    if (parser.peek().kind === 'text' && startsArgument(parser, words)) positional.push(parser.expression(1));
  } while (parser.accept(','));
  return call(callee, positional, named);
}

/** `statement if test`, `statement for list`: what stands behind a statement. */
export function modified(parser: Parser, statement: Node, topic: string): Node {
  if (parser.accept('if', 'unless', 'while', 'until')) return { kind: 'when', test: parser.expression(), body: statement };
  if (parser.accept('for', 'foreach')) return { kind: 'loop', target: name(topic), items: listed(parser), body: statement };
  if (parser.accept('rescue')) return block([statement, parser.expression()]);
  return statement;
}

/** `(test) { … }` after `if`, `while` and their kin. */
export function conditional(parser: Parser): Node {
  return { kind: 'when', test: parser.at('(') ? parser.expression(8) : other(), body: body(parser) };
}

/** `for (first; test; next) { … }`, the bracket being next. */
export function counted(parser: Parser): Node {
  parser.accept('(');
  const head = parser.items(')');
  return block([...head.positional, ...head.named.map((entry) => entry.value), body(parser)]);
}
