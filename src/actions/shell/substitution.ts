import type { ParsedScript, ProcessSubstitutionPart } from 'unbash';
import { HOLE, type Stream } from '../command.ts';
import type { Piece } from './fields.ts';
import { DYNAMIC, giveUp, type Interpreter, nested, spend } from './interpreter.ts';
import { noteErrors } from './parsing.ts';
import { type Scope, subshell } from './scope.ts';
import { sourcesFrom } from './trace.ts';

interface Substitution {
  readonly pos: number;
  readonly end: number;
  readonly script: ParsedScript | undefined;
}

/** `$(…)` and backticks: what their commands print, where it is known. */
export function substitute(run: Interpreter, scope: Scope, part: Substitution): Piece {
  const { stream, sources } = runInside(run, scope, part, undefined);
  return { value: stream.text?.replace(/\n+$/, '') ?? HOLE, stream, sources };
}

/** `<(…)` and `>(…)`: the name of a file that holds what the commands print, or that they read. */
export function processFile(run: Interpreter, scope: Scope, part: ProcessSubstitutionPart): Piece {
  const value = `/dev/fd/${63 - (run.descriptors++ % 40)}`;
  if (part.operator === '>') {
    // What the command reads is taken for what it writes there: `tee >(sh)`.
    runInside(run, scope, part, run.input ?? DYNAMIC);
    return { value };
  }
  const { stream, sources } = runInside(run, scope, part, undefined);
  run.written.set(value, { stream, content: stream, action: sources.at(-1) ?? -1 });
  return { value, sources };
}

/** `> >(…)`: its commands read what is redirected to them. */
export function feed(run: Interpreter, scope: Scope, part: ProcessSubstitutionPart, printed: Stream): void {
  runInside(run, scope, part, printed);
}

function runInside(run: Interpreter, scope: Scope, part: Substitution, stdin: Stream | undefined) {
  const first = run.actions.length;
  const { input } = run;
  const stream = nested(run, DYNAMIC, () => readScript(run, scope, part, stdin));
  run.input = input;
  return { stream, sources: sourcesFrom(run, first) };
}

function readScript(run: Interpreter, scope: Scope, part: Substitution, stdin: Stream | undefined): Stream {
  // The parser reads the text of a substitution again when its script is asked for: what that costs is counted before.
  if (!spend(run, 'bytes', part.end - part.pos)) return DYNAMIC;
  const script = part.script;
  if (!script) {
    giveUp(run, 'a substitution could not be read');
    return DYNAMIC;
  }
  noteErrors(run, script);
  return run.execute(run, subshell(scope, { errorsJoin: false }), script.commands, stdin);
}
