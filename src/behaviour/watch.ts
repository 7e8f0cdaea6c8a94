import { type Departure, departuresOf } from './departures.ts';
import type { Features } from './features.ts';
import { type Behaviour, learn, NO_BEHAVIOUR } from './model.ts';
import { hourOf } from './rate.ts';

/** Whose behaviour it is, and where. */
export interface Scope {
  /** Empty where it is not known who it was. */
  readonly principal: string;
  readonly project: string;
}

export interface KnownBehaviour extends Scope {
  readonly behaviour: Behaviour;
}

export interface Watch {
  /**
   * How the call departs from those before it, which it then is one of, unless it is no newer than what was known from the start: it is
   * among that already. What was told once is not told again.
   */
  readonly see: (scope: Scope, features: Features) => readonly Departure[];
  /** In the order in which they were last seen. */
  readonly known: () => readonly KnownBehaviour[];
}

/** The one that was seen longest ago goes where there are more. */
export const MOST_SCOPES = 500;
const MOST_TOLD = 20_000;

export function watchBehaviour(before: readonly KnownBehaviour[], least?: number): Watch {
  const scopes = new Map(before.map((one) => [keyOf(one), one]));
  const learntUntil = new Map(before.map((one) => [keyOf(one), one.behaviour.last]));
  const told = new Set<string>();
  const isNew = (scope: string, { kind, what }: Departure, time: number | undefined): boolean => {
    const when = kind === 'hour' || kind === 'rate' ? hourOf(time ?? 0) : '';
    const key = [scope, kind, kind === 'rate' ? '' : what, when].join('\0');
    if (told.has(key)) return false;
    if (told.size >= MOST_TOLD) told.clear();
    told.add(key);
    return true;
  };
  return {
    see: ({ principal, project }, features) => {
      const key = keyOf({ principal, project });
      const known = scopes.get(key)?.behaviour ?? NO_BEHAVIOUR;
      const isLearnt = (features.time ?? 0) <= (learntUntil.get(key) ?? -1);
      const learnt = isLearnt ? known : learn(known, features);
      scopes.delete(key);
      const [oldest] = scopes.keys();
      if (scopes.size >= MOST_SCOPES && oldest !== undefined) scopes.delete(oldest);
      scopes.set(key, { principal, project, behaviour: learnt });
      // How many calls there were within the hour counts this one.
      return departuresOf({ ...known, rate: learnt.rate }, features, least).filter((one) => isNew(key, one, features.time));
    },
    known: () => [...scopes.values()],
  };
}

const keyOf = ({ principal, project }: Scope): string => `${principal}\0${project}`;
