import { type Cursor, startCursor } from './cursor.ts';
import { parseOperation } from './parse-expression.ts';
import { parseItems, parseStatements } from './parse-list.ts';
import { type Elements, NOTHING, type Node } from './syntax.ts';
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

export interface Parser extends Cursor {
  readonly grammar: Grammar;
  readonly expression: (binding?: number) => Node;
  /** Elements or arguments up to the closing mark; lines do not count inside. */
  readonly items: (close: string) => Elements;
  readonly statements: (closes: () => boolean) => Node;
  readonly statement: () => Node;
  /** Reads something that may hold its like; too deep inside, it steps over one token instead. */
  readonly nested: (read: () => Node) => Node;
  readonly parts: (parts: readonly Part[]) => Node;
}

const MAX_DEPTH = 60;
/** Strings within strings. */
const MAX_INTERPOLATION = 3;

export interface Parsed {
  readonly tree: Node;
  readonly complete: boolean;
}

/** Reads text into a tree. Never throws: what it does not know it steps over. `depth` counts strings within strings. */
export function parse(text: string, grammar: Grammar, depth = 0): Parsed {
  const { list, complete } = tokenize(text, grammar.lexis);
  let nesting = 0;
  const nested = (read: () => Node): Node => {
    if (nesting >= MAX_DEPTH) {
      parser.next();
      return NOTHING;
    }
    nesting++;
    const result = read();
    nesting--;
    return result;
  };
  const part = (written: Part): string | Node => {
    if (typeof written === 'string') return written;
    return depth < MAX_INTERPOLATION ? parse(written.code, grammar, depth + 1).tree : NOTHING;
  };
  const parser: Parser = {
    ...startCursor(list),
    grammar,
    nested,
    expression: (binding = 0) => nested(() => parseOperation(parser, binding)),
    items: (close) => parser.within(false, () => parseItems(parser, close)),
    statements: (closes) => parseStatements(parser, closes),
    statement: () => nested(() => grammar.statement(parser)),
    parts: (written) => ({ kind: 'text', parts: written.map(part) }),
  };
  return { tree: parser.statements(() => false), complete };
}
