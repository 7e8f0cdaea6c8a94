import { braces } from './blocks.ts';
import { isNamePart, spanEnd } from './characters.ts';
import type { Grammar, Parser } from './parser.ts';
import { ARITHMETIC, COMPARISON } from './precedence.ts';
import { call, NOTHING, type Node, other, reference } from './syntax.ts';
import { type Literal, type Quoting, TEMPLATE, type Token } from './tokens.ts';
import { classBody, definition, parameters } from './typescript-functions.ts';
import { statement } from './typescript-statements.ts';

const PLAIN: Quoting = { escapes: 'all' };
const BEFORE_PATTERN = new Set(['return', 'typeof', 'case', 'in', 'of', 'do', 'else', 'await', 'yield', 'throw', 'void']);

/** A regular expression where a value may stand. */
function pattern(text: string, at: number, previous: Token | undefined): Literal | undefined {
  if (text.charAt(at) !== '/' || text.charAt(at + 1) === '/' || text.charAt(at + 1) === '*') return undefined;
  const value =
    previous && (previous.kind === 'name' ? !BEFORE_PATTERN.has(previous.text) : previous.kind !== 'mark' || ')]}'.includes(previous.text));
  if (value) return undefined;
  let inClass = false;
  for (let end = at + 1; end < text.length; end++) {
    const character = text.charAt(end);
    if (character === '\n') return undefined;
    if (character === '\\') end++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass)
      return { kind: 'pattern', parts: [text.slice(at + 1, end)], end: spanEnd(text, end + 1, isNamePart) };
  }
  return undefined;
}

/** JavaScript and TypeScript by tokens: for what the real parser does not take. Types are stepped over. */
export const typescriptGrammar: Grammar = {
  lexis: {
    lineComments: ['//', '#!'],
    blockComments: [['/*', '*/']],
    sigils: '$#',
    inName: '$',
    quotes: { '"': PLAIN, "'": PLAIN, '`': TEMPLATE },
    marks: '>>>= ... === !== **= <<= >>= >>> &&= ||= ??= => == != <= >= && || ?? ?. ++ -- += -= *= /= |= &= ** << >>'.split(' '),
    special: pattern,
  },
  members: ['.', '?.'],
  operators: {
    ...COMPARISON,
    ...ARITHMETIC,
    '?': 2,
    '||': 2,
    '??': 2,
    '&&': 3,
    '===': 4,
    '!==': 4,
    in: 4,
    instanceof: 4,
    '|': 5,
    '&': 5,
    '^': 5,
    '**': 8,
  },
  assignments: ['=', '+=', '-=', '*=', '/=', '||=', '??=', '&&='],
  namedBy: [':'],
  statement,
  primary,
  postfix,
};

function primary(parser: Parser, token: Token): Node | undefined {
  if (token.kind === 'mark') return token.text === '(' && isArrow(parser) ? arrow(parser) : undefined;
  if (token.kind !== 'name') return undefined;
  switch (token.text) {
    case 'true':
      return { kind: 'number', value: 1 };
    case 'function':
      return definition(parser);
    case 'async':
      return parser.at('function') || parser.at('(') ? parser.expression(9) : undefined;
    case 'new':
    case 'await':
    case 'yield':
      return parser.expression(8);
    case 'typeof':
    case 'void':
    case 'delete':
      return other(parser.expression(8), NOTHING);
    case 'import':
      return parser.at('(') ? reference('import') : undefined;
    case 'class':
      return classBody(parser);
    default:
      return undefined;
  }
}

/** Whether the bracket just taken opens the parameters of an arrow function. */
function isArrow(parser: Parser): boolean {
  let depth = 1;
  for (let ahead = 0; ahead < 200; ahead++) {
    const token = parser.peek(ahead);
    if (token.kind === 'end') return false;
    if (token.kind !== 'mark') continue;
    if (token.text === '(' || token.text === '{' || token.text === '[') depth++;
    if (token.text === ')' || token.text === '}' || token.text === ']') depth--;
    if (depth > 0) continue;
    const next = parser.peek(ahead + 1);
    if (next.text === '=>') return true;
    if (next.text !== ':') return false;
    for (let type = ahead + 2; type < ahead + 14; type++) {
      const { kind, text } = parser.peek(type);
      if (text === '=>') return true;
      if (kind === 'line' || kind === 'end' || text === ';' || text === '{') return false;
    }
    return false;
  }
  return false;
}

function arrow(parser: Parser): Node {
  const read = parameters(parser);
  while (!parser.at('=>') && parser.peek().kind !== 'end') parser.next();
  parser.accept('=>');
  return { kind: 'function', parameters: read, body: arrowBody(parser) };
}

const arrowBody = (parser: Parser): Node => (parser.at('{') ? braces(parser) : { kind: 'return', value: parser.expression(1) });

/** Tagged templates, arrows after a bare name, and what TypeScript hangs behind a value. */
function postfix(parser: Parser, left: Node): Node | undefined {
  const token = parser.peek();
  if (token.kind === 'text' && token.text === '`' && left.kind !== 'text') {
    parser.next();
    return call(left, [parser.parts(token.parts ?? [])]);
  }
  if (left.kind === 'name' && parser.accept('=>')) return { kind: 'function', parameters: [left], body: arrowBody(parser) };
  if (parser.at('?.') && (parser.peek(1).text === '(' || parser.peek(1).text === '[')) {
    parser.next();
    return left;
  }
  if (parser.at('as', 'satisfies') && !token.spaced) return undefined;
  if (parser.at('as', 'satisfies') && parser.peek(1).kind === 'name') {
    parser.next();
    parser.next();
    return left;
  }
  if (parser.at('!') && !token.spaced) {
    parser.next();
    return left;
  }
  return undefined;
}
