import type { Command } from 'unbash';
import type { Stream } from '../command.ts';
import { giveUp, type Interpreter } from './interpreter.ts';
import { parseScript } from './parsing.ts';
import { withRedirections } from './redirections.ts';
import type { Scope } from './scope.ts';

/** Replaces an alias by its text; undefined where the command is none. */
export function expandAlias(run: Interpreter, scope: Scope, node: Command, stdin: Stream | undefined): Stream | undefined {
  const written = node.name?.text ?? '';
  const value = scope.aliases.get(written);
  if (value === undefined) return undefined;
  const prefix = node.prefix.flatMap((part) => (part.type === 'Assignment' ? [part.text] : []));
  const text = [...prefix, value, ...node.args.map((word) => word.text)].join(' ');
  if (text.length > MAX_TEXT) {
    giveUp(run, 'an alias grows too long');
    return undefined;
  }
  const script = parseScript(run, text);
  const { aliases } = scope;
  // An alias does not expand inside its own text.
  scope.aliases = new Map([...aliases].filter(([name]) => name !== written));
  const output = withRedirections(run, scope, node.redirects, stdin, (input) => run.execute(run, scope, script.commands, input));
  scope.aliases = new Map([...aliases, ...scope.aliases]);
  return output;
}

const MAX_TEXT = 64 * 1024;
