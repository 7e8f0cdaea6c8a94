import type { Effect, EffectFlag } from '../../domain/effect.ts';
import type { Shell } from '../../domain/event.ts';

/** A command that a file holds for something else to run. */
export interface Step {
  readonly text: string;
  readonly shell?: Shell;
  /** The interpreter that reads it, where no shell does. */
  readonly interpreter?: string;
  /** It runs in a container or on a build machine, whose disk is thrown away. */
  readonly remote?: boolean;
  /** What else is to be said of all that it does. */
  readonly flags?: readonly EffectFlag[];
}

/** What a file holds that something will act on. */
export interface Held {
  readonly steps: readonly Step[];
  readonly effects: readonly Effect[];
}

/** Reads one kind of file; never throws, and takes a part of a file as well as the whole. `before` is what stands there now. */
export type HeldReader = (text: string, path: string, before: () => string | undefined) => Held;

export const stepsOf = (texts: readonly string[], more: Omit<Step, 'text'> = {}): Held => ({
  steps: texts.map((text) => ({ text, ...more })),
  effects: [],
});
