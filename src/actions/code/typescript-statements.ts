import { body, braces, separated, skipTo } from './blocks.ts';
import { importName } from './modules.ts';
import type { Parser } from './parser.ts';
import { block, boundNames, NOTHING, type Node, name, other, reference } from './syntax.ts';
import { classBody, definition } from './typescript-functions.ts';

/** JavaScript's and TypeScript's statements; declarations of types are stepped over. */
export function statement(parser: Parser): Node {
  const token = parser.peek();
  if (token.kind === 'mark' && token.text === '{') return braces(parser);
  if (token.kind !== 'name') return expressions(parser);
  switch (token.text) {
    case 'import':
      if (parser.peek(1).text === '(' || parser.peek(1).text === '.') return expressions(parser);
      parser.next();
      return imports(parser);
    case 'export':
    case 'default':
    case 'async':
    case 'declare':
    case 'public':
    case 'private':
    case 'static':
    case 'readonly':
      if (parser.peek(1).kind !== 'name') return expressions(parser);
      parser.next();
      return parser.statement();
    case 'const':
    case 'let':
    case 'var':
      parser.next();
      return declarations(parser);
    case 'function':
      parser.next();
      return definition(parser);
    case 'class':
      parser.next();
      return classBody(parser);
    case 'interface':
    case 'enum':
    case 'namespace':
      if (parser.peek(1).kind !== 'name') return expressions(parser);
      skipTo(parser, '{');
      braces(parser);
      return NOTHING;
    case 'type':
      if (parser.peek(1).kind !== 'name') return expressions(parser);
      skipTo(parser, ';');
      return NOTHING;
    case 'if':
    case 'while': {
      parser.next();
      return { kind: 'when', test: parser.expression(8), body: body(parser) };
    }
    case 'for':
      parser.next();
      return loop(parser);
    case 'else':
    case 'do':
    case 'try':
    case 'finally':
      parser.next();
      return body(parser);
    case 'catch':
    case 'switch':
      parser.next();
      if (parser.at('(')) parser.expression(8);
      return body(parser);
    case 'return':
      parser.next();
      return { kind: 'return', value: parser.peek().kind === 'line' ? NOTHING : parser.expression() };
    case 'throw':
      parser.next();
      return other(parser.expression());
    default:
      return methodOr(parser, expressions);
  }
}

function expressions(parser: Parser): Node {
  return other(...separated(parser));
}

/** `name(parameters) {` in a class is a method, not a call. */
function methodOr(parser: Parser, otherwise: (parser: Parser) => Node): Node {
  const value = otherwise(parser);
  return parser.at('{') ? other(value, braces(parser)) : value;
}

function declarations(parser: Parser): Node {
  const nodes: Node[] = [];
  do {
    const target = parser.expression(2);
    if (parser.at(':')) skipTo(parser, '=', ';');
    if (parser.accept('=')) nodes.push({ kind: 'assign', target, value: parser.expression(1) });
  } while (parser.accept(','));
  return block(nodes);
}

function imports(parser: Parser): Node {
  parser.accept('type');
  const nodes: Node[] = [];
  const bound: { readonly target: Node; readonly imported: string }[] = [];
  while (parser.peek().kind === 'name' || parser.at('{', '*', ',')) {
    if (parser.at('from')) break;
    if (parser.accept(',')) continue;
    if (parser.accept('*')) {
      parser.accept('as');
      bound.push({ target: name(parser.next().text), imported: '' });
    } else if (parser.accept('{')) {
      while (parser.peek().kind !== 'end' && !parser.accept('}')) {
        const imported = parser.next();
        const local = parser.accept('as') ? parser.next() : imported;
        if (imported.kind === 'name') bound.push({ target: name(local.text), imported: `.${imported.text}` });
      }
    } else bound.push({ target: name(parser.next().text), imported: '' });
  }
  parser.accept('from');
  const source = parser.next();
  const module = importName(typeof source.parts?.[0] === 'string' ? source.parts[0] : '');
  for (const { target, imported } of bound) nodes.push({ kind: 'assign', target, value: reference(module + imported) });
  return block(nodes);
}

function loop(parser: Parser): Node {
  parser.accept('await');
  parser.accept('(');
  parser.accept('const', 'let', 'var');
  const target = parser.expression(4);
  if (parser.accept('of', 'in')) {
    const items = parser.within(false, () => parser.expression());
    parser.accept(')');
    return boundNames(target).length > 0 ? { kind: 'loop', target, items, body: body(parser) } : body(parser);
  }
  const head = parser.items(')');
  return block([target, ...head.positional, body(parser)]);
}
