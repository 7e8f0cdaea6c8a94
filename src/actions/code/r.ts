import { body, braces, conditional, skipTo } from './blocks.ts';
import type { Grammar, Parser } from './parser.ts';
import { COMPARISON } from './precedence.ts';
import { block, type Node, name, other } from './syntax.ts';
import type { Quoting, Token } from './tokens.ts';

const PLAIN: Quoting = { escapes: 'all' };

export const rGrammar: Grammar = {
  lexis: {
    lineComments: ['#'],
    inName: '.',
    quotes: { '"': PLAIN, "'": PLAIN },
    marks: [':::', '<<-', '|>', '<-', '::', '->', '==', '!=', '<=', '>=', '&&', '||'],
  },
  members: ['::', ':::'],
  operators: {
    ...COMPARISON,
    '||': 2,
    '&&': 3,
    '|': 4,
    '&': 4,
    '+': 6,
    '-': 6,
    '*': 7,
    '/': 7,
    '^': 8,
    ':': 8,
  },
  assignments: ['<-', '=', '<<-'],
  namedBy: ['='],
  statement,
  primary: (parser: Parser, token: Token): Node | undefined =>
    token.kind === 'name' && token.text === 'function' ? definition(parser) : undefined,
};

function definition(parser: Parser): Node {
  parser.accept('(');
  const { positional, named } = parser.items(')');
  const parameters = [...positional, ...named.map(({ key }) => (typeof key === 'string' ? name(key) : key))];
  return { kind: 'function', parameters, body: body(parser) };
}

function statement(parser: Parser): Node {
  if (parser.at('{')) return braces(parser);
  if (parser.accept('if', 'while')) return conditional(parser);
  if (parser.accept('else', 'repeat')) return body(parser);
  if (!parser.accept('for')) return parser.expression();
  parser.accept('(');
  const target = name(parser.next().text);
  skipTo(parser, 'in');
  parser.accept('in');
  const items = parser.at(')') ? other() : parser.expression();
  parser.accept(')');
  return block([{ kind: 'loop', target, items, body: body(parser) }]);
}
