import type { Departure } from './departures.ts';
import type { Scope } from './watch.ts';

/** A call that departs from what is usual. */
export interface Anomaly extends Scope {
  /** Where it stands in the logs. */
  readonly where: string;
  /** What it is about, in a few words. */
  readonly what: string;
  /** Microseconds since 1970. */
  readonly time?: number;
  /** The most surprising first; at least one. */
  readonly departures: readonly Departure[];
}

export interface Worst {
  readonly add: (anomaly: Anomaly) => void;
  readonly count: () => number;
  /** The most surprising first. */
  readonly worst: () => readonly Anomaly[];
}

/** Counts all of them and keeps the `most` that surprise most. */
export function keepWorst(most: number): Worst {
  let kept: readonly Anomaly[] = [];
  let count = 0;
  return {
    add: (anomaly) => {
      count++;
      kept = [...kept, anomaly];
      if (kept.length > 2 * most) kept = sorted(kept).slice(0, most);
    },
    count: () => count,
    worst: () => sorted(kept).slice(0, most),
  };
}

const sorted = (anomalies: readonly Anomaly[]): readonly Anomaly[] => anomalies.toSorted((left, right) => bitsOf(right) - bitsOf(left));

export const bitsOf = ({ departures }: Anomaly): number => Math.max(0, ...departures.map(({ bits }) => bits));
