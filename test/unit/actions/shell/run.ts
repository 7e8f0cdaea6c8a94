import { codeReader } from '../../../../src/actions/code/index.ts';
import { programNamed } from '../../../../src/actions/programs/index.ts';
import { type Budget, fullBudget } from '../../../../src/actions/shell/budget.ts';
import { interpret } from '../../../../src/actions/shell/dialects.ts';
import type { Interpreter } from '../../../../src/actions/shell/interpreter.ts';
import { invoke } from '../../../../src/actions/shell/invocation.ts';
import { topScope } from '../../../../src/actions/shell/scope.ts';
import { runStatements } from '../../../../src/actions/shell/statements.ts';
import type { Analysis } from '../../../../src/domain/action.ts';
import { type SettingOptions, setting } from '../../../support/setting.ts';

/** An analysis that has yet to begin, and may spend less than a whole one. */
export const startedRun = (budget: Partial<Budget> = {}): Interpreter => ({
  tool: 'Bash',
  knowledge: { programNamed, codeReader },
  budget: { ...fullBudget(), ...budget },
  actions: [],
  edges: [],
  incomplete: [],
  written: new Map(),
  writers: new Map(),
  calls: [],
  bodies: [],
  spawning: false,
  depth: 0,
  choice: 0,
  width: 1,
  walking: false,
  input: undefined,
  descriptors: 0,
  execute: runStatements,
  invoke,
  interpret,
});

/** What is found of a text with so much to spend. */
export function foundWith(budget: Partial<Budget>, text: string, options: SettingOptions = {}): Analysis {
  const run = startedRun(budget);
  interpret(run, topScope(setting(options), 'bash'), text, 'bash', undefined);
  return run;
}
