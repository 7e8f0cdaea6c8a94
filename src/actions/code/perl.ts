import { body, braces, commandCall, conditional, counted, listed, modified, skipTo, startsArgument } from './blocks.ts';
import { afterValue, delimited, hereDocument, slashed } from './literals.ts';
import type { Grammar, Parser } from './parser.ts';
import { block, call, NOTHING, type Node, name, other, reference, text } from './syntax.ts';
import { isNamePart, isNameStart, type Literal, type Quoting, readQuoted, spanEnd, type Token } from './tokens.ts';

const DOUBLE: Quoting = { escapes: 'all', interpolation: ['${', '$', '@'] };
const SINGLE: Quoting = { escapes: 'quote' };
const QUOTES: Readonly<Record<string, readonly [Token['kind'], Quoting]>> = {
  q: ['text', SINGLE],
  qq: ['text', DOUBLE],
  qx: ['shell', DOUBLE],
  qw: ['words', SINGLE],
  m: ['pattern', SINGLE],
  qr: ['pattern', SINGLE],
};
const BEFORE_VALUE = new Set([
  'split',
  'grep',
  'map',
  'join',
  'if',
  'unless',
  'and',
  'or',
  'not',
  'return',
  'while',
  'until',
  'print',
  'unlink',
  'for',
  'foreach',
  'x',
  'push',
]);
/** What stands behind a call without arguments. */
const ENDING = new Set([';', '}', '\n', 'for', 'foreach', 'if', 'unless']);
/** Words that do not begin an argument. */
const OPERATORS = new Set([
  'x',
  'eq',
  'ne',
  'lt',
  'gt',
  'le',
  'ge',
  'cmp',
  'and',
  'or',
  'not',
  'xor',
  'if',
  'unless',
  'while',
  'until',
  'for',
  'foreach',
]);

function special(written: string, at: number, previous: Token | undefined): Literal | undefined {
  const first = written.charAt(at);
  const value = afterValue(previous, BEFORE_VALUE);
  if (first === '=' && (at === 0 || written.charAt(at - 1) === '\n') && isNameStart(written.charAt(at + 1))) {
    const cut = written.indexOf('\n=cut', at);
    return { kind: 'line', parts: [], end: cut < 0 ? written.length : cut + 5 };
  }
  if (first === '_' && (written.startsWith('__END__', at) || written.startsWith('__DATA__', at)))
    return { kind: 'line', parts: [], end: written.length };
  if (first === '<' && written.startsWith('<<', at))
    return value ? undefined : hereDocument(written, at + (written.charAt(at + 2) === '~' ? 3 : 2), true, DOUBLE);
  if (first === '<' && !value) return angle(written, at);
  if (first === '/' && !value) return slashed(written, at, SINGLE);
  if (first === '%' || first === '$' || first === '@') return first === '%' && value ? undefined : variable(written, at);
  if (!isNameStart(first) || previous?.text === '->' || previous?.text === '{') return undefined;
  const end = spanEnd(written, at, isNamePart);
  const word = written.slice(at, end);
  if (word === 's' || word === 'y' || word === 'tr') return substitution(written, end, word);
  const quote = Object.hasOwn(QUOTES, word) ? QUOTES[word] : undefined;
  const opening = spanEnd(written, end, (character) => character === ' ');
  return quote && !written.startsWith('=>', opening) ? delimited(written, opening, ...quote) : undefined;
}

/** `$x`, `@x`, `%x`, `$#x` and `${x}` are one variable here. */
function variable(written: string, at: number): Literal | undefined {
  const start = written.startsWith('$#', at) ? at + 2 : at + 1;
  const braced = written.charAt(start) === '{' ? 1 : 0;
  const end = spanEnd(written, start + braced, (character) => isNamePart(character));
  if (end === start + braced)
    return /^\$[!@&0;,/\\]/.test(written.slice(at, at + 2)) ? { kind: 'name', text: '$!', parts: [], end: at + 2 } : undefined;
  if (braced && written.charAt(end) !== '}') return undefined;
  return { kind: 'name', text: `$${written.slice(start + braced, end)}`, parts: [], end: end + braced };
}

/** `<*.c>` is a glob; `<STDIN>` and `<$in>` read a line. */
function angle(written: string, at: number): Literal | undefined {
  const match = /^<([^<>\n]{0,200})>/.exec(written.slice(at, at + 203));
  if (!match?.[1]) return undefined;
  return /[*?/.~]/.test(match[1])
    ? { kind: 'text', text: '<', parts: [match[1]], end: at + match[0].length }
    : { kind: 'number', text: 'NaN', parts: [], end: at + match[0].length };
}

/** `s/a/b/e` runs its second half. */
function substitution(written: string, at: number, word: string): Literal | undefined {
  const first = delimited(written, at, 'pattern', { escapes: 'none' });
  if (!first) return undefined;
  const open = written.charAt(at);
  const paired = '([{<'.includes(open);
  const second = paired
    ? delimited(
        written,
        spanEnd(written, first.end, (character) => character === ' '),
        'pattern',
        { escapes: 'none' },
      )
    : readQuoted(written, first.end, open, { escapes: 'none' });
  if (!second) return first;
  const end = spanEnd(written, second.end, isNameStart);
  const code =
    word === 's' && written.slice(second.end, end).includes('e')
      ? second.parts.flatMap((part) => (typeof part === 'string' ? [{ code: part }] : []))
      : [];
  return { kind: 'text', text: 's', parts: code, end };
}

export const perlGrammar: Grammar = {
  lexis: {
    lineComments: ['#'],
    sigils: '$@%',
    quotes: { '"': DOUBLE, "'": SINGLE, '`': DOUBLE },
    marks: [
      '<=>',
      '**=',
      '||=',
      '&&=',
      '//=',
      '...',
      '->',
      '=>',
      '::',
      '==',
      '!=',
      '<=',
      '>=',
      '&&',
      '||',
      '//',
      '..',
      '.=',
      '+=',
      '-=',
      '*=',
      'x=',
      '=~',
      '!~',
      '++',
      '--',
      '**',
      '<<',
      '>>',
    ],
    special,
  },
  members: ['->', '::'],
  operators: {
    or: 1,
    and: 1,
    '?': 2,
    '||': 2,
    '//': 2,
    '&&': 3,
    '==': 4,
    '!=': 4,
    eq: 4,
    ne: 4,
    lt: 4,
    gt: 4,
    '<': 4,
    '>': 4,
    '<=': 4,
    '>=': 4,
    '=~': 7,
    '!~': 7,
    '|': 5,
    '&': 5,
    '.': 6,
    '+': 6,
    '-': 6,
    '*': 7,
    x: 7,
    '/': 7,
    '%': 7,
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
  const only = positional[0];
  const items: Node = positional.length === 1 && only ? only : { kind: 'list', items: positional };
  return block([{ kind: 'loop', target, items, body: body(parser) }]);
}

function hasSemicolon(parser: Parser): boolean {
  for (let ahead = 0; ahead < 40; ahead++) {
    const { kind, text: mark } = parser.peek(ahead);
    if (kind === 'end' || mark === '{') return false;
    if (mark === ';') return true;
  }
  return false;
}
