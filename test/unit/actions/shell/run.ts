import { type Budget, fullBudget } from '../../../../src/actions/shell/budget.ts';
import { interpret } from '../../../../src/actions/shell/dialects.ts';
import { KNOWLEDGE, newRun } from '../../../../src/actions/shell/index.ts';
import type { Interpreter } from '../../../../src/actions/shell/interpreter.ts';
import { topScope } from '../../../../src/actions/shell/scope.ts';
import type { Analysis } from '../../../../src/domain/action.ts';
import { type SettingOptions, setting } from '../../../support/setting.ts';

/** An analysis that has yet to begin, and may spend less than a whole one. */
export const startedRun = (budget: Partial<Budget> = {}): Interpreter => newRun('Bash', KNOWLEDGE, { ...fullBudget(), ...budget });

/** What is found of a text with so much to spend. */
export function foundWith(budget: Partial<Budget>, text: string, options: SettingOptions = {}): Analysis {
  const run = startedRun(budget);
  interpret(run, topScope(setting(options), 'bash'), text, 'bash', undefined);
  return run;
}
