import type { Effect } from '../../domain/effect.ts';
import type { PathClass } from '../../domain/operand.ts';
import { HOLE, type Outcome, type Run, type Setting } from '../command.ts';
import type { Call, Interpreter } from './interpreter.ts';
import { programName } from './names.ts';

/** How many operands are looked at for the program that an unknown one runs. */
const MAX_OPERANDS = 4;

/** Programs whose arguments are words to look for or to show, beside those that are known by what they do. */
const READERS = new Set('type help cheat say notify-send rgrep zegrep zfgrep chroma highlight pygmentize'.split(' '));

const GRAVE =
  /^(?:file\.(?:delete|chmod|move)|storage\.|git\.(?:discard|rewrite|push|branch-delete|tag-delete|clean|bypass|config-exec)|db\.(?:drop|truncate)|infra\.destroy|package\.publish|process\.(?!inspect)|secret\.|net\.upload|code\.eval|guard\.)/;

const WRITES = /^file\.(?:write|append|link)$/;
const GUARDED = new Set<string>([
  'system',
  'shell-startup',
  'persistence',
  'agent-hooks',
  'own-state',
  'git-hook',
] satisfies readonly PathClass[]);

const isGrave = ({ kind, operand }: Effect): boolean =>
  GRAVE.test(kind) || (WRITES.test(kind) && operand?.classes.some((name) => GUARDED.has(name)) === true);

/** The arguments of an unknown program that are themselves a command with grave effects: it may well run them. */
export function wrappedRun(run: Interpreter, call: Call, setting: Setting, depth = 0): Run | undefined {
  const wrapper = programName(call.words[0]?.value ?? '');
  if (READERS.has(wrapper)) return undefined;
  let operands = 0;
  for (let i = 1; i < call.words.length && operands < MAX_OPERANDS; i++) {
    const word = call.words[i];
    if (!word || word.value.startsWith('-') || word.value.includes(HOLE)) continue;
    operands++;
    const argv = call.words.slice(i);
    const inner = { ...call, words: argv };
    const outcome = outcomeOf(run, inner, setting);
    if (!outcome) continue;
    // `--mode node x`: the value of an option, and no script that node runs.
    const isValue = call.words[i - 1]?.value.startsWith('--') === true && outcome.runs?.[0]?.kind === 'file';
    return !isValue && isGraveOutcome(run, inner, outcome, setting, depth) ? { kind: 'argv', argv, wrapper } : undefined;
  }
  return undefined;
}

function outcomeOf(run: Interpreter, call: Call, setting: Setting): Outcome | undefined {
  const name = call.words[0]?.value ?? '';
  const program = /^[\w./+-]+$/.test(name) ? run.knowledge.programNamed(programName(name)) : undefined;
  return program?.(call, setting);
}

const MAX_WRAPPERS = 4;

function isGraveOutcome(run: Interpreter, call: Call, { effects, runs }: Outcome, setting: Setting, depth: number): boolean {
  if (effects?.some(isGrave)) return true;
  return runs?.some((one) => one.kind !== 'argv' || isGraveRun(run, { ...call, words: one.argv }, setting, depth + 1)) === true;
}

/** More wrappers in one another than anybody needs are followed, whatever they run. */
function isGraveRun(run: Interpreter, call: Call, setting: Setting, depth: number): boolean {
  if (depth > MAX_WRAPPERS) return true;
  const outcome = outcomeOf(run, call, setting);
  return outcome ? isGraveOutcome(run, call, outcome, setting, depth) : wrappedRun(run, call, setting, depth) !== undefined;
}
