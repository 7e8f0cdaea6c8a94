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
  const { aliases } = scope;
  const written = node.name?.text ?? '';
  const suffix = written.includes('.') ? SUFFIX_ALIAS + written.slice(written.lastIndexOf('.') + 1) : undefined;
  const key = [written, GLOBAL_ALIAS + written, suffix].find((name) => name !== undefined && aliases.has(name));
  const value = key === undefined ? undefined : aliases.get(key);
  // Behind an alias that ends in a blank the next word may be one as well.
  const goesOn = /\s$/.test(value ?? '');
  const keys = node.args.map(({ text }, i) => (i === 0 && goesOn && aliases.has(text) ? text : GLOBAL_ALIAS + text));
  const args = keys.map((name) => aliases.get(name));
  if (value === undefined && args.every((text) => text === undefined)) return undefined;
  const head = value === undefined ? written : key === suffix ? `${value} ${written}` : value;
  const prefix = node.prefix.flatMap((part) => (part.type === 'Assignment' ? [part.text] : []));
  const text = [...prefix, head, ...node.args.map((word, i) => args[i] ?? word.text)].join(' ');
  if (text.length > MAX_TEXT) {
    giveUp(run, 'an alias grows too long');
    return undefined;
  }
  const script = parseScript(run, text);
  // An alias does not expand inside its own text.
  const inside = [...aliases].filter(([name]) => name !== key && !keys.includes(name));
  scope.aliases = new Map(inside);
  const output = withRedirections(run, scope, node.redirects, stdin, (input) => run.execute(run, scope, script.commands, input));
  scope.aliases = new Map([...aliases, ...scope.aliases]);
  return output;
}
