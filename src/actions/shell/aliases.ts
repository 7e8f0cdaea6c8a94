import type { Command } from 'unbash';
import type { Stream } from '../command.ts';
import { giveUp, type Interpreter } from './interpreter.ts';
import { parseScript } from './parsing.ts';
import { withRedirections } from './redirections.ts';
import type { Scope } from './scope.ts';

/** In front of the name under which such an alias is kept. */
export const SUFFIX_ALIAS = '*.';
export const GLOBAL_ALIAS = '-g ';

const MAX_TEXT = 64 * 1024;

/** Replaces an alias by its text; undefined where the command holds none. */
export function expandAlias(run: Interpreter, scope: Scope, node: Command, stdin: Stream | undefined): Stream | undefined {
  const written = node.name?.text ?? '';
  const key = scope.aliases.has(written) ? written : SUFFIX_ALIAS + written.slice(written.lastIndexOf('.') + 1);
  const value = scope.aliases.get(key);
  const globals = node.args.map((word) => scope.aliases.get(GLOBAL_ALIAS + word.text));
  if (value === undefined && globals.every((text) => text === undefined)) return undefined;
  const head = value === undefined ? written : key === written ? value : `${value} ${written}`;
  const prefix = node.prefix.flatMap((part) => (part.type === 'Assignment' ? [part.text] : []));
  const text = [...prefix, head, ...node.args.map((word, i) => globals[i] ?? word.text)].join(' ');
  if (text.length > MAX_TEXT) {
    giveUp(run, 'an alias grows too long');
    return undefined;
  }
  const script = parseScript(run, text);
  const { aliases } = scope;
  // An alias does not expand inside its own text.
  const inside = [...aliases].filter(([name]) => name !== key && !(name.startsWith(GLOBAL_ALIAS) && globals.includes(aliases.get(name))));
  scope.aliases = new Map(inside);
  const output = withRedirections(run, scope, node.redirects, stdin, (input) => run.execute(run, scope, script.commands, input));
  scope.aliases = new Map([...aliases, ...scope.aliases]);
  return output;
}
