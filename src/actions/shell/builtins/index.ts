import type { Builtin } from '../interpreter.ts';
import { evaluating } from './evaluating.ts';
import { folders } from './folders.ts';
import { input } from './input.ts';
import { printing } from './printing.ts';
import { quiet } from './quiet.ts';
import { sockets } from './sockets.ts';
import { variables } from './variables.ts';

/** The commands of the shell itself, by name. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  [quiet, printing, folders, variables, input, evaluating, sockets].flatMap((table) => Object.entries(table)),
);
