import { isShell, type Shell } from '../../domain/event.ts';
import { type Language, literal, type Stream } from '../command.ts';
import { evaluation, runCode, runShellText } from './code.ts';
import { type Call, DYNAMIC, type Interpreter, SILENT } from './interpreter.ts';
import type { Scope } from './scope.ts';
import { runFile } from './scripts.ts';
import { recordCode } from './trace.ts';

const NONE: readonly never[] = [];

/** Runs what arrives on standard input: `… | sh`, `python <<EOF`. */
export function fedCode(run: Interpreter, scope: Scope, call: Call, as: Shell | Language): Stream {
  const stream = call.stdin;
  if (!stream) return SILENT;
  const { origin, text, path, parts } = stream;
  if (text !== undefined) return runFed(run, scope, text, origin, as);
  const isFile = origin === 'file' && path !== undefined;
  if (isFile && !parts) return runFile(run, scope, undefined, path, as);
  if (!isFile) recordCode(run, scope, [evaluation(scope, origin)]);
  for (const part of parts ?? NONE)
    if (typeof part === 'string') runFed(run, scope, part, 'dynamic', as);
    else runFile(run, scope, undefined, part, as);
  return DYNAMIC;
}

/** Text whose origin is known, run as a script. */
export function runFed(run: Interpreter, scope: Scope, text: string, origin: Stream['origin'], as: Shell | Language): Stream {
  if (origin === 'literal') recordCode(run, scope, [evaluation(scope, 'literal')]);
  const word = literal(text);
  return isShell(as) ? runShellText(run, scope, word, as, origin, undefined) : runCode(run, scope, undefined, word, as, origin);
}
