import type { Analysis } from '../domain/action.ts';
import type { Chain } from '../domain/capability.ts';
import { violationOf } from './covers.ts';
import { type Moment, type Need, needsOf } from './need.ts';
import type { Violation } from './violation.ts';

/** Something that none of the capabilities covers, with what the one that comes closest objects to. */
export interface Uncovered {
  readonly need: Need;
  readonly violation: Violation | 'none';
  /** The id of the one that comes closest. */
  readonly closest?: string;
}

export interface Coverage {
  readonly uncovered: readonly Uncovered[];
  /** Every link of the chains that the call relies on, by id, once: what counts their uses counts these. */
  readonly used: readonly string[];
}

/** Holds everything that a call would do against the capabilities that are held. It passes where nothing is uncovered. */
export function coverageOf(analysis: Analysis, held: readonly Chain[], moment: Moment): Coverage {
  const uncovered: Uncovered[] = [];
  const used = new Set<string>();
  for (const need of needsOf(analysis, moment)) {
    const tried = held.map((chain) => ({ chain, violation: violationOf(chain, need, moment) }));
    const covering = tried.find(({ violation }) => violation === undefined);
    if (covering) for (const { id } of covering.chain) used.add(id);
    else uncovered.push(closest(need, tried));
  }
  return { uncovered, used: [...used] };
}

function closest(need: Need, tried: readonly { readonly chain: Chain; readonly violation: Violation | undefined }[]): Uncovered {
  const [best] = tried.toSorted((left, right) => distance(left.violation) - distance(right.violation));
  const id = best?.chain.at(-1)?.id;
  if (best?.violation === undefined || id === undefined || best.violation === 'type') return { need, violation: 'none' };
  return { need, violation: best.violation, closest: id };
}

/** One that speaks of something else is farther off than one that speaks of it and does not reach. */
const distance = (violation: Violation | undefined): number =>
  violation === 'type' ? 3 : violation === 'operation' ? 2 : violation === 'resource' ? 1 : 0;
