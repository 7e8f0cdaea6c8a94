import type { EffectKind } from '../../domain/effect.ts';
import { HOLE, type Run, type Setting } from '../command.ts';
import type { Call, Interpreter } from './interpreter.ts';
import { programName } from './invocation.ts';

/** How many operands are looked at for the program that an unknown one runs. */
const MAX_OPERANDS = 4;

const GRAVE =
  /^(?:file\.(?:delete|chmod|move)|storage\.|git\.(?:discard|rewrite|push|branch-delete|tag-delete|clean|bypass|config-exec)|db\.(?:drop|truncate)|infra\.destroy|process\.|secret\.|net\.upload|code\.eval|guard\.)/;

const isGrave = (kind: EffectKind): boolean => GRAVE.test(kind);

/** The arguments of an unknown program that are themselves a command with grave effects: it may well run them. */
export function wrappedRun(run: Interpreter, call: Call, setting: Setting): Run | undefined {
  let operands = 0;
  for (let i = 1; i < call.words.length && operands < MAX_OPERANDS; i++) {
    const word = call.words[i];
    if (!word || word.value.startsWith('-') || word.value.includes(HOLE)) continue;
    operands++;
    const program = /^[\w./+-]+$/.test(word.value) ? run.knowledge.programNamed(programName(word.value)) : undefined;
    if (!program) continue;
    const words = call.words.slice(i);
    const outcome = program({ ...call, words }, setting);
    const grave = outcome.effects?.some((effect) => isGrave(effect.kind)) || outcome.runs?.some((inner) => inner.kind !== 'file');
    return grave ? { kind: 'argv', argv: words, wrapper: programName(call.words[0]?.value ?? '') } : undefined;
  }
  return undefined;
}
