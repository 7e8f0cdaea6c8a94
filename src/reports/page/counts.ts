import { DECISIONS } from '../../domain/decision.ts';
import { type Stretches, stretchesOf } from '../stretches.ts';
import type { PageData } from './data.ts';
import type { Choice } from './filter.ts';

/** How many calls each decision has, in the order of `DECISIONS`. */
export type Share = [allow: number, ask: number, deny: number];

/** The names that a chart counts calls by. */
export type Counted = Extract<Choice, 'rule' | 'tool' | 'project' | 'session'>;

export const totalOf = ([allow, ask, deny]: Share): number => allow + ask + deny;

/** A call without a finding stands for as many as the sample says. */
export function weightOf({ calls, every }: PageData, call: number): number {
  return calls.decision[call] === 0 && calls.findings[call]?.length === 0 ? every : 1;
}

/** Counted calls by name, those with the most denied first, then those with the most asked about. */
export function countBy(data: PageData, selected: readonly number[], by: Counted): readonly (readonly [name: string, share: Share])[] {
  const { calls, names } = data;
  const counts = new Map<number, Share>();
  const add = (name: number, call: number): void => {
    const share = counts.get(name) ?? [0, 0, 0];
    counts.set(name, share);
    addTo(share, data, call);
  };
  for (const call of selected) {
    const found = by === 'rule' ? (calls.findings[call] ?? []).filter((_, at) => at % 2 === 0) : [calls[by][call] ?? -1];
    for (const name of new Set(found)) add(name, call);
  }
  const nameOf = (at: number): string => (by === 'rule' ? names.rule[at]?.id : names[by][at]) ?? '';
  return [...counts]
    .map(([at, share]) => [nameOf(at), share] as const)
    .filter(([name]) => name !== '')
    .sort(([, left], [, right]) => right[2] - left[2] || right[1] - left[1] || right[0] - left[0]);
}

/** Counted calls by time; `undefined` where none of them has one. */
export function countByTime(
  data: PageData,
  selected: readonly number[],
): { readonly stretches: Stretches; readonly shares: readonly Share[] } | undefined {
  const { time } = data.calls;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const call of selected) {
    const at = time[call] ?? null;
    if (at === null) continue;
    if (at < first) first = at;
    if (at > last) last = at;
  }
  if (first > last) return undefined;
  const stretches = stretchesOf(first, last);
  const shares = Array.from({ length: stretches.count }, (): Share => [0, 0, 0]);
  for (const call of selected) {
    const at = time[call] ?? null;
    const share = at === null ? undefined : shares[stretches.indexOf(at)];
    if (share) addTo(share, data, call);
  }
  return { stretches, shares };
}

/** `3 denied, 1 asked about, 20 allowed`; what there is none of is not said. */
export function wordsOf(share: Share): string {
  const said = DECISIONS.map((decision, at) => [share[at] ?? 0, WORDS[decision]] as const).filter(([count]) => count > 0);
  return said
    .reverse()
    .map(([count, word]) => `${count.toLocaleString('en')} ${word}`)
    .join(', ');
}

const WORDS = { allow: 'allowed', ask: 'asked about', deny: 'denied' } as const;

function addTo(share: Share, data: PageData, call: number): void {
  const weight = weightOf(data, call);
  switch (DECISIONS[data.calls.decision[call] ?? 0]) {
    case 'deny':
      share[2] += weight;
      break;
    case 'ask':
      share[1] += weight;
      break;
    default:
      share[0] += weight;
  }
}
