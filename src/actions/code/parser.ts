import { block, call, collection, type Elements, type Entry, NOTHING, type Node, name, other } from './syntax.ts';
import { type Lexis, type Part, type Token, tokenize } from './tokens.ts';

/** What tells one language's expressions and statements from another's. */
export interface Grammar {
  readonly lexis: Lexis;
  /** Marks between an object and its member: `.`, `->`, `::`. */
  readonly members: readonly string[];
  /** Binary operators, marks or words, with how tightly they bind; `=` and its kin bind to the right. */
  readonly operators: Readonly<Record<string, number>>;
  /** Operators that assign: `=`, `+=`, `:=`. */
  readonly assignments: readonly string[];
  /** What stands between an argument's name and its value. */
  readonly namedBy?: readonly string[];
  readonly statement: (parser: Parser) => Node;
  /** The forms at the head of an expression that only this language has. The token is already taken. */
  readonly primary?: (parser: Parser, token: Token) => Node | undefined;
  /** The forms that only this language has after an expression; undefined where there is none. */
  readonly postfix?: (parser: Parser, left: Node) => Node | undefined;
  /** What may follow an element of a list or an argument: a comprehension. */
  readonly element?: (parser: Parser, value: Node) => Node;
  /** The call that a string between backticks stands for. */
  readonly shell?: string;
}

export interface Parser {
  readonly grammar: Grammar;
  /** The token `ahead` of the next one, without taking it. */
  readonly peek: (ahead?: number) => Token;
  readonly next: () => Token;
  /** Takes the next token where it is this mark or word. */
  readonly accept: (...written: readonly string[]) => boolean;
  readonly at: (...written: readonly string[]) => boolean;
  readonly expression: (binding?: number) => Node;
  /** Expressions between commas up to the closing mark, which is taken; lines do not count inside. */
  readonly items: (close: string) => Elements;
  /** Runs `read` with lines counting or not. */
  readonly within: <T>(lines: boolean, read: () => T) => T;
  /** Statements until `closes` says so or the text ends; the closing token is left. */
  readonly statements: (closes: () => boolean) => Node;
  /** Reads something that may hold its like; too deep inside, it steps over one token instead. */
  readonly nested: (read: () => Node) => Node;
  /** Reads with a promise that at least one token is taken, so that a loop around it ends. */
  readonly progress: <T>(read: () => T) => T;
  readonly statement: () => Node;
  readonly parts: (parts: readonly Part[]) => Node;
}

const MAX_DEPTH = 60;
const END: Token = { kind: 'end', text: '', column: 0, spaced: true };
const ASSIGNING = 1;
const UNARY = new Set(['!', '+', '~', '&', '\\']);

export interface Parsed {
  readonly tree: Node;
  readonly complete: boolean;
}

/** Reads text into a tree. Never throws: what it does not know it steps over. `depth` counts strings within strings. */
export function parse(text: string, grammar: Grammar, depth = 0): Parsed {
  const { list, complete } = tokenize(text, grammar.lexis);
  let position = 0;
  let lines = true;
  let nesting = 0;

  const skip = () => {
    while (!lines && list[position]?.kind === 'line') position++;
  };
  const peek = (ahead = 0) => {
    skip();
    return list[position + ahead] ?? END;
  };
  const next = () => {
    skip();
    const token = list[position] ?? END;
    position++;
    return token;
  };
  const at = (...written: readonly string[]) => {
    const token = peek();
    return (token.kind === 'mark' || token.kind === 'name') && written.includes(token.text);
  };
  const accept = (...written: readonly string[]) => {
    const found = at(...written);
    if (found) position++;
    return found;
  };
  const within = <T>(counting: boolean, read: () => T): T => {
    const before = lines;
    lines = counting;
    const result = read();
    lines = before;
    return result;
  };

  const expression = (binding = 0): Node => nested(() => operation(binding));

  const operation = (binding: number): Node => {
    let left = postfix(prefix());
    for (;;) {
      const token = peek();
      if (token.kind !== 'mark' && token.kind !== 'name') break;
      if (grammar.assignments.includes(token.text)) {
        if (binding > ASSIGNING) break;
        next();
        left = assign(left, token.text, expression(ASSIGNING));
        continue;
      }
      if (token.text === '?' && grammar.operators['?'] !== undefined) {
        if (binding > 2) break;
        next();
        const yes = at(':') ? left : expression(2);
        accept(':');
        left = { kind: 'choice', nodes: [left, yes, expression(2)] };
        continue;
      }
      const strength = Object.hasOwn(grammar.operators, token.text) ? grammar.operators[token.text] : undefined;
      if (strength === undefined || strength <= binding) break;
      next();
      left = combine(token.text, left, expression(strength));
    }
    return left;
  };

  const prefix = (): Node => {
    const token = next();
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
        return group(token.text);
      default:
        return NOTHING;
    }
  };

  const group = (mark: string): Node => {
    if (mark === '(') {
      const { positional, named } = items(')');
      const only = positional[0];
      if (positional.length === 1 && only && only.kind !== 'spread') return only;
      return { kind: 'list', items: [...positional, ...named.map((entry) => entry.value)] };
    }
    if (mark === '[') return collection(items(']'));
    if (mark === '{') {
      const { positional, named } = items('}');
      const bare = positional.map((value): Entry => ({ key: value, value }));
      return named.length === 0 && positional.some((each) => each.kind !== 'name' && each.kind !== 'spread')
        ? { kind: 'list', items: positional }
        : { kind: 'map', entries: [...named, ...bare] };
    }
    if (mark === '*' || mark === '**' || mark === '...') return { kind: 'spread', value: expression(9) };
    if (mark === ')' || mark === ']' || mark === '}' || mark === ';' || mark === ',') {
      position--;
      return NOTHING;
    }
    if (mark === '-') return { kind: 'binary', operator: '-', left: { kind: 'number', value: 0 }, right: expression(9) };
    return UNARY.has(mark) ? expression(9) : other(expression(9));
  };

  const postfix = (head: Node): Node => {
    let left = head;
    for (;;) {
      const own = grammar.postfix?.(parser, left);
      if (own) {
        left = own;
        continue;
      }
      // A line that begins with the mark of a member goes on.
      if (peek().kind === 'line' && grammar.members.includes(peek(1).text) && peek(1).kind === 'mark' && peek(2).kind === 'name') next();
      const token = peek();
      if (token.kind !== 'mark') return left;
      if (token.text === '(') {
        next();
        const { positional, named } = items(')');
        left = call(left, positional, named);
      } else if (token.text === '[') {
        next();
        left = subscript(left);
      } else if (grammar.members.includes(token.text) && peek(1).kind === 'name') {
        next();
        left = { kind: 'member', object: left, name: next().text };
      } else return left;
    }
  };

  const subscript = (object: Node): Node =>
    within(false, () => {
      const bounds: (Node | undefined)[] = [];
      let bound: Node | undefined;
      let sliced = false;
      for (;;) {
        const token = peek();
        if (token.kind === 'end' || accept(']')) break;
        if (accept(':')) {
          sliced = true;
          bounds.push(bound);
          bound = undefined;
        } else if (!accept(',')) bound = progress(() => expression());
      }
      if (sliced) return { kind: 'slice', object, bounds: [...bounds, bound] };
      return { kind: 'index', object, index: bound ?? NOTHING };
    });

  const progress = <T>(read: () => T): T => {
    const before = position;
    const result = read();
    if (position === before) position++;
    return result;
  };

  const element = () => {
    const value = expression();
    return grammar.element ? grammar.element(parser, value) : value;
  };

  const items = (close: string) =>
    within(false, () => {
      const positional: Node[] = [];
      const named: Entry[] = [];
      for (;;) {
        const token = peek();
        if (token.kind === 'end' || accept(close)) break;
        if (accept(',', ';')) continue;
        if (token.kind === 'mark' && (token.text === ')' || token.text === ']' || token.text === '}')) break;
        const separator = peek(1);
        if (token.kind === 'name' && separator.kind === 'mark' && grammar.namedBy?.includes(separator.text) === true) {
          next();
          next();
          named.push({ key: token.text, value: progress(() => expression(ASSIGNING)) });
          continue;
        }
        const value = progress(element);
        if (accept(':', '=>')) named.push({ key: value, value: progress(element) });
        else positional.push(value);
      }
      return { positional, named };
    });

  const parts = (written: readonly Part[]): Node => ({
    kind: 'text',
    parts: written.map((part) => (typeof part === 'string' ? part : depth < 3 ? parse(part.code, grammar, depth + 1).tree : NOTHING)),
  });

  const statements = (closes: () => boolean): Node => {
    const nodes: Node[] = [];
    while (peek().kind !== 'end' && !closes()) {
      const token = peek();
      if (token.kind === 'line' || (token.kind === 'mark' && token.text === ';')) {
        next();
        continue;
      }
      nodes.push(progress(statement));
    }
    const only = nodes[0];
    return nodes.length === 1 && only ? only : block(nodes);
  };

  const nested = (read: () => Node): Node => {
    if (nesting >= MAX_DEPTH) {
      next();
      return NOTHING;
    }
    nesting++;
    const result = read();
    nesting--;
    return result;
  };
  const statement = () => nested(() => grammar.statement(parser));

  const parser: Parser = { grammar, peek, next, accept, at, expression, items, within, statements, nested, progress, statement, parts };
  return { tree: statements(() => false), complete };
}

function assign(target: Node, operator: string, value: Node): Node {
  const plain = operator === '=' || operator === ':=' || operator === '<-';
  return plain ? { kind: 'assign', target, value } : { kind: 'assign', target, value, operator: operator.slice(0, -1) };
}

const CHOOSING = new Set(['or', '||', '??', '?:', 'else']);

function combine(operator: string, left: Node, right: Node): Node {
  if (operator === 'if') return { kind: 'when', test: right, body: left };
  return CHOOSING.has(operator) ? { kind: 'choice', nodes: [left, right] } : { kind: 'binary', operator, left, right };
}
