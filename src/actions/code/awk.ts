import { body, braces, conditional, counted } from './blocks.ts';
import { afterValue, slashed } from './literals.ts';
import type { Grammar, Parser } from './parser.ts';
import { block, call, NOTHING, type Node, name, other, reference } from './syntax.ts';
import type { Quoting, Token } from './tokens.ts';

const PLAIN: Quoting = { escapes: 'all' };
const BEFORE_VALUE = new Set(['print', 'printf', 'return', 'in', 'getline', 'if', 'while']);

export const awkGrammar: Grammar = {
  lexis: {
    lineComments: ['#'],
    quotes: { '"': PLAIN },
    marks: ['**=', '>>', '|&', '==', '!=', '<=', '>=', '&&', '||', '!~', '+=', '-=', '*=', '/=', '%=', '++', '--', '**'],
    special: (text, at, previous) =>
      text.charAt(at) === '/' && !afterValue(previous, BEFORE_VALUE) ? slashed(text, at, { escapes: 'none' }) : undefined,
  },
  members: [],
  // `>` is left out: after `print` it opens a file, elsewhere its sides matter little.
  operators: {
    '?': 2,
    '||': 2,
    '&&': 3,
    '~': 4,
    '!~': 4,
    '==': 4,
    '!=': 4,
    '<=': 4,
    '>=': 4,
    in: 4,
    '+': 7,
    '-': 7,
    '*': 8,
    '/': 8,
    '%': 8,
  },
  assignments: ['=', '+=', '-=', '*=', '/='],
  statement,
  primary,
  postfix,
};

function primary(parser: Parser, token: Token): Node | undefined {
  if (token.kind === 'mark' && token.text === '$') return other(parser.expression(9), NOTHING);
  if (token.kind !== 'name') return undefined;
  if (token.text === 'print' || token.text === 'printf') return printed(parser);
  if (token.text === 'getline') {
    const target = parser.peek().kind === 'name' ? parser.next().text : undefined;
    const source = parser.accept('<') ? call(reference('getline'), [parser.expression(8)]) : other();
    return target === undefined ? source : { kind: 'assign', target: name(target), value: source };
  }
  return undefined;
}

/** Values side by side are joined; `command | getline` runs the command. */
function postfix(parser: Parser, left: Node): Node | undefined {
  const token = parser.peek();
  if (token.kind === 'mark' && (token.text === '|' || token.text === '|&') && parser.peek(1).text === 'getline') {
    parser.next();
    parser.next();
    const value = call(reference('|'), [left]);
    return parser.peek().kind === 'name' ? { kind: 'assign', target: name(parser.next().text), value } : value;
  }
  const joins =
    token.kind === 'text' || token.kind === 'number' || (token.kind === 'name' && token.text !== 'in' && token.text !== 'getline');
  const joined = joins || (token.kind === 'mark' && token.text === '$' && token.spaced);
  return joined && left.kind !== 'other' ? { kind: 'binary', operator: '.', left, right: parser.expression(6) } : undefined;
}

/** `print values > file`, `>> file`, `| command`. */
function printed(parser: Parser): Node {
  const values: Node[] = [];
  while (!parser.at(';', '}', '>', '>>', '|', '|&') && parser.peek().kind !== 'line' && parser.peek().kind !== 'end') {
    values.push(parser.expression(1));
    if (!parser.accept(',')) break;
  }
  const printing = call(reference('print'), values);
  if (parser.accept('|', '|&')) return block([call(reference('|'), [parser.expression(1), ...values]), other()]);
  if (parser.accept('>')) return call(reference('>'), [parser.expression(1), ...values]);
  return parser.accept('>>') ? call(reference('>>'), [parser.expression(1), ...values]) : printing;
}

function statement(parser: Parser): Node {
  if (parser.at('{')) return braces(parser);
  const token = parser.peek();
  switch (token.kind === 'name' ? token.text : '') {
    case 'BEGIN':
    case 'END':
    case 'BEGINFILE':
    case 'ENDFILE':
    case 'else':
    case 'do':
      parser.next();
      return body(parser);
    case 'if':
    case 'while':
      parser.next();
      return conditional(parser);
    case 'for':
      parser.next();
      return counted(parser);
    case 'function':
    case 'func': {
      parser.next();
      const named = parser.next().text;
      const parameters = parser.accept('(') ? parser.items(')').positional : [];
      return { kind: 'function', name: named, parameters, body: body(parser) };
    }
    case 'return':
      parser.next();
      return { kind: 'return', value: parser.expression() };
    default:
      return parser.expression();
  }
}
