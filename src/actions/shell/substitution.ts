import type { CommandExpansionPart, ParsedScript, ProcessSubstitutionPart } from 'unbash';
import { HOLE, type Stream, type Word } from '../command.ts';
import { DYNAMIC, giveUp, type Interpreter, nested, spend } from './interpreter.ts';
import { noteErrors } from './parsing.ts';
import { type Scope, subshell } from './scope.ts';

interface Substitution {
  readonly text: string;
  readonly pos: number;
  readonly end: number;
  readonly script: ParsedScript | undefined;
}

/** `$(…)` and backticks: what their commands print, where it is known. */
export function substitute(run: Interpreter, scope: Scope, part: Pick<CommandExpansionPart, 'text' | 'pos' | 'end' | 'script'>): Word {
  const { stream, sources } = runInside(run, scope, part, undefined);
  const value = stream.text === undefined ? HOLE : stream.text.replace(/\n+$/, '');
  return {
    text: part.text,
    value,
    certainty: value.includes(HOLE) ? 'unknown' : 'derived',
    stream,
    ...(sources.length > 0 && { sources }),
  };
}

/** `<(…)` and `>(…)`: the name of a file that holds what the commands print, or that they read. */
export function processFile(run: Interpreter, scope: Scope, part: ProcessSubstitutionPart): Word {
  const path = `/dev/fd/${63 - (run.descriptors++ % 40)}`;
  const word: Word = { text: part.text, value: path, certainty: 'derived' };
  if (part.operator === '>') {
    // What the command reads is taken for what it writes there: `tee >(sh)`.
    runInside(run, scope, part, run.input ?? DYNAMIC);
    return word;
  }
  const { stream, sources } = runInside(run, scope, part, undefined);
  run.written.set(path, { stream, content: stream, action: sources.at(-1) ?? -1 });
  return sources.length > 0 ? { ...word, sources } : word;
}

const MAX_SOURCES = 64;

function runInside(run: Interpreter, scope: Scope, part: Substitution, stdin: Stream | undefined) {
  const first = run.actions.length;
  const { input } = run;
  const stream = nested(run, DYNAMIC, () => readScript(run, scope, part, stdin));
  run.input = input;
  const sources: number[] = [];
  for (let at = first; at < run.actions.length && sources.length < MAX_SOURCES; at++) sources.push(at);
  return { stream, sources };
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
  return run.execute(run, subshell(scope), script.commands, stdin);
}
