import type { EffectKind } from '../../domain/effect.ts';
import { HOLE, type Outcome, type Run, type Setting, type Word } from '../command.ts';
import type { Call, Interpreter } from './interpreter.ts';
import { programName } from './names.ts';

/** How many operands are looked at for the program that an unknown one runs. */
const MAX_OPERANDS = 4;

/** Programs whose arguments are words to look for or to show. */
const READERS = new Set(
  'rg ag ack ugrep man info tldr apropos whatis which whereis type help cheat say notify-send figlet cowsay fd locate jq yq gh glab'.split(
    ' ',
  ),
);

const isReader = (program: string): boolean => READERS.has(program) || (program.endsWith('grep') && /^[efrzp]*grep$/.test(program));

const GRAVE =
  /^(?:file\.(?:delete|chmod|move)|storage\.|git\.(?:discard|rewrite|push|branch-delete|tag-delete|clean|bypass|config-exec)|db\.(?:drop|truncate)|infra\.destroy|process\.(?!inspect)|secret\.|net\.upload|code\.eval|guard\.)/;

const isGrave = (kind: EffectKind): boolean => GRAVE.test(kind);

/** The arguments of an unknown program that are themselves a command with grave effects: it may well run them. */
export function wrappedRun(run: Interpreter, call: Call, setting: Setting): Run | undefined {
  const wrapper = programName(call.words[0]?.value ?? '');
  if (call.words.length < 2 || isReader(wrapper)) return undefined;
  let operands = 0;
  for (let i = 1; i < call.words.length && operands < MAX_OPERANDS; i++) {
    const word = call.words[i];
    if (!word || word.value.startsWith('-') || word.value.includes(HOLE)) continue;
    operands++;
    const argv = call.words.slice(i);
    const outcome = outcomeOf(run, call, argv, setting);
    if (outcome) return isGraveOutcome(run, call, outcome, setting, 0) ? { kind: 'argv', argv, wrapper } : undefined;
  }
  return undefined;
}

function outcomeOf(run: Interpreter, call: Call, argv: readonly Word[], setting: Setting): Outcome | undefined {
  const name = argv[0]?.value ?? '';
  const program = /^[\w./+-]+$/.test(name) ? run.knowledge.programNamed(programName(name)) : undefined;
  return program?.({ ...call, words: argv }, setting);
}

const MAX_WRAPPERS = 4;

function isGraveOutcome(run: Interpreter, call: Call, outcome: Outcome, setting: Setting, depth: number): boolean {
  if (outcome.effects?.some((effect) => isGrave(effect.kind))) return true;
  return (outcome.runs ?? []).some((inner) => {
    if (inner.kind === 'shell' || inner.kind === 'code') return true;
    const next = inner.kind === 'argv' && depth < MAX_WRAPPERS ? outcomeOf(run, call, inner.argv, setting) : undefined;
    return next !== undefined && isGraveOutcome(run, call, next, setting, depth + 1);
  });
}
