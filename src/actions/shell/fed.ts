import { isShell, type Shell } from '../../domain/event.ts';
import { type Language, literal, type Stream } from '../command.ts';
import { evaluation, runCode, runShellText } from './code.ts';
import { type Call, DYNAMIC, type Interpreter, SILENT } from './interpreter.ts';
import type { Scope } from './scope.ts';
import { runFile } from './scripts.ts';
import { recordCode } from './trace.ts';

/** Runs what arrives on standard input: `… | sh`, `python <<EOF`. */
export function fedCode(run: Interpreter, scope: Scope, call: Call, as: Shell | Language): Stream {
  const stream = call.stdin;
  if (!stream) return SILENT;
  if (stream.text === undefined) {
    if (stream.origin === 'file' && stream.path) return runFile(run, scope, undefined, stream.path, as);
    recordCode(run, scope, [evaluation(scope, stream.origin)]);
    return DYNAMIC;
  }
  return runFed(run, scope, stream.text, stream.origin, as);
}

/** Text whose origin is known, run as a script. */
export function runFed(run: Interpreter, scope: Scope, text: string, origin: Stream['origin'], as: Shell | Language): Stream {
  if (origin === 'literal') recordCode(run, scope, [evaluation(scope, 'literal')]);
  const word = literal(text);
  return isShell(as) ? runShellText(run, scope, word, as, origin, undefined) : runCode(run, scope, undefined, word, as, origin);
}
