import { listed, skipTo } from './blocks.ts';
import type { Grammar, Parser } from './parser.ts';
import { readQuoted } from './quoted.ts';
import { call, collection, type Node, name, other } from './syntax.ts';
import type { Literal, Quoting, Token } from './tokens.ts';

const PLAIN: Quoting = { escapes: 'all' };

/** `[[ … ]]` and `[==[ … ]==]`. */
function longString(text: string, at: number): Literal | undefined {
  const match = /^\[(={0,8})\[/.exec(text.slice(at, at + 10));
  return match ? { kind: 'text', ...readQuoted(text, at + match[0].length, `]${match[1]}]`, { escapes: 'none' }) } : undefined;
}

export const luaGrammar: Grammar = {
  lexis: {
    lineComments: ['--', '#!'],
    blockComments: [['--[[', ']]']],
    quotes: { '"': PLAIN, "'": PLAIN },
    marks: ['...', '..', '==', '~=', '<=', '>=', '//', '::'],
    special: longString,
  },
  members: ['.', ':'],
  operators: { or: 2, and: 3, '==': 4, '~=': 4, '<': 4, '>': 4, '<=': 4, '>=': 4, '..': 6, '+': 6, '-': 6, '*': 7, '/': 7, '%': 7, '^': 8 },
  assignments: ['='],
  namedBy: ['='],
  statement,
  primary: (parser, token) =>
    token.kind === 'name' && token.text === 'function' ? definition(parser) : token.text === 'not' ? parser.expression(8) : undefined,
  postfix,
};

/** A call with a string or a table and no brackets. */
function postfix(parser: Parser, left: Node): Node | undefined {
  const callable = left.kind === 'name' || left.kind === 'member';
  const token = parser.peek();
  if (!callable) return undefined;
  if (token.kind === 'text') {
    parser.next();
    return call(left, [parser.parts(token.parts ?? [])]);
  }
  if (!parser.accept('{')) return undefined;
  return call(left, [collection(parser.items('}'))]);
}

function definition(parser: Parser): Node {
  const named: string[] = [];
  while (parser.peek().kind === 'name' || parser.at('.', ':')) named.push(parser.next().text);
  parser.accept('(');
  const parameters = parser.items(')').positional;
  const inside = chunk(parser);
  return { kind: 'function', parameters, body: inside, ...(named.length > 0 && { name: named.join('') }) };
}

/** Statements up to the word that closes them. */
function chunk(parser: Parser): Node {
  return parser.within(true, () => {
    const inside = parser.statements(() => parser.at('end', 'else', 'elseif', 'until'));
    parser.accept('end');
    return inside;
  });
}

function statement(parser: Parser): Node {
  const token: Token = parser.peek();
  if (token.kind !== 'name') return parser.expression();
  switch (token.text) {
    case 'local':
      parser.next();
      return parser.statement();
    case 'if':
    case 'elseif':
    case 'while': {
      parser.next();
      const test = parser.expression();
      parser.accept('then', 'do');
      return { kind: 'when', test, body: chunk(parser) };
    }
    case 'for':
      parser.next();
      return loop(parser);
    case 'do':
    case 'repeat':
    case 'else':
      parser.next();
      return chunk(parser);
    case 'until':
      parser.next();
      return parser.expression();
    case 'return':
      parser.next();
      return { kind: 'return', value: parser.at('end', ';') || parser.peek().kind === 'line' ? other() : parser.expression() };
    default:
      return listed(parser);
  }
}

/** `for _, f in ipairs({…}) do`: the last name is bound to each value. */
function loop(parser: Parser): Node {
  let target: Node = other();
  while (parser.peek().kind === 'name' && !parser.at('in', 'do')) {
    target = name(parser.next().text);
    if (!parser.accept(',')) break;
  }
  if (parser.accept('=')) {
    skipTo(parser, 'do');
    parser.accept('do');
    return chunk(parser);
  }
  parser.accept('in');
  const items = parser.expression();
  skipTo(parser, 'do');
  parser.accept('do');
  return { kind: 'loop', target, items, body: chunk(parser) };
}
