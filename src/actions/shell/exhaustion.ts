import type { ArithmeticFor, CompoundList, While } from 'unbash';
import type { Interpreter } from './interpreter.ts';
import { record } from './trace.ts';

/** A loop without an end that starts a process in the background each time round and never waits. */
export function noteSpawningLoop(run: Interpreter, loop: While | ArithmeticFor): void {
  const endless = loop.type === 'While' ? isAlways(loop.clause, loop.kind) : loop.test === undefined;
  if (!endless || !loop.body.commands.some((statement) => statement.background)) return;
  if (loop.body.commands.some((statement) => statement.command.type === 'Command' && PAUSES.test(statement.command.name?.value ?? '')))
    return;
  record(run, { tool: run.tool, effects: [{ kind: 'process.exhaust', note: 'endless loop of background processes' }] });
}

const PAUSES = /^(?:sleep|wait|read|break|exit|return|usleep|inotifywait)$/;

function isAlways(clause: CompoundList, kind: While['kind']): boolean {
  const [only] = clause.commands;
  if (clause.commands.length !== 1 || only?.command.type !== 'Command') return false;
  const text = [only.command.name?.value, ...only.command.args.map((word) => word.text)].join(' ');
  return kind === 'while' ? /^(?:true|:|\[ (?:1|true) \]|test 1)$/.test(text) : text === 'false';
}
