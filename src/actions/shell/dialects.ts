import type { Shell } from '../../domain/event.ts';
import { assertNever } from '../../domain/result.ts';
import type { Stream } from '../command.ts';
import { bashFromFish } from './fish.ts';
import { giveUp, type Interpreter } from './interpreter.ts';
import { parseScript } from './parsing.ts';
import { runPowerShell } from './powershell/index.ts';
import { type Scope, subshell } from './scope.ts';
import { readZsh } from './zsh.ts';

/** Scripts of other shells are read up to here. */
const MAX_FOREIGN = 128 * 1024;

/** Runs a script in the shell that reads it. */
export function interpret(run: Interpreter, scope: Scope, text: string, shell: Shell, stdin: Stream | undefined): Stream {
  const inside = scope.shell === shell ? scope : subshell(scope, { shell });
  if (text.length > MAX_FOREIGN && (shell === 'fish' || shell === 'powershell')) giveUp(run, 'the script is too long');
  switch (shell) {
    case 'bash':
    case 'sh':
      return run.execute(run, inside, parseScript(run, text).commands, stdin);
    case 'zsh': {
      const script = readZsh(text);
      for (const code of script.qualifiers) run.execute(run, subshell(inside), parseScript(run, code).commands, undefined);
      return run.execute(run, inside, parseScript(run, script.text).commands, stdin);
    }
    case 'fish':
      return run.execute(run, inside, parseScript(run, bashFromFish(text.slice(0, MAX_FOREIGN))).commands, stdin);
    case 'powershell':
      return runPowerShell(run, inside, text.slice(0, MAX_FOREIGN), stdin);
    default:
      return assertNever(shell);
  }
}
