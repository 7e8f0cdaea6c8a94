import { body, braces, commandCall, conditional, counted, grouped, listed, modified, skipTo, startsArgument } from './blocks.ts';
import type { Grammar, Parser } from './parser.ts';
import { DOUBLE, perlLiteral, SINGLE } from './perl-literals.ts';
import { ARITHMETIC, COMPARISON } from './precedence.ts';
import { block, call, NOTHING, type Node, name, other, reference, text } from './syntax.ts';
import type { Token } from './tokens.ts';

/** What stands behind a call without arguments. */
const ENDING = new Set([';', '}', '\n', 'for', 'foreach', 'if', 'unless']);
/** Words that do not begin an argument. */
const OPERATORS = new Set('x eq ne lt gt le ge cmp and or not xor if unless while until for foreach'.split(' '));

export const perlGrammar: Grammar = {
  lexis: {
    lineComments: ['#'],
    sigils: '$@%',
    quotes: { '"': DOUBLE, "'": SINGLE, '`': DOUBLE },
    marks: '<=> **= ||= &&= //= ... -> => :: == != <= >= && || // .. .= += -= *= x= =~ !~ ++ -- ** << >>'.split(' '),
    special: perlLiteral,
  },
  members: ['->', '::'],
  operators: {
    ...COMPARISON,
    ...ARITHMETIC,
    or: 1,
    and: 1,
    '?': 2,
    '||': 2,
    '//': 2,
    '&&': 3,
    eq: 4,
    ne: 4,
    lt: 4,
    gt: 4,
    '=~': 7,
    '!~': 7,
    '|': 5,
    '&': 5,
    '.': 6,
    x: 7,
    '**': 8,
  },
  assignments: ['=', '.=', '+=', '-=', '||=', '//='],
  namedBy: ['=>'],
  shell: 'qx',
  statement,
  primary,
  postfix,
};

function primary(parser: Parser, token: Token): Node | undefined {
  if (token.kind === 'text' && token.text === '<') return call(reference('glob'), [parser.parts(token.parts ?? [])]);
  if (token.text === '&' && parser.accept('{')) {
    const callee = parser.expression();
    parser.accept('}');
    return callee;
  }
  if (token.kind !== 'name' || token.text.startsWith('$')) return undefined;
  switch (token.text) {
    case 'my':
    case 'our':
    case 'local':
    case 'not':
      return parser.expression(8);
    case 'sub':
      return definition(parser);
    case 'new':
      return parser.peek().kind === 'name' ? constructed(parser) : undefined;
    case 'eval':
    case 'do':
      return parser.at('{') ? braces(parser) : call(name(token.text), [parser.expression(8)]);
    case 'shift':
      return NOTHING;
    default:
      return named(parser, token.text);
  }
}

/** `new IO::Socket::INET(…)`. */
function constructed(parser: Parser): Node {
  let type: Node = name(parser.next().text);
  while (parser.accept('::')) type = { kind: 'member', object: type, name: parser.next().text };
  return { kind: 'member', object: type, name: 'new' };
}

/** A bare word: a call without brackets where an argument follows. */
function named(parser: Parser, word: string): Node | undefined {
  if (parser.at('=>', '(', '->')) return undefined;
  if (parser.at('{') && (word === 'print' || word === 'grep' || word === 'map')) {
    const inside = braces(parser);
    parser.accept(',');
    return call(name(word), [{ kind: 'function', parameters: [name('$_')], body: inside }, listed(parser)]);
  }
  let callee: Node = name(word);
  while (parser.at('::') && parser.peek(1).kind === 'name') {
    parser.next();
    callee = { kind: 'member', object: callee, name: parser.next().text };
  }
  if (startsArgument(parser, OPERATORS)) return commandCall(parser, callee, OPERATORS);
  return callee.kind === 'name' && (ENDING.has(parser.peek().text) || parser.peek().kind === 'end') ? call(callee, []) : callee;
}

/** `$h{key}`, `$x->{key}`, `$x->(…)`, and methods called without brackets. */
function postfix(parser: Parser, left: Node): Node | undefined {
  if (parser.at('->') && ['{', '[', '('].includes(parser.peek(1).text)) {
    parser.next();
    return parser.at('{') ? keyed(parser, left) : left;
  }
  const token = parser.peek();
  const subscripted = left.kind === 'index' || (left.kind === 'name' && left.name.startsWith('$'));
  return subscripted && token.kind === 'mark' && token.text === '{' && !token.spaced ? keyed(parser, left) : undefined;
}

function keyed(parser: Parser, object: Node): Node {
  parser.accept('{');
  return parser.within(false, () => {
    const token = parser.peek();
    const bare = token.kind === 'name' && parser.peek(1).text === '}' && !token.text.startsWith('$');
    const index = bare ? text(parser.next().text) : parser.expression();
    parser.accept('}');
    return { kind: 'index', object, index };
  });
}

function definition(parser: Parser): Node {
  const named = parser.peek().kind === 'name' ? parser.next().text : undefined;
  skipTo(parser, '{', ';');
  return { kind: 'function', parameters: [], body: parser.at('{') ? braces(parser) : other(), ...(named !== undefined && { name: named }) };
}

function statement(parser: Parser): Node {
  if (parser.at('{')) return braces(parser);
  const token = parser.peek();
  switch (token.kind === 'name' ? token.text : '') {
    case 'use':
    case 'no':
      parser.next();
      return imported(parser);
    case 'package':
      skipTo(parser, ';');
      return other();
    case 'BEGIN':
    case 'END':
    case 'else':
      parser.next();
      return body(parser);
    case 'if':
    case 'elsif':
    case 'unless':
    case 'while':
    case 'until':
      parser.next();
      return conditional(parser);
    case 'for':
    case 'foreach':
      parser.next();
      return loop(parser);
    case 'sub':
      parser.next();
      return definition(parser);
    case 'return':
      parser.next();
      return modified(parser, { kind: 'return', value: parser.at(';', 'if', 'unless', '}') ? other() : listed(parser) }, '$_');
    default:
      return modified(parser, listed(parser), '$_');
  }
}

/** `use File::Path;` brings the module's functions in. */
function imported(parser: Parser): Node {
  const module: string[] = [];
  while (parser.peek().kind === 'name' || parser.at('::')) {
    const token = parser.next();
    if (token.kind === 'name') module.push(token.text);
  }
  skipTo(parser, ';');
  return { kind: 'assign', target: name('*'), value: reference(module.join('.')) };
}

/** `for my $x (list) { … }`; the counted form too. */
function loop(parser: Parser): Node {
  parser.accept('my', 'our');
  const target = parser.peek().kind === 'name' ? name(parser.next().text) : name('$_');
  if (parser.peek(0).text !== '(') return body(parser);
  const isCounted = target.kind === 'name' && target.name === '$_' && hasSemicolon(parser);
  if (isCounted) return counted(parser);
  parser.accept('(');
  const { positional } = parser.items(')');
  return block([{ kind: 'loop', target, items: grouped(positional), body: body(parser) }]);
}

function hasSemicolon(parser: Parser): boolean {
  for (let ahead = 0; ahead < 40; ahead++) {
    const { kind, text: mark } = parser.peek(ahead);
    if (kind === 'end' || mark === '{') return false;
    if (mark === ';') return true;
  }
  return false;
}
