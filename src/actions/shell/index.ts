import type { Analysis } from '../../domain/action.ts';
import type { Shell } from '../../domain/event.ts';
import { codeReader } from '../code/index.ts';
import type { Setting } from '../command.ts';
import { programNamed } from '../programs/index.ts';
import { fullBudget } from './budget.ts';
import { interpret } from './dialects.ts';
import type { Interpreter, Knowledge } from './interpreter.ts';
import { invoke } from './invocation.ts';
import { topScope } from './scope.ts';
import { runStatements } from './statements.ts';

const KNOWLEDGE: Knowledge = { programNamed, codeReader };

/** What a shell command line would do. `tool` names who asked. Never throws; bounded in work. */
export function analyzeShell(text: string, shell: Shell, setting: Setting, tool = 'Bash', knowledge = KNOWLEDGE): Analysis {
  const run: Interpreter = {
    tool,
    knowledge,
    budget: fullBudget(),
    actions: [],
    edges: [],
    incomplete: [],
    written: new Map(),
    writers: new Map(),
    calls: [],
    spawning: false,
    depth: 0,
    choice: 0,
    width: 1,
    walking: false,
    descriptors: 0,
    execute: runStatements,
    invoke,
    interpret,
  };
  interpret(run, topScope(setting, shell), text, shell, undefined);
  return { actions: run.actions, edges: run.edges, incomplete: run.incomplete };
}
