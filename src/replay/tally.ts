import type { Severity } from '../domain/decision.ts';
import { CHANGES, type Change, type ChangeKind, isLaxer } from './change.ts';

/** One call that a change was seen on. */
export interface Example {
  /** Where it stands in the logs: `session.jsonl:12`. */
  readonly where: string;
  /** What the call is about, in a few words; nothing secret. */
  readonly what: string;
}

/** Calls that the same rules come to decide otherwise in the same way. */
export interface ChangeGroup extends Change {
  readonly count: number;
  readonly examples: readonly Example[];
}

/** What a policy would have changed in what is on record. */
export interface ReplayReport {
  readonly calls: number;
  readonly changed: number;
  readonly counts: Readonly<Record<ChangeKind, number>>;
  /** Of the calls that would meet less: how many by the severity of what would not stop them any more, and their weight together. */
  readonly passedBySeverity: Readonly<Record<Severity, number>>;
  readonly passedWeight: number;
  /** Gravest first: by kind, then by weight. */
  readonly groups: readonly ChangeGroup[];
  /** Changed calls beyond the groups that are kept. */
  readonly ungrouped: number;
}

export interface ReplayTally {
  readonly add: (change: Change | undefined, example: () => Example) => void;
  readonly report: () => ReplayReport;
}

/** Each step weighs about three times the one below: one call that a critical rule lets go outweighs thirty trifles. */
const WEIGHTS: Readonly<Record<Severity, number>> = { info: 1, low: 3, medium: 10, high: 30, critical: 100 };
/** Rules meet in few combinations; more than these are counted and not told apart. */
const MOST_GROUPS = 1000;

/** Counts what changes, with at most `examples` different calls a group. */
export function tallyChanges(examples: number): ReplayTally {
  const groups = new Map<string, ChangeGroup>();
  const counts: Record<ChangeKind, number> = { 'newly-passed': 0, laxer: 0, 'newly-stopped': 0, stricter: 0, 'other-reason': 0 };
  const passedBySeverity: Record<Severity, number> = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
  let [calls, passedWeight, ungrouped] = [0, 0, 0];
  return {
    add: (change, example) => {
      calls++;
      if (!change) return;
      counts[change.kind]++;
      if (isLaxer(change.kind)) {
        passedBySeverity[change.severity]++;
        passedWeight += WEIGHTS[change.severity];
      }
      const key = [change.kind, change.before, change.after, change.severity, ...change.rules].join(' ');
      const known = groups.get(key) ?? { ...change, count: 0, examples: [] };
      if (known.count === 0 && groups.size >= MOST_GROUPS) ungrouped++;
      else groups.set(key, { ...known, count: known.count + 1, examples: withExample(known.examples, example, examples) });
    },
    report: () => ({
      calls,
      changed: CHANGES.reduce((sum, kind) => sum + counts[kind], 0),
      counts: { ...counts },
      passedBySeverity: { ...passedBySeverity },
      passedWeight,
      groups: [...groups.values()].sort(byGravity),
      ungrouped,
    }),
  };
}

/** The same call made again shows nothing new. */
function withExample(known: readonly Example[], example: () => Example, most: number): readonly Example[] {
  if (known.length >= most) return known;
  const one = example();
  return known.some(({ what }) => what === one.what) ? known : [...known, one];
}

const weightOf = ({ severity, count }: ChangeGroup): number => WEIGHTS[severity] * count;

const byGravity = (left: ChangeGroup, right: ChangeGroup): number =>
  CHANGES.indexOf(left.kind) - CHANGES.indexOf(right.kind) ||
  weightOf(right) - weightOf(left) ||
  (left.rules.join(' ') < right.rules.join(' ') ? -1 : 1);
