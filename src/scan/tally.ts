import type { Decision } from '../domain/decision.ts';

/** How calls were judged; what is left over was allowed. */
export interface Tally {
  readonly calls: number;
  readonly ask: number;
  readonly deny: number;
}

/** A tally that is still counted. */
export type Counting<T extends Tally = Tally> = { -readonly [key in keyof T]: T[key] };

export const newTally = (): Counting => ({ calls: 0, ask: 0, deny: 0 });

export function countCall(tally: Counting, decision: Decision): void {
  tally.calls += 1;
  if (decision !== 'allow') tally[decision] += 1;
}

export function countAll(tally: Counting, { calls, ask, deny }: Tally): void {
  tally.calls += calls;
  tally.ask += ask;
  tally.deny += deny;
}

/** Tallies by name, of which only so many are kept: those with the most denied, then asked, then any calls. */
export interface BoundedTallies<T extends Tally> {
  /** The tally of this name, made where it is not there. */
  readonly at: (name: string, make: () => Counting<T>) => Counting<T>;
  readonly result: () => Readonly<Record<string, T>>;
  /** What was dropped. */
  readonly overflow: Counting;
}

export function boundedTallies<T extends Tally>(size: number): BoundedTallies<T> {
  const kept = new Map<string, Counting<T>>();
  const overflow = newTally();
  const shrink = (): void => {
    if (kept.size <= size) return;
    for (const [name, tally] of [...kept].sort(([, left], [, right]) => weigh(right, left)).slice(size)) {
      countAll(overflow, tally);
      kept.delete(name);
    }
  };
  return {
    overflow,
    at: (name, make) => {
      const known = kept.get(name);
      if (known) return known;
      // Twice the size before any is dropped: sorting is then paid for by as many new names.
      if (kept.size >= 2 * size) shrink();
      const made = make();
      kept.set(name, made);
      return made;
    },
    result: () => {
      shrink();
      return Object.fromEntries(kept);
    },
  };
}

const weigh = (left: Tally, right: Tally): number => left.deny - right.deny || left.ask - right.ask || left.calls - right.calls;
