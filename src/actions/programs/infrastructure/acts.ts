import type { Effect, EffectFlag, EffectKind } from '../../../domain/effect.ts';
import type { Program, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';
import { ASKS_FOR_HELP, argumentsOf } from '../effects.ts';

/** What a client of a service does where its verbs and options say so. */
interface Act {
  /** Fits the words that are no options, joined by blanks: `compute instances delete web`. */
  readonly verbs: RegExp;
  /** Fits the whole line, options included. */
  readonly with?: RegExp;
  readonly without?: RegExp;
  /** Absent: it only looks, or changes nothing that lasts. */
  readonly kind?: EffectKind;
  readonly flags?: readonly EffectFlag[];
}

export interface Client {
  /** The first that fits counts. */
  readonly acts: readonly Act[];
  /** Options that take a value, so that it is not read as a verb. */
  readonly values: readonly string[];
  /** Options whose value names what is acted on, where no operand does. */
  readonly names?: readonly string[];
  readonly singleDash?: boolean;
}

const TRIES_ONLY = /^--?(?:dry-run|dryrun|what-if|plan-only|check)(?:=(?!none$|false$).*)?$/;

/** A program whose verbs choose what it does to something that runs elsewhere. */
export function client({ acts, values, names = [], singleDash = false }: Client): Program {
  return (command) => {
    const words = argumentsOf(command);
    if (words.some((word) => ASKS_FOR_HELP.test(word.value) || TRIES_ONLY.test(word.value))) return {};
    const options = readOptions(words, { values: [...values, ...names], singleDash });
    const line = options.operands.map((word) => word.value).join(' ');
    const everything = words.map((word) => word.value).join(' ');
    for (const { verbs, with: needed, without, kind, flags = [] } of acts) {
      const found = verbs.exec(line);
      if (!found || needed?.test(everything) === false || without?.test(everything) === true) continue;
      if (!kind) return {};
      const target = behind(options.operands, found.index + found[0].length) ?? options.value(...names);
      const note = [command.words[0]?.value ?? '', found[0].trim()].join(' ');
      const effect: Effect = {
        kind,
        note,
        ...(target && { operand: nameOperand(target) }),
        ...(flags.length > 0 && { flags }),
      };
      return { effects: [effect] };
    }
    return {};
  };
}

/** The first word that begins behind this position of the joined words. */
function behind(words: readonly Word[], position: number): Word | undefined {
  let start = 0;
  return words.find((word) => {
    const begins = start;
    start += word.value.length + 1;
    return begins >= position;
  });
}
