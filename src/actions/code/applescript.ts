import type { Grammar, Parser } from './parser.ts';
import { block, call, type Node, name, other, reference } from './syntax.ts';

/** AppleScript's sentences: only those that hand text to a shell, run a script or keep a value are read. */
export const applescriptGrammar: Grammar = {
  lexis: { lineComments: ['--', '#'], blockComments: [['(*', '*)']], quotes: { '"': { escapes: 'all' } }, marks: [] },
  members: [],
  operators: { '&': 6, '+': 6 },
  assignments: [],
  statement,
  primary: (parser: Parser, token): Node | undefined => {
    if (token.kind !== 'name') return undefined;
    if (token.text === 'quoted' && parser.accept('form')) {
      parser.accept('of');
      return parser.expression(9);
    }
    return phrase(parser, token.text);
  },
};

/** `do shell script …`, `do script …`, `run script …`; its first word is taken. */
function phrase(parser: Parser, first: string): Node | undefined {
  if (first === 'do' && parser.accept('shell') && parser.accept('script')) return call(reference('do shell script'), [parser.expression()]);
  if (first === 'do' && parser.accept('script')) return call(reference('do script'), [parser.expression()]);
  return first === 'run' && parser.accept('script') ? call(reference('run script'), [parser.expression()]) : undefined;
}

function statement(parser: Parser): Node {
  if (!parser.accept('set')) return parser.expression();
  const target = name(parser.next().text);
  return parser.accept('to') ? block([{ kind: 'assign', target, value: parser.expression() }]) : other();
}
