import type { Stream } from '../../command.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Scope } from '../scope.ts';
import type { Translated } from './translation.ts';

/** Runs a program with words that are worked out already. */
export const runProgram = (run: Interpreter, scope: Scope, { words, stdin, given }: Omit<Translated, 'prints'>): Stream =>
  run.invoke(run, scope, {
    words,
    environment: scope.exported,
    redirections: [],
    wrappers: scope.wrappers,
    effects: [],
    external: true,
    ...(stdin && { stdin }),
    ...(given && { given }),
  });
