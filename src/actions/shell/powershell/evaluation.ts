import { HOLE, literal, type Stream, type Word } from '../../command.ts';
import { workedOut } from '../../words.ts';
import { DYNAMIC, type Interpreter, nested, SILENT } from '../interpreter.ts';
import { parameterNamed } from '../parameters.ts';
import { type Scope, unknown, variableNamed } from '../scope.ts';
import { concatenate, lessTrusted } from '../streams.ts';
import { sourcesFrom } from '../trace.ts';
import { callMethod } from './methods.ts';
import type { Piece, Token } from './tokens.ts';

/** What stands behind a command, each with the members of its list: `a, b` is one argument of two. */
export function argumentsOf(
  run: Interpreter,
  scope: Scope,
  tokens: readonly Token[],
  stdin: Stream | undefined,
): readonly (readonly Word[])[] {
  const all: Word[][] = [];
  let continues = false;
  for (const token of tokens) {
    if (token.text === ',') continues = true;
    else {
      const word = evaluate(run, scope, token, stdin);
      if (continues) all.at(-1)?.push(word);
      else all.push([word]);
      continues = false;
    }
  }
  return all;
}

/** A longer value counts as unknown: it may be doubled with each assignment. */
export const MAX_VALUE = 1024 * 1024;

/** Properties that give the path or the text of what they are asked of. */
const SAME = /\.(?:fullname|name|basename|path|pspath|value)$/i;

/** The value of a word; blocks and brackets in it are run on the way. */
export function evaluate(run: Interpreter, scope: Scope, token: Token, stdin: Stream | undefined): Word {
  const { pieces } = token;
  let value = '';
  let stream: Stream | undefined;
  let plain = true;
  let glob = /[*?]/.test(token.text);
  const sources: number[] = [];
  const take = (word: Word): string => {
    plain = false;
    glob ||= word.glob === true;
    stream = lessTrusted(stream, word.stream);
    sources.push(...(word.sources ?? []));
    return word.value;
  };
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece) break;
    const next = pieces[i + 1];
    if (piece.kind !== 'text') value += take(pieceValue(run, scope, piece, stdin));
    else if (piece.quoted) value += piece.text;
    else {
      const method = /^([\s\S]*)(?:::|\.)(\w+)$/.exec(piece.text);
      if (method && next?.kind === 'group' && (i > 0 || piece.text.startsWith('['))) {
        const on = { ...wordOf(token.text, value + method[1]), ...(stream && { stream }) };
        const given = captured(run, token.text, () => run.interpret(run, scope, next.body, 'powershell', stdin));
        take(given);
        stream = callMethod(run, scope, (method[2] ?? '').toLowerCase(), on, given);
        value = stream.text?.replace(/\n$/, '') ?? HOLE;
        i++;
      } else if (isProperty(pieces[i - 1], piece.text)) value = SAME.test(piece.text) ? value : HOLE;
      else if (piece.text !== '+' || i === 0 || !next) value += piece.text;
    }
  }
  if (value.length > MAX_VALUE) value = HOLE;
  const certainty = value.includes(HOLE) ? 'unknown' : plain ? 'literal' : 'derived';
  return {
    text: token.text,
    value,
    certainty,
    ...(stream && { stream }),
    ...(sources.length > 0 && { sources }),
    ...(glob && { glob: true }),
  };
}

/** `$x.Name`, `(Get-Item x).Name` */
const isProperty = (before: Piece | undefined, text: string): boolean =>
  before !== undefined && before.kind !== 'text' && /^(?:\.\w+)+$/.test(text);

function pieceValue(run: Interpreter, scope: Scope, piece: Exclude<Piece, { kind: 'text' }>, stdin: Stream | undefined): Word {
  if (piece.kind === 'variable') return variable(run, scope, piece.name);
  const body = piece.kind === 'table' ? piece.body.replace(KEYS, '$1') : piece.body;
  return captured(run, piece.body, () => run.interpret(run, scope, body, 'powershell', stdin));
}

/** The names in `@{ a = 1; 'b' = 2 }`. */
const KEYS = /(^|[;\n])\s*(?:[\w.-]{1,64}|'[^'\n]{0,64}'|"[^"\n]{0,64}")\s*=/g;

/** What is printed on the way, as a word. */
export function captured(run: Interpreter, text: string, body: () => Stream): Word {
  const first = run.actions.length;
  const stream = nested(run, DYNAMIC, body);
  const sources = sourcesFrom(run, first);
  return { ...streamWord(text, stream), ...(sources.length > 0 && { sources }) };
}

export const streamWord = (text: string, stream: Stream): Word => ({ ...wordOf(text, stream.text?.replace(/\r?\n$/, '') ?? HOLE), stream });

const wordOf = (text: string, value: string): Word => ({
  ...workedOut(text, value),
  ...(value.includes('*') && { glob: true }),
});

const STARTUP = '~/.config/powershell/Microsoft.PowerShell_profile.ps1';

function variable(run: Interpreter, scope: Scope, name: string): Word {
  if (name === 'true' || name === 'false' || name === 'null') return literal(name === 'null' ? '' : name);
  const known = variableNamed(scope, name)?.choices[0];
  if (known) return known;
  if (name === 'home' || name === 'pwd') return parameterNamed(run, scope, name.toUpperCase());
  if (name === 'profile') return { ...literal(STARTUP), text: '$PROFILE' };
  if (!name.startsWith('env:')) return unknown(`$${name}`);
  const upper = name.slice('env:'.length).toUpperCase();
  return parameterNamed(run, scope, upper === 'USERPROFILE' ? 'HOME' : upper);
}

/** Runs what is in blocks and brackets; what the blocks print is printed. */
export function runBlocks(run: Interpreter, scope: Scope, tokens: readonly Token[], stdin: Stream | undefined): Stream {
  let output = SILENT;
  for (const token of tokens) {
    for (const piece of token.pieces) {
      if (piece.kind !== 'block' && piece.kind !== 'group') continue;
      const printed = run.interpret(run, scope, piece.body, 'powershell', stdin);
      if (piece.kind === 'block') output = concatenate(output, printed);
    }
  }
  return output;
}
