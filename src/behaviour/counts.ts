import { shortName } from './usual.ts';

/** How often each name was seen, of so many times in all. The rarest names go where there is no more room; what they were is forgotten, how many is not. */
export interface Counts {
  readonly total: number;
  readonly names: Readonly<Record<string, number>>;
  /** Names that had to go and were seen only once, so far as is known. */
  readonly forgotten: number;
}

export const NO_COUNTS: Counts = { total: 0, names: {}, forgotten: 0 };

const MOST_NAMES = 128;
/** Of a full table so many stay, so that not every new name costs a sweep. */
const KEPT = 96;

/** Names that stand twice count once: it is one call that they are of. */
export function count(counts: Counts, names: readonly string[]): Counts {
  if (names.length === 0) return counts;
  const next: Record<string, number> = { ...counts.names };
  for (const name of new Set(names.map(shortName))) next[name] = (Object.hasOwn(counts.names, name) ? (counts.names[name] ?? 0) : 0) + 1;
  return bounded({ ...counts, total: counts.total + 1, names: next });
}

function bounded(counts: Counts): Counts {
  const entries = Object.entries(counts.names);
  if (entries.length <= MOST_NAMES) return counts;
  const byCount = entries.sort(([, left], [, right]) => right - left);
  const gone = byCount.slice(KEPT).filter(([, times]) => times === 1).length;
  return { ...counts, names: Object.fromEntries(byCount.slice(0, KEPT)), forgotten: counts.forgotten + gone };
}

export const timesOf = (counts: Counts, name: string): number => {
  const known = shortName(name);
  return Object.hasOwn(counts.names, known) ? (counts.names[known] ?? 0) : 0;
};

/** How many names were seen exactly once. */
const singles = ({ names, forgotten }: Counts): number => forgotten + Object.values(names).filter((times) => times === 1).length;

/**
 * How surprising a name is, in bits: how seldom one comes that is as rare or rarer. What comes every other time has one. The share of
 * names never seen is that of those seen once (Good 1953, "The population frequencies of species and the estimation of population
 * parameters"): where new ones come every day, one more says little.
 */
export function surprise(counts: Counts, name: string): number {
  const times = timesOf(counts, name);
  const rarer = times === 0 ? 0 : Object.values(counts.names).reduce((sum, other) => (other <= times ? sum + other : sum), 0);
  return Math.max(0, -Math.log2((rarer + singles(counts) + 0.5) / (counts.total + 1)));
}
