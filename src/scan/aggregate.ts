import { DECISIONS, type Severity } from '../domain/decision.ts';
import { isObject } from '../domain/json.ts';
import { absorbCounts, countProblems, countRecorded, countSource, newCounts, resultOf } from './counts.ts';
import type { CallOutcome, Format, Problem, RowHead, ScanRow } from './row.ts';
import type { Tally } from './tally.ts';

export interface RuleTally extends Tally {
  /** Calls that ran although this was found. */
  readonly ran: number;
  readonly severity: Severity;
  /** Of one such call: the first in the order of characters, so that it is the same in whatever parts they were counted. */
  readonly message: string;
}

export interface SessionTally extends Tally {
  readonly project: string;
  readonly host: string;
  /** Microseconds since 1970 of its first and last call, where they are known. */
  readonly first?: number;
  readonly last?: number;
}

const MAX_WORST = 50;

/** What a scan found, in a size that does not grow with the logs. As JSON it is the partial result of one shard. */
export interface Aggregate {
  readonly version: 1;
  readonly sources: { readonly count: number; readonly bytes: number };
  /** Sources by format. */
  readonly formats: Readonly<Record<string, number>>;
  readonly total: Tally;
  readonly outcomes: Readonly<Record<CallOutcome, Tally>>;
  /** Calls by the gravest finding of each. */
  readonly severities: Readonly<Record<Severity, number>>;
  readonly rules: Readonly<Record<string, RuleTally>>;
  readonly tools: Readonly<Record<string, Tally>>;
  readonly hosts: Readonly<Record<string, Tally>>;
  readonly projects: Readonly<Record<string, Tally>>;
  readonly sessions: Readonly<Record<string, SessionTally>>;
  /** By hour in UTC: `2026-11-22T03`. */
  readonly hours: Readonly<Record<string, Tally>>;
  /** Calls whose time the log does not tell. */
  readonly untimed: Tally;
  /** The worst calls: by decision, then risk, then in their order. */
  readonly worst: readonly ScanRow[];
  /** `unread` of them are of a log as a whole. */
  readonly problems: { readonly count: number; readonly unread: number; readonly first: readonly Problem[] };
  /** Calls under names that a map had no room for. */
  readonly overflow: Readonly<Record<'tools' | 'projects' | 'sessions' | 'hours', Tally>>;
}

export interface Aggregator {
  readonly source: (format: Format | undefined, bytes: number) => void;
  /** `whole` is asked for where the call is among the worst. */
  readonly call: (head: RowHead, whole: () => ScanRow) => void;
  readonly problem: (problem: Problem) => void;
  /** Adds what another one has counted: of what comes later. */
  readonly absorb: (other: Aggregate) => void;
  readonly result: () => Aggregate;
}

export function createAggregator(): Aggregator {
  const counts = newCounts();
  const worst = keepWorst();
  return {
    source: (format, bytes) => countSource(counts, format, bytes),
    call: (head, whole) => {
      countRecorded(counts, head);
      if (head.findings.length > 0) worst.add(head, whole);
    },
    problem: (problem) => countProblems(counts, { count: 1, unread: problem.line === 0 ? 1 : 0, first: [problem] }),
    absorb: (other) => {
      absorbCounts(counts, other);
      for (const row of other.worst) worst.add(row, () => row);
    },
    result: () => ({ version: 1, ...resultOf(counts), worst: worst.result() }),
  };
}

/** One aggregate of several, in their order. */
export function mergeAggregates(all: Iterable<Aggregate>): Aggregate {
  const merged = createAggregator();
  for (const aggregate of all) merged.absorb(aggregate);
  return merged.result();
}

const byWeight = (left: RowHead, right: RowHead): number =>
  DECISIONS.indexOf(right.decision) - DECISIONS.indexOf(left.decision) || right.risk - left.risk;

/** Sorting is stable: of equals the first stay first, in whatever parts they were counted. */
function keepWorst() {
  let kept: ScanRow[] = [];
  const shrink = (): void => {
    kept = kept.sort(byWeight).slice(0, MAX_WORST);
  };
  return {
    add: (head: RowHead, whole: () => ScanRow): void => {
      const last = kept.length >= MAX_WORST ? kept[MAX_WORST - 1] : undefined;
      if (last !== undefined && byWeight(head, last) >= 0) return;
      kept.push(whole());
      shrink();
    },
    result: (): readonly ScanRow[] => kept,
  };
}

/** Of what this program has written itself; whoever writes another by hand can only mislead himself. */
export function isAggregate(value: unknown): value is Aggregate {
  return (
    isObject(value) &&
    value['version'] === 1 &&
    ['sources', 'formats', 'total', 'outcomes', 'severities', 'rules', 'tools', 'hosts', 'projects', 'sessions', 'hours', 'untimed'].every(
      (part) => isObject(value[part]),
    ) &&
    Array.isArray(value['worst']) &&
    isObject(value['problems']) &&
    isObject(value['overflow'])
  );
}
