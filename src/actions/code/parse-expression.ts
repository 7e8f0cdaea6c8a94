import type { Grammar, Parser } from './parser.ts';
import { call, collection, type Entry, NOTHING, type Node, name, other } from './syntax.ts';

const ASSIGNING = 1;
const CHOOSING_BY_MARK = 2;
const UNARY_STRENGTH = 9;
const UNARY = new Set(['!', '+', '~', '&', '\\']);
const SPREADING = new Set(['*', '**', '...']);
const CLOSING = new Set([')', ']', '}', ';', ',']);
const CHOOSING = new Set(['or', '||', '??', '?:', 'else']);
const PLAINLY_ASSIGNING = new Set(['=', ':=', '<-']);

/** Operators and their sides, as far as they bind tighter than `binding`. */
export function parseOperation(parser: Parser, binding: number): Node {
  let left = parsePostfix(parser, parsePrefix(parser));
  for (;;) {
    const more = continueOperation(parser, left, binding);
    if (!more) return left;
    left = more;
  }
}

function continueOperation(parser: Parser, left: Node, binding: number): Node | undefined {
  const token = parser.peek();
  if (token.kind !== 'mark' && token.kind !== 'name') return undefined;
  if (parser.grammar.assignments.includes(token.text)) {
    if (binding > ASSIGNING) return undefined;
    parser.next();
    return assign(left, token.text, parser.expression(ASSIGNING));
  }
  const strength = strengthOf(parser.grammar, token.text);
  if (token.text === '?' && strength !== undefined) return binding > CHOOSING_BY_MARK ? undefined : parseConditional(parser, left);
  if (strength === undefined || strength <= binding) return undefined;
  parser.next();
  return combine(token.text, left, parser.expression(strength));
}

const strengthOf = ({ operators }: Grammar, written: string): number | undefined =>
  Object.hasOwn(operators, written) ? operators[written] : undefined;

/** `test ? yes : no`, and `value ?: otherwise`. */
function parseConditional(parser: Parser, test: Node): Node {
  parser.next();
  const yes = parser.at(':') ? test : parser.expression(CHOOSING_BY_MARK);
  parser.accept(':');
  return { kind: 'choice', nodes: [test, yes, parser.expression(CHOOSING_BY_MARK)] };
}

function assign(target: Node, operator: string, value: Node): Node {
  return PLAINLY_ASSIGNING.has(operator)
    ? { kind: 'assign', target, value }
    : { kind: 'assign', target, value, operator: operator.slice(0, -1) };
}

function combine(operator: string, left: Node, right: Node): Node {
  if (operator === 'if') return { kind: 'when', test: right, body: left };
  return CHOOSING.has(operator) ? { kind: 'choice', nodes: [left, right] } : { kind: 'binary', operator, left, right };
}

function parsePrefix(parser: Parser): Node {
  const { grammar, parts } = parser;
  const token = parser.next();
  const own = grammar.primary?.(parser, token);
  if (own) return own;
  switch (token.kind) {
    case 'text':
      return parts(token.parts ?? []);
    case 'shell':
      return call({ kind: 'reference', name: grammar.shell ?? '`' }, [parts(token.parts ?? [])]);
    case 'words':
      return { kind: 'list', items: (token.parts ?? []).map((part) => parts([part])) };
    case 'number':
      return { kind: 'number', value: Number(token.text.replaceAll('_', '').replace(/^0o?(?=[0-7]+$)/, '0o')) };
    case 'name':
      return name(token.text);
    case 'mark':
      return parseMark(parser, token.text);
    default:
      return NOTHING;
  }
}

function parseMark(parser: Parser, mark: string): Node {
  if (mark === '(') return parseBrackets(parser);
  if (mark === '[') return collection(parser.items(']'));
  if (mark === '{') return parseBraces(parser);
  if (SPREADING.has(mark)) return { kind: 'spread', value: parser.expression(UNARY_STRENGTH) };
  if (CLOSING.has(mark)) {
    parser.back();
    return NOTHING;
  }
  const operand = parser.expression(UNARY_STRENGTH);
  if (mark === '-') return { kind: 'binary', operator: '-', left: { kind: 'number', value: 0 }, right: operand };
  return UNARY.has(mark) ? operand : other(operand);
}

function parseBrackets(parser: Parser): Node {
  const { positional, named } = parser.items(')');
  const only = positional[0];
  if (positional.length === 1 && only && only.kind !== 'spread') return only;
  return { kind: 'list', items: [...positional, ...named.map((entry) => entry.value)] };
}

/** A map, a set, or the names that an assignment takes apart. */
function parseBraces(parser: Parser): Node {
  const { positional, named } = parser.items('}');
  const isSet = named.length === 0 && positional.some((each) => each.kind !== 'name' && each.kind !== 'spread');
  if (isSet) return { kind: 'list', items: positional };
  return { kind: 'map', entries: [...named, ...positional.map((value): Entry => ({ key: value, value }))] };
}

function parsePostfix(parser: Parser, head: Node): Node {
  let left = head;
  for (;;) {
    const more = parser.grammar.postfix?.(parser, left) ?? continuePostfix(parser, left);
    if (!more) return left;
    left = more;
  }
}

function continuePostfix(parser: Parser, left: Node): Node | undefined {
  // A line that begins with the mark of a member goes on.
  if (parser.peek().kind === 'line' && startsMember(parser, 1)) parser.next();
  const token = parser.peek();
  if (token.kind !== 'mark') return undefined;
  if (token.text === '(') {
    parser.next();
    const { positional, named } = parser.items(')');
    return call(left, positional, named);
  }
  if (token.text === '[') {
    parser.next();
    return parser.within(false, () => parseSubscript(parser, left));
  }
  if (!startsMember(parser, 0)) return undefined;
  parser.next();
  return { kind: 'member', object: left, name: parser.next().text };
}

/** Whether a mark and the name of a member stand `ahead` of the next token. */
function startsMember(parser: Parser, ahead: number): boolean {
  const mark = parser.peek(ahead);
  return mark.kind === 'mark' && parser.grammar.members.includes(mark.text) && parser.peek(ahead + 1).kind === 'name';
}

/** `[index]` and `[first:last:step]`. */
function parseSubscript(parser: Parser, object: Node): Node {
  const bounds: (Node | undefined)[] = [];
  let bound: Node | undefined;
  while (parser.peek().kind !== 'end' && !parser.accept(']')) {
    if (parser.accept(':')) {
      bounds.push(bound);
      bound = undefined;
    } else if (!parser.accept(',')) bound = parser.progress(() => parser.expression());
  }
  return bounds.length > 0 ? { kind: 'slice', object, bounds: [...bounds, bound] } : { kind: 'index', object, index: bound ?? NOTHING };
}
