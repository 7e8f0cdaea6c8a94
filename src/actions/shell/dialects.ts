import type { Shell } from '../../domain/event.ts';
import { assertNever } from '../../domain/result.ts';
import type { Stream } from '../command.ts';
import type { Interpreter } from './interpreter.ts';
import { parseScript } from './parsing.ts';
import type { Scope } from './scope.ts';

/** Runs a script in the shell that reads it. */
export function interpret(run: Interpreter, scope: Scope, text: string, shell: Shell, stdin: Stream | undefined): Stream {
  switch (shell) {
    case 'bash':
    case 'sh':
    case 'zsh':
    case 'fish':
    case 'powershell':
      return run.execute(run, scope, parseScript(run, text).commands, stdin);
    default:
      return assertNever(shell);
  }
}
