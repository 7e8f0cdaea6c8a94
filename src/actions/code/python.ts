import { grouped, multiple, skipTo } from './blocks.ts';
import type { Grammar, Parser } from './parser.ts';
import { ARITHMETIC, COMPARISON } from './precedence.ts';
import { readQuoted } from './quoted.ts';
import { block, type Node, name, other, reference } from './syntax.ts';
import type { Literal, Quoting } from './tokens.ts';

const PREFIX = 'rbuftRBUFT';
const PLAIN: Quoting = { escapes: 'all' };

/** Strings with prefixes and triple quotes. */
function pythonString(text: string, at: number): Literal | undefined {
  let opening = at;
  while (opening < at + 2 && opening < text.length && PREFIX.includes(text.charAt(opening))) opening++;
  const quote = text.charAt(opening);
  if (quote !== '"' && quote !== "'") return undefined;
  const close = text.startsWith(quote.repeat(3), opening) ? quote.repeat(3) : quote;
  const prefix = text.slice(at, opening).toLowerCase();
  const quoting: Quoting = {
    escapes: prefix.includes('r') ? 'none' : 'all',
    ...((prefix.includes('f') || prefix.includes('t')) && { interpolation: ['{'] }),
  };
  return { kind: 'text', ...readQuoted(text, opening + close.length, close, quoting) };
}

export const pythonGrammar: Grammar = {
  lexis: {
    lineComments: ['#'],
    quotes: { '"': PLAIN, "'": PLAIN },
    marks: ['**=', '//=', '>>=', '<<=', '...', '**', '//', '==', '!=', '<=', '>=', '->', ':=', '+=', '-=', '*=', '/=', '|=', '&=', '%='],
    special: pythonString,
  },
  members: ['.'],
  operators: {
    ...COMPARISON,
    ...ARITHMETIC,
    if: 2,
    else: 2,
    or: 2,
    and: 3,
    in: 4,
    is: 4,
    not: 4,
    '|': 5,
    '&': 5,
    '^': 5,
    '<<': 6,
    '>>': 6,
    '//': 7,
    '@': 7,
    '**': 8,
  },
  assignments: ['=', ':=', '+=', '-=', '*=', '/=', '|='],
  namedBy: ['='],
  statement,
  primary,
  postfix,
  element: comprehension,
};

function primary(parser: Parser, token: { readonly kind: string; readonly text: string }): Node | undefined {
  if (token.kind !== 'name') return undefined;
  switch (token.text) {
    case 'lambda': {
      const parameters: Node[] = [];
      while (!parser.at(':') && parser.peek().kind !== 'line' && parser.peek().kind !== 'end') {
        const each = parser.next();
        if (each.kind === 'name') parameters.push(name(each.text));
      }
      parser.accept(':');
      return { kind: 'function', parameters, body: { kind: 'return', value: parser.expression(1) } };
    }
    case 'in':
      return parser.expression(4);
    case 'not':
    case 'await':
      return parser.expression(3);
    case 'yield':
      parser.accept('from');
      return other(parser.expression());
    default:
      return undefined;
  }
}

/** Strings side by side are one. */
function postfix(parser: Parser, left: Node): Node | undefined {
  const token = parser.peek();
  if (token.kind === 'text' && left.kind === 'text') {
    parser.next();
    const more = parser.parts(token.parts ?? []);
    return { kind: 'text', parts: [...left.parts, ...(more.kind === 'text' ? more.parts : [])] };
  }
  return undefined;
}

function comprehension(parser: Parser, element: Node): Node {
  parser.accept('async');
  if (!parser.accept('for')) return element;
  const target = targets(parser);
  parser.accept('in');
  const items = parser.expression(2);
  let body = element;
  const tests: Node[] = [];
  while (parser.accept('if')) tests.push(parser.expression(2));
  if (parser.at('for', 'async')) body = parser.nested(() => comprehension(parser, element));
  for (const test of tests) body = { kind: 'when', test, body };
  return { kind: 'loop', target, items, body };
}

/** Names between commas before `in` or `=`. */
function targets(parser: Parser): Node {
  const items: Node[] = [];
  do {
    if (parser.at('in')) break;
    items.push(parser.expression(4));
  } while (parser.accept(','));
  return grouped(items);
}

function statement(parser: Parser): Node {
  const token = parser.peek();
  if (token.kind === 'mark' && token.text === '@') {
    parser.next();
    return parser.expression();
  }
  if (token.kind !== 'name') return simple(parser);
  switch (token.text) {
    case 'import':
      parser.next();
      return imports(parser);
    case 'from':
      parser.next();
      return importsFrom(parser);
    case 'def':
      parser.next();
      return definition(parser);
    case 'async':
      parser.next();
      return parser.statement();
    case 'class': {
      parser.next();
      parser.next();
      const bases = parser.at('(') ? parser.expression() : other();
      return block([bases, suite(parser)]);
    }
    case 'for': {
      parser.next();
      const target = targets(parser);
      parser.accept('in');
      const items = tuple(parser);
      return { kind: 'loop', target, items, body: suite(parser) };
    }
    case 'if':
    case 'elif':
    case 'while': {
      parser.next();
      const test = parser.expression();
      return { kind: 'when', test, body: suite(parser) };
    }
    case 'with': {
      parser.next();
      return block([managed(parser), suite(parser)]);
    }
    case 'except': {
      parser.next();
      skipTo(parser, ':');
      return suite(parser);
    }
    case 'else':
    case 'try':
    case 'finally':
      parser.next();
      return suite(parser);
    case 'return':
      parser.next();
      return { kind: 'return', value: tuple(parser) };
    case 'del':
    case 'assert':
    case 'raise':
      parser.next();
      return other(tuple(parser));
    default:
      return simple(parser);
  }
}

/** An expression or an assignment, with an annotation stepped over. */
function simple(parser: Parser): Node {
  const first = tuple(parser);
  if (first.kind === 'name' && parser.accept(':')) {
    parser.expression(1);
    if (parser.accept('=')) return { kind: 'assign', target: first, value: tuple(parser) };
  }
  if (parser.accept('=')) {
    const value = tuple(parser);
    return { kind: 'assign', target: first, value };
  }
  return first;
}

/** Expressions between commas without brackets; `a if c else b` among them. */
function tuple(parser: Parser): Node {
  const items: Node[] = [];
  do {
    const token = parser.peek();
    if (token.kind === 'line' || token.kind === 'end' || parser.at(':', '=', ';')) break;
    items.push(parser.expression());
  } while (parser.accept(','));
  return multiple(items);
}

function dotted(parser: Parser): string {
  let written = '';
  while (parser.peek().kind === 'name' || parser.at('.', '...')) {
    if (parser.at('import', 'as')) break;
    written += parser.next().text;
  }
  return written;
}

function imports(parser: Parser): Node {
  const nodes: Node[] = [];
  do {
    const module = dotted(parser);
    if (parser.accept('as')) nodes.push({ kind: 'assign', target: name(parser.next().text), value: reference(module) });
    else {
      const head = module.split('.')[0] ?? module;
      nodes.push({ kind: 'assign', target: name(head), value: reference(head) });
    }
  } while (parser.accept(','));
  return block(nodes);
}

function importsFrom(parser: Parser): Node {
  const module = dotted(parser);
  parser.accept('import');
  const nodes: Node[] = [];
  const bracketed = parser.accept('(');
  parser.within(!bracketed, () => {
    while (parser.peek().kind === 'name' || parser.at('*')) {
      const imported = parser.next().text;
      const bound = parser.accept('as') ? parser.next().text : imported;
      const value = imported === '*' ? reference(`${module}.*`) : reference(`${module}.${imported}`);
      nodes.push({ kind: 'assign', target: name(bound), value });
      if (!parser.accept(',')) break;
    }
    if (bracketed) parser.accept(')');
  });
  return block(nodes);
}

function definition(parser: Parser): Node {
  const named = parser.next().text;
  const parameters: Node[] = [];
  if (parser.accept('(')) {
    const read = parser.items(')');
    for (const item of read.positional) parameters.push(item);
    for (const { key, value } of read.named) {
      parameters.push(typeof key === 'string' ? { kind: 'assign', target: name(key), value } : key);
    }
  }
  skipTo(parser, ':');
  return { kind: 'function', name: named, parameters, body: suite(parser) };
}

function managed(parser: Parser): Node {
  const nodes: Node[] = [];
  do {
    if (parser.at(':')) break;
    const value = parser.expression();
    if (parser.accept('as')) nodes.push({ kind: 'assign', target: parser.expression(4), value });
    else nodes.push(value);
  } while (parser.accept(','));
  return block(nodes);
}

/** What follows a colon: the rest of the line, or the lines that are indented further. */
function suite(parser: Parser): Node {
  skipTo(parser, ':');
  parser.accept(':');
  const first = parser.peek();
  if (first.kind !== 'line') return parser.statements(() => parser.peek().kind === 'line');
  const column = first.column;
  const closes = () => {
    const token = parser.peek();
    return token.kind === 'line' && token.column < column;
  };
  return column === 0 ? block([]) : parser.statements(closes);
}
