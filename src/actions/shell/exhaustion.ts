import type { ArithmeticFor, CompoundList, Statement, While } from 'unbash';
import type { Interpreter } from './interpreter.ts';
import { record } from './trace.ts';

/** A loop without an end that starts a process in the background each time round and never waits. */
export function noteSpawningLoop(run: Interpreter, loop: While | ArithmeticFor): void {
  const endless = loop.type === 'While' ? isAlways(loop.clause, loop.kind) : loop.test === undefined;
  if (!endless || !loop.body.commands.some((statement) => statement.background)) return;
  if (loop.body.commands.some(pauses)) return;
  record(run, { tool: run.tool, effects: [{ kind: 'process.exhaust', note: 'endless loop of background processes' }] });
}

const PAUSES = /^(?:sleep|wait|read|break|exit|return|usleep|inotifywait)$/;

/** What pauses in the background holds up nothing. */
const pauses = ({ command, background }: Statement): boolean =>
  !background && command.type === 'Command' && PAUSES.test(command.name?.value ?? '');

function isAlways(clause: CompoundList, kind: While['kind']): boolean {
  if (clause.commands.some(pauses)) return false;
  const command = clause.commands.at(-1)?.command;
  if (command?.type === 'ArithmeticCommand') return kind === 'while' && /^\s*[1-9]\d*\s*$/.test(command.body);
  if (command?.type !== 'Command') return false;
  const text = [command.name?.value, ...command.args.map((word) => word.text)].join(' ');
  return kind === 'while' ? /^(?:true|:|\[ (?:1|true) \]|test 1)$/.test(text) : text === 'false';
}
