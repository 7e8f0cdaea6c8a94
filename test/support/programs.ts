import type { Command, Outcome, ProgramTable } from '../../src/actions/command.ts';
import type { ProgramFamily } from '../../src/actions/programs/family.ts';
import { programNamed } from '../../src/actions/programs/index.ts';
import { shownEffects } from './outcome.ts';
import { command, setting } from './setting.ts';

type Input = Pick<Command, 'stdin'>;

/** What the tables say that a command line of one program does, in Ada's shop. */
export function outcomeOf(text: string, input: Input = {}): Outcome {
  const simple = command(text, input);
  return programNamed(simple.words[0]?.value ?? '')?.(simple, setting()) ?? {};
}

export const effectsOf = (text: string, input: Input = {}): readonly string[] => shownEffects(outcomeOf(text, input));

/** All that these families know, as one table. */
export const tableOf = (...families: readonly ProgramFamily[]): ProgramTable =>
  Object.fromEntries(families.flatMap((family) => Object.entries(family.table())));
