import { body, braces, conditional, counted, separated, skipTo } from './blocks.ts';
import { hereDocument } from './literals.ts';
import type { Grammar, Parser } from './parser.ts';
import { ARITHMETIC, COMPARISON } from './precedence.ts';
import { block, call, collection, type Node, name, other } from './syntax.ts';
import type { Literal, Quoting, Token } from './tokens.ts';

const DOUBLE: Quoting = { escapes: 'all', interpolation: ['{$', '${', '$'] };

export const phpGrammar: Grammar = {
  lexis: {
    lineComments: ['//', '#'],
    blockComments: [['/*', '*/']],
    sigils: '$',
    quotes: { '"': DOUBLE, "'": { escapes: 'quote' }, '`': DOUBLE },
    marks: '<?php <?= ?> === !== <=> **= ... ??= ?-> -> => :: == != <= >= && || ?? .= += -= ++ -- **'.split(' '),
    special: (text: string, at: number): Literal | undefined =>
      text.startsWith('<<<', at) ? hereDocument(text, at + 3 + (text.charAt(at + 3) === ' ' ? 1 : 0), true, DOUBLE) : undefined,
  },
  members: ['->', '?->', '::'],
  operators: {
    ...COMPARISON,
    ...ARITHMETIC,
    or: 2,
    and: 3,
    '?': 2,
    '||': 2,
    '??': 2,
    '&&': 3,
    '===': 4,
    '!==': 4,
    instanceof: 4,
    '|': 5,
    '&': 5,
    '^': 5,
    '.': 6,
    '**': 8,
  },
  assignments: ['=', '.=', '+=', '-=', '??='],
  namedBy: [':'],
  shell: 'shell_exec',
  statement,
  primary,
};

/** Constructs that take an argument without brackets. */
const PREFIXED = new Set(['echo', 'print', 'include', 'include_once', 'require', 'require_once', 'exit', 'die']);

function primary(parser: Parser, token: Token): Node | undefined {
  if (token.kind === 'mark' && token.text === '@') return parser.expression(9);
  if (token.kind !== 'name' || token.text.startsWith('$')) return undefined;
  // Names of functions fold their case.
  const word = token.text.toLowerCase();
  if (PREFIXED.has(word)) {
    return call(name(word), parser.at(';') || parser.peek().kind === 'end' ? [] : separated(parser, 1));
  }
  switch (word) {
    case 'function':
    case 'fn':
      return definition(parser);
    case 'new':
    case 'clone':
    case 'static':
      return parser.expression(8);
    case 'true':
      return { kind: 'number', value: 1 };
    case 'array':
    case 'list':
      return parser.accept('(') ? collection(parser.items(')')) : undefined;
    default:
      return name(parser.at('(') ? word : token.text);
  }
}

function definition(parser: Parser): Node {
  parser.accept('&');
  const named = parser.peek().kind === 'name' ? parser.next().text.toLowerCase() : undefined;
  const parameters: Node[] = [];
  if (parser.accept('(')) {
    parser.within(false, () => {
      while (parser.peek().kind !== 'end' && !parser.accept(')')) {
        const token = parser.next();
        if (token.kind !== 'name' || !token.text.startsWith('$')) continue;
        const target = name(token.text);
        parameters.push(parser.accept('=') ? { kind: 'assign', target, value: parser.expression(2) } : target);
      }
    });
  }
  skipTo(parser, '{', '=>', ';');
  const inside: Node = parser.accept('=>') ? { kind: 'return', value: parser.expression(1) } : braces(parser);
  return { kind: 'function', parameters, body: inside, ...(named !== undefined && { name: named }) };
}

function statement(parser: Parser): Node {
  if (parser.at('{')) return braces(parser);
  if (parser.accept('<?php', '?>', '<?=')) return other();
  const token = parser.peek();
  if (token.kind !== 'name') return parser.expression();
  switch (token.text.toLowerCase()) {
    case 'if':
    case 'elseif':
    case 'while':
    case 'switch':
    case 'catch':
      parser.next();
      return conditional(parser);
    case 'else':
    case 'do':
    case 'try':
    case 'finally':
      parser.next();
      return body(parser);
    case 'for':
      parser.next();
      return counted(parser);
    case 'foreach':
      parser.next();
      return each(parser);
    case 'class':
    case 'trait':
      parser.next();
      skipTo(parser, '{');
      return braces(parser);
    case 'public':
    case 'private':
    case 'protected':
    case 'static':
    case 'final':
      parser.next();
      return parser.statement();
    case 'return':
      parser.next();
      return { kind: 'return', value: parser.at(';') ? other() : parser.expression() };
    default:
      return parser.expression();
  }
}

/** `foreach ($list as $key => $value) …`. */
function each(parser: Parser): Node {
  parser.accept('(');
  const items = parser.within(false, () => parser.expression());
  parser.accept('as');
  let target = parser.expression(4);
  if (parser.accept('=>')) target = parser.expression(4);
  parser.accept(')');
  return block([{ kind: 'loop', target, items, body: body(parser) }]);
}
