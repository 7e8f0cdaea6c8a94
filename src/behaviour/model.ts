import { type Counts, count, NO_COUNTS } from './counts.ts';
import { type Features, TRAITS, type Trait } from './features.ts';
import { countCall, NO_RATE, type Rate } from './rate.ts';
import { hourOfDay } from './usual.ts';

/** What is usual of one principal in one project. */
export interface Behaviour extends Readonly<Record<Trait, Counts>> {
  readonly calls: number;
  /** Of 24, in UTC. */
  readonly hours: readonly number[];
  readonly rate: Rate;
  /** Microseconds since 1970 of the newest call; 0 where none has a time. */
  readonly last: number;
}

export const NO_BEHAVIOUR: Behaviour = {
  ...{ calls: 0, programs: NO_COUNTS, effects: NO_COUNTS, hosts: NO_COUNTS, roots: NO_COUNTS },
  hours: Array.from({ length: 24 }, () => 0),
  rate: NO_RATE,
  last: 0,
};

export function learn(known: Behaviour, features: Features): Behaviour {
  const { time } = features;
  const counted = { ...known, calls: known.calls + 1 };
  const traits = Object.fromEntries(TRAITS.map((trait) => [trait, count(known[trait], features[trait])]));
  if (time === undefined) return { ...counted, ...traits };
  const hours = known.hours.map((times, hour) => (hour === hourOfDay(time) ? times + 1 : times));
  return { ...counted, ...traits, hours, rate: countCall(known.rate, time), last: Math.max(known.last, time) };
}
