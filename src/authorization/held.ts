import { coverageOf } from '../capabilities/coverage.ts';
import { describeRefused, describeUncovered, UNREAD } from '../capabilities/describe.ts';
import type { Moment } from '../capabilities/need.ts';
import type { Analysis } from '../domain/action.ts';
import type { Chain, LinkUse } from '../domain/capability.ts';
import type { Finding } from '../domain/finding.ts';
import type { Bounds } from './bounds.ts';

/** What the bounds say of a call. */
export interface Covered {
  readonly findings: readonly Finding[];
  /** The links that it relies on, each behind what it descends from. */
  readonly relied: readonly string[];
  /** Those of them that are good for so many calls. */
  readonly uses: readonly LinkUse[];
}

/** A call may touch any number of things. */
const MAX_TOLD = 5;

/** Whether every part of a call is covered by one of the capabilities, in every set of them. `shown` takes out of a text what must not be repeated. */
export function authorizeHeld(analysis: Analysis, { sets, refused }: Bounds, facts: Moment, shown: (text: string) => string): Covered {
  const findings = new Map<string, Finding>();
  const relied = new Set<string>();
  if (sets.length > 0 && analysis.incomplete.length > 0) findings.set(UNREAD.message, findingOf('unread', UNREAD));
  for (const chains of sets) {
    const { uncovered, used } = coverageOf(analysis, chains, facts);
    for (const id of used) relied.add(id);
    for (const one of uncovered) {
      const told = describeUncovered(one, chains.length, shown);
      findings.set(told.message, findingOf(one.violation, told));
    }
  }
  // What is held and gives nothing matters only where it is missed.
  const spent = findings.size === 0 ? [] : refused.map((one) => findingOf(one.reason, describeRefused(one)));
  return { findings: [...spent, ...findings.values()].slice(0, MAX_TOLD), relied: [...relied], uses: countedIn(sets.flat(), relied) };
}

function countedIn(chains: readonly Chain[], relied: ReadonlySet<string>): readonly LinkUse[] {
  const links = new Map(chains.flat().map((link) => [link.id, link]));
  return [...links.values()].flatMap(({ id, expiresAt, constraints: { uses, perMinute } }) => {
    if (!relied.has(id) || (uses === undefined && perMinute === undefined)) return [];
    return [{ id, expiresAt, ...(uses !== undefined && { uses }), ...(perMinute !== undefined && { perMinute }) }];
  });
}

const findingOf = (name: string, { message, instead }: Pick<Finding, 'message' | 'instead'>): Finding => ({
  stage: 'authorization',
  ruleId: `capability.${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  severity: 'high',
  decision: 'deny',
  message,
  ...(instead !== undefined && { instead }),
});
