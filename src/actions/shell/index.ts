import type { Analysis } from '../../domain/action.ts';
import type { Shell } from '../../domain/event.ts';
import { BELOW } from '../../domain/session.ts';
import { codeReader } from '../code/index.ts';
import type { Setting } from '../command.ts';
import { programNamed } from '../programs/index.ts';
import { type Budget, fullBudget } from './budget.ts';
import { interpret } from './dialects.ts';
import { giveUp, type Interpreter, type Knowledge } from './interpreter.ts';
import { invoke } from './invocation.ts';
import { madeFiles } from './made.ts';
import { reconfigurations } from './reconfiguration.ts';
import { topScope } from './scope.ts';
import { runStatements } from './statements.ts';

export const KNOWLEDGE: Knowledge = { programNamed, codeReader };

/** An analysis that has yet to begin. */
export const newRun = (tool: string, knowledge: Knowledge, budget: Budget): Interpreter => ({
  tool,
  knowledge,
  budget,
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

/** What a shell command line would do. `tool` names who asked. Never throws; bounded in work. */
export function analyzeShell(text: string, shell: Shell, setting: Setting, tool = 'Bash', knowledge = KNOWLEDGE): Analysis {
  return analyzeShellFiles(text, shell, setting, tool, knowledge).analysis;
}

/** The same, with the files that it writes whose text is known, by absolute path. */
export function analyzeShellFiles(
  text: string,
  shell: Shell,
  setting: Setting,
  tool = 'Bash',
  knowledge = KNOWLEDGE,
): { readonly analysis: Analysis; readonly files: ReadonlyMap<string, string> } {
  const run = newRun(tool, knowledge, fullBudget());
  try {
    interpret(run, topScope(setting, shell), text, shell, undefined);
  } catch (error) {
    // The parser reads some parts of a word only when they are looked at, and recurses over them without a bound of its own.
    if (!(error instanceof RangeError)) throw error;
    giveUp(run, 'nested too deeply');
  }
  run.actions.push(...reconfigurations(run, setting));
  const made = madeFiles(run, setting);
  const analysis = { actions: run.actions, edges: run.edges, incomplete: run.incomplete, ...(made.length > 0 && { made }) };
  return { analysis, files: knownFiles(run) };
}

function knownFiles({ written }: Interpreter): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [path, { stream }] of written) {
    const { text, origin } = stream;
    if (text !== undefined && (origin === 'literal' || origin === 'decoded') && !path.startsWith('/dev/') && !path.endsWith(BELOW))
      files.set(path, text);
  }
  return files;
}
