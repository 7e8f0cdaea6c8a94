import type { Effect, EffectFlag, EffectKind } from '../../../domain/effect.ts';
import type { Program, Word } from '../../command.ts';
import { type OptionSpec, readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';
import { ASKS_FOR_HELP, argumentsOf } from '../effects.ts';

/** What a program does when one of its words says so. */
export interface Verb {
  /** Any of its words, whole; always, where there is none. */
  readonly word?: RegExp;
  /** Absent: it only looks. */
  readonly kind?: EffectKind;
  readonly flags?: readonly EffectFlag[];
  /** What it acts on, of the words that are left; the first operand unless said otherwise. */
  readonly on?: (operands: readonly Word[]) => readonly Word[];
}

const first = (operands: readonly Word[]): readonly Word[] => operands.slice(0, 1);

/** A program whose words choose what it does: the first verb that fits. */
export function verbs(list: readonly Verb[], spec: OptionSpec = {}): Program {
  return (command) => {
    const words = argumentsOf(command);
    if (words.some((word) => ASKS_FOR_HELP.test(word.value))) return { effects: [] };
    for (const { word: pattern, kind, flags, on = first } of list) {
      const word = pattern && words.find((one) => pattern.test(one.value));
      if (pattern && !word) continue;
      if (!kind) return { effects: [] };
      const operands = on(readOptions(words, spec).operands.filter((one) => one !== word));
      const note = [command.words[0]?.value ?? '', ...(word ? [word.value] : [])].join(' ');
      const effect: Effect = { kind, note, ...(flags?.length && { flags }) };
      return { effects: operands.length > 0 ? operands.map((operand) => ({ ...effect, operand: nameOperand(operand) })) : [effect] };
    }
    return { effects: [] };
  };
}

/** Always the one effect, on what it names. */
export const always = (kind: EffectKind, flags: readonly EffectFlag[] = [], spec: OptionSpec = {}): Program =>
  verbs([{ kind, flags }], spec);

export const named = (names: string, program: Program): Readonly<Record<string, Program>> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, program]),
  );
