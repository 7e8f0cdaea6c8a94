import type { FormTable, ProgramForms } from './form.ts';
import { builds } from './forms/builds.ts';
import { clouds } from './forms/clouds.ts';
import { containers } from './forms/containers.ts';
import { files } from './forms/files.ts';
import { forges } from './forms/forges.ts';
import { git } from './forms/git.ts';
import { installed } from './forms/installed.ts';
import { packages } from './forms/packages.ts';
import { shell, wrappers } from './forms/shell.ts';
import { system } from './forms/system.ts';
import { text } from './forms/text.ts';

const TABLES: readonly (() => FormTable)[] = [
  shell,
  wrappers,
  text,
  files,
  git,
  forges,
  system,
  packages,
  installed,
  builds,
  containers,
  clouds,
];

let made: FormTable | undefined;

/**
 * Everything that is known to be read-only, or everyday work; a program may stand in two tables, its questions in one and its checks in
 * the other. Made when it is asked for, which the standard profile never does: what is made before is read at each start.
 */
export function formTable(): FormTable {
  made ??= merged();
  return made;
}

function merged(): FormTable {
  const all: Record<string, ProgramForms> = {};
  for (const [name, program] of TABLES.flatMap((table) => Object.entries(table()))) {
    const known = all[name];
    all[name] = known ? { ...known, ...program, forms: { ...known.forms, ...program.forms } } : program;
  }
  return all;
}
