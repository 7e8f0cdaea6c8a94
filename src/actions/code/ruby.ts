import { commandCall, listed, modified, skipTo, startsArgument } from './blocks.ts';
import { isNamePart, isNameStart, spanEnd } from './characters.ts';
import { afterValue, delimited, hereDocument, slashed } from './literals.ts';
import type { Grammar, Parser } from './parser.ts';
import { ARITHMETIC, COMPARISON } from './precedence.ts';
import { block, call, NOTHING, type Node, type NodeOf, name, other } from './syntax.ts';
import type { Literal, Quoting, Token } from './tokens.ts';

const DOUBLE: Quoting = { escapes: 'all', interpolation: ['#{'] };
const SINGLE: Quoting = { escapes: 'quote' };
const PERCENT: Readonly<Record<string, readonly [Token['kind'], Quoting]>> = {
  w: ['words', SINGLE],
  W: ['words', DOUBLE],
  i: ['words', SINGLE],
  q: ['text', SINGLE],
  Q: ['text', DOUBLE],
  x: ['shell', DOUBLE],
  r: ['pattern', SINGLE],
};
const BEFORE_VALUE = new Set('puts print p if unless and or not return while until when in eval system exec split do then'.split(' '));
/** Words that do not begin an argument. */
const OPERATORS = new Set(['and', 'or', 'if', 'unless', 'while', 'until', 'do', 'then', 'rescue', 'in', 'end']);
const CLOSING = ['end', 'else', 'elsif', 'when', 'in', 'rescue', 'ensure'];

function special(written: string, at: number, previous: Token | undefined): Literal | undefined {
  const first = written.charAt(at);
  if (first === '=' && written.startsWith('=begin', at) && (at === 0 || written.charAt(at - 1) === '\n')) {
    const end = written.indexOf('\n=end', at);
    return { kind: 'line', parts: [], end: end < 0 ? written.length : end + 5 };
  }
  if (first === '_' && written.startsWith('__END__', at)) return { kind: 'line', parts: [], end: written.length };
  if (first === '<' && written.startsWith('<<', at)) {
    const dash = written.charAt(at + 2);
    const opening = dash === '~' || dash === '-' ? at + 3 : at + 2;
    return opening === at + 2 && afterValue(previous, BEFORE_VALUE) && !/[A-Z]/.test(written.charAt(opening))
      ? undefined
      : hereDocument(written, opening, true, DOUBLE);
  }
  if (first === '/' && !afterValue(previous, BEFORE_VALUE)) return slashed(written, at, DOUBLE);
  if (first === '%') return percent(written, at, previous);
  if (first === ':' && isNameStart(written.charAt(at + 1)) && written.charAt(at - 1) !== ':') {
    const end = spanEnd(written, at + 1, isNamePart);
    return previous?.kind === 'mark' || !/\w/.test(written.charAt(at - 1))
      ? { kind: 'text', text: ':', parts: [written.slice(at + 1, end)], end }
      : undefined;
  }
  if (!isNameStart(first)) return undefined;
  const end = spanEnd(written, at, isNamePart);
  const mark = written.charAt(end);
  return (mark === '?' || mark === '!') && written.charAt(end + 1) !== '=' && (mark === '!' || /[\s.(,)]/.test(written.charAt(end + 1)))
    ? { kind: 'name', text: written.slice(at, end + 1), parts: [], end: end + 1 }
    : undefined;
}

function percent(written: string, at: number, previous: Token | undefined): Literal | undefined {
  const letter = written.charAt(at + 1);
  const form = Object.hasOwn(PERCENT, letter) ? PERCENT[letter] : undefined;
  const glued = previous?.kind === 'number' || previous?.text === ')';
  if (form && !glued) return delimited(written, at + 2, ...form);
  return '([{<|!'.includes(letter) && letter !== '' && !afterValue(previous, BEFORE_VALUE)
    ? delimited(written, at + 1, 'text', DOUBLE)
    : undefined;
}

export const rubyGrammar: Grammar = {
  lexis: {
    lineComments: ['#'],
    sigils: '$@',
    inName: '@',
    quotes: { '"': DOUBLE, "'": SINGLE, '`': DOUBLE },
    marks: '<=> === **= ||= &&= ... &. => :: == != <= >= && || .. += -= *= << >> =~ !~ -> **'.split(' '),
    special,
  },
  members: ['.', '&.', '::'],
  operators: {
    ...COMPARISON,
    ...ARITHMETIC,
    or: 1,
    and: 1,
    '?': 2,
    '||': 2,
    '&&': 3,
    '===': 4,
    '=~': 4,
    '|': 5,
    '&': 5,
    '<<': 6,
    '**': 8,
  },
  assignments: ['=', '+=', '-=', '||='],
  namedBy: [':', '=>'],
  shell: '`',
  statement,
  primary,
  postfix,
};

function primary(parser: Parser, token: Token): Node | undefined {
  if (token.kind === 'mark') return token.text === '->' ? lambda(parser) : token.text === '&' ? parser.expression(9) : undefined;
  if (token.kind !== 'name') return undefined;
  switch (token.text) {
    case 'not':
    case 'defined?':
      return parser.expression(8);
    case 'true':
      return { kind: 'number', value: 1 };
    case 'if':
    case 'unless':
    case 'case':
    case 'begin':
    case 'while':
      return compound(parser, token.text);
    default:
      return startsArgument(parser, OPERATORS) && (!parser.at('[', '->') || BEFORE_VALUE.has(token.text))
        ? commandCall(parser, name(token.text), OPERATORS)
        : undefined;
  }
}

function lambda(parser: Parser): Node {
  const parameters = parser.accept('(') ? parser.items(')').positional : [];
  return { kind: 'function', parameters, body: blockBody(parser).body };
}

/** Blocks, and methods called without brackets. */
function postfix(parser: Parser, left: Node): Node | undefined {
  const token = parser.peek();
  if (left.kind === 'member' && startsArgument(parser, OPERATORS) && token.kind !== 'mark') return commandCall(parser, left, OPERATORS);
  const callable = left.kind === 'call' || left.kind === 'member';
  const known = left.kind === 'name' && (parser.at('do') || parser.peek(1).text === '|');
  if (!(callable || known) || !parser.at('{', 'do')) return left.kind === 'member' ? called(parser, left) : undefined;
  const { parameters, body } = blockBody(parser);
  const handed: Node = { kind: 'function', parameters, body };
  return left.kind === 'call' ? { ...left, positional: [...left.positional, handed] } : call(left, [handed]);
}

/** A member is a method that is called, unless it is a constant or assigned to. */
function called(parser: Parser, member: NodeOf<'member'>): Node | undefined {
  const isConstant = member.name.charAt(0) < 'a' && member.name.charAt(0) !== '_';
  return isConstant || parser.at('(', ...parser.grammar.assignments) ? undefined : call(member, []);
}

function blockBody(parser: Parser): { readonly parameters: readonly Node[]; readonly body: Node } {
  const braced = parser.at('{');
  parser.accept('{', 'do');
  return parser.within(true, () => {
    const parameters: Node[] = [];
    if (parser.accept('|')) {
      while (!parser.at('|') && parser.peek().kind !== 'end' && parser.peek().kind !== 'line') {
        const token = parser.next();
        if (token.kind === 'name') parameters.push(name(token.text));
      }
      parser.accept('|');
    }
    const body = braced ? parser.statements(() => parser.at('}')) : parser.statements(() => parser.at('end'));
    parser.accept('}', 'end');
    return { parameters, body };
  });
}

/** Everything up to `end`, its branches one after the other. */
function chunk(parser: Parser): Node {
  return parser.within(true, () => {
    const nodes: Node[] = [];
    for (;;) {
      nodes.push(parser.statements(() => parser.at(...CLOSING)));
      if (parser.peek().kind === 'end' || parser.accept('end')) return block(nodes);
      parser.next();
      if (parser.peek().kind !== 'line') nodes.push(parser.expression());
      parser.accept('then');
    }
  });
}

function compound(parser: Parser, word: string): Node {
  const test = word === 'begin' || parser.peek().kind === 'line' ? NOTHING : parser.expression();
  parser.accept('then', 'do');
  return { kind: 'when', test, body: chunk(parser) };
}

function statement(parser: Parser): Node {
  const token = parser.peek();
  switch (token.kind === 'name' ? token.text : '') {
    case 'def':
      parser.next();
      return definition(parser);
    case 'class':
    case 'module':
      parser.next();
      skipTo(parser, ';');
      return chunk(parser);
    case 'until':
      parser.next();
      return compound(parser, 'while');
    case 'for': {
      parser.next();
      const target = name(parser.next().text);
      skipTo(parser, 'in');
      parser.accept('in');
      const items = parser.expression();
      parser.accept('do');
      return { kind: 'loop', target, items, body: chunk(parser) };
    }
    case 'return':
      parser.next();
      return modified(parser, { kind: 'return', value: parser.peek().kind === 'line' ? other() : listed(parser) }, '');
    case 'include':
    case 'extend':
      parser.next();
      return { kind: 'assign', target: name('*'), value: parser.expression() };
    default:
      return modified(parser, listed(parser), '');
  }
}

function definition(parser: Parser): Node {
  let named = parser.next().text;
  while (parser.accept('.')) named = parser.next().text;
  const parameters: Node[] = [];
  const bracketed = parser.accept('(');
  const read = bracketed ? parser.items(')') : { positional: [], named: [] };
  for (const each of read.positional) parameters.push(each);
  for (const { key, value } of read.named) if (typeof key === 'string') parameters.push({ kind: 'assign', target: name(key), value });
  while (!bracketed && parser.peek().kind === 'name') parameters.push(name(parser.next().text));
  if (parser.accept('=')) return { kind: 'function', name: named, parameters, body: { kind: 'return', value: parser.expression() } };
  return { kind: 'function', name: named, parameters, body: chunk(parser) };
}
