import { braces, skipTo } from './blocks.ts';
import type { Parser } from './parser.ts';
import { NOTHING, type Node } from './syntax.ts';

/** Up to the closing bracket, which is taken; types are stepped over. */
export function parameters(parser: Parser): readonly Node[] {
  return parser.within(false, () => {
    const read: Node[] = [];
    while (parser.peek().kind !== 'end' && !parser.accept(')')) {
      if (parser.accept(',', 'public', 'private', 'readonly', '?')) continue;
      const target = parser.at(':', '}', ']') ? NOTHING : parser.progress(() => parser.expression(2));
      if (parser.accept('?', ':', '}', ']')) skipTo(parser, ',', ')', '=');
      if (!parser.accept('=')) read.push(target);
      else read.push({ kind: 'assign', target, value: parser.expression(2) });
    }
    return read;
  });
}

export function definition(parser: Parser): Node {
  parser.accept('*');
  const named = parser.peek().kind === 'name' ? parser.next().text : undefined;
  skipTo(parser, '(');
  parser.accept('(');
  const read = parameters(parser);
  skipTo(parser, '{');
  return { kind: 'function', parameters: read, body: braces(parser), ...(named !== undefined && { name: named }) };
}

export function classBody(parser: Parser): Node {
  skipTo(parser, '{');
  return braces(parser);
}
