import type { Stream, Word } from '../../command.ts';
import { DYNAMIC, type Interpreter, nested, SILENT } from '../interpreter.ts';
import { type Scope, setVariable, subshell, variableNamed } from '../scope.ts';
import { printedLines } from '../streams.ts';
import { streamWord } from './evaluation.ts';
import type { Token } from './tokens.ts';

/** Keeps `function f($a) { … }` as PowerShell does, as the variable `$function:f`: its parameters are the first thing in its body. */
export function defineFunction(scope: Scope, tokens: readonly Token[]): void {
  const [, named] = tokens;
  const [name, ...rest] = named?.pieces ?? [];
  const pieces = [...rest, ...tokens.slice(2).flatMap((token) => token.pieces)];
  const body = pieces.find((piece) => piece.kind === 'block');
  const parameters = pieces.find((piece) => piece.kind === 'group');
  if (name?.kind !== 'text' || !body) return;
  const text = `${parameters ? `param(${parameters.body})\n` : ''}${body.body}`;
  setVariable(scope, `function:${name.text.toLowerCase()}`, { choices: [{ text: name.text, value: text, certainty: 'literal' }] });
}

export const functionNamed = (scope: Scope, name: string): Word | undefined => variableNamed(scope, `function:${name}`)?.choices[0];

/** Runs its body with `$args`; a function in itself is not run again. */
export function callFunction(run: Interpreter, scope: Scope, body: Word, words: readonly Word[], stdin: Stream | undefined): Stream {
  const inner = subshell(scope);
  setVariable(inner, `function:${body.text.toLowerCase()}`, { choices: [] });
  const all = streamWord(
    '$args',
    printedLines(
      words.map(({ value }) => value),
      words,
    ),
  );
  setVariable(inner, 'args', { choices: [all], elements: new Map(words.map((word, i) => [String(i), word])) });
  if (stdin) setVariable(inner, '_', { choices: [streamWord('$_', stdin)] });
  return nested(run, DYNAMIC, () => run.interpret(run, inner, body.value, 'powershell', stdin));
}

/** `param(…)` gives what the function was called with to its parameters, by name and by order. */
export function bindParameters(run: Interpreter, scope: Scope, token: Token | undefined): void {
  const piece = token?.pieces[0];
  if (piece?.kind !== 'group') return;
  const parameters = piece.body.replace(ATTRIBUTE, '');
  run.interpret(run, scope, parameters, 'powershell', undefined);
  const names = [...parameters.matchAll(/(?:^|[,\]])\s*\$(\w+)/g)].map(([, name = '']) => name.toLowerCase());
  const words = [...(variableNamed(scope, 'args')?.elements?.values() ?? [])];
  const bound = new Map<string, Word>();
  const others: Word[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!word) break;
    const written = /^-([a-z]\w*)$/i.exec(word.text)?.[1]?.toLowerCase();
    const name = written === undefined ? undefined : names.find((one) => one.startsWith(written));
    const value = words[i + 1];
    if (written === undefined) others.push(word);
    else if (name !== undefined && value) {
      bound.set(name, value);
      i++;
    }
  }
  for (const name of names) {
    const value = bound.get(name) ?? others.shift();
    if (value) setVariable(scope, name, { choices: [value] });
  }
}

/** `[Parameter(Mandatory = $true)]` */
const ATTRIBUTE = /\[\w{1,64}\([^()]{0,512}\)\]/g;

const SETS_ALIAS = /^(?:set-alias|new-alias|sal|nal)$/;

/** `Set-Alias name meant`, kept as the variable `$alias:name`; undefined for what is no alias. */
export function setAlias(scope: Scope, head: Word, rest: readonly Word[]): Stream | undefined {
  if (!SETS_ALIAS.test(head.value.toLowerCase())) return undefined;
  const [name, meant] = rest.filter(({ text }) => !text.startsWith('-'));
  if (name && meant) setVariable(scope, `alias:${name.value.toLowerCase()}`, { choices: [meant] });
  return SILENT;
}

export const aliasNamed = (scope: Scope, name: string): Word | undefined => variableNamed(scope, `alias:${name}`)?.choices[0];
