import { DECISIONS, SEVERITIES, type Severity } from '../domain/decision.ts';
import { isObject } from '../domain/json.ts';
import { CALL_OUTCOMES, type CallOutcome, type Format, type Problem, type RowHead, type ScanRow } from './row.ts';
import { boundedTallies, type Counting, countAll, countCall, newTally, type Tally } from './tally.ts';

interface RuleTally extends Tally {
  /** Calls that ran although this was found. */
  readonly ran: number;
  readonly severity: Severity;
  /** Of one such call: the first in the order of characters, so that it is the same in whatever parts they were counted. */
  readonly message: string;
}

interface SessionTally extends Tally {
  readonly project: string;
  readonly host: string;
  /** Microseconds since 1970 of its first and last call, where they are known. */
  readonly first?: number;
  readonly last?: number;
}

/** How many names each map holds; what goes beyond is in `overflow`. */
const SIZES = { tools: 1000, projects: 2000, sessions: 10_000, hours: 10_000 } as const;
const MAX_RULES = 5000;
const MAX_WORST = 50;
const MAX_PROBLEMS = 200;

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
  readonly problems: { readonly count: number; readonly first: readonly Problem[] };
  /** Calls under names that a map had no room for. */
  readonly overflow: Readonly<Record<keyof typeof SIZES, Tally>>;
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
  const sources = { count: 0, bytes: 0 };
  const formats = new Map<string, number>();
  const total = newTally();
  const untimed = newTally();
  const outcomes = { ran: newTally(), failed: newTally(), denied: newTally(), unknown: newTally() };
  const severities = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
  const rules = boundedTallies<RuleTally>(MAX_RULES);
  const hosts = boundedTallies<Tally>(MAX_RULES);
  const tools = boundedTallies<Tally>(SIZES.tools);
  const projects = boundedTallies<Tally>(SIZES.projects);
  const sessions = boundedTallies<SessionTally>(SIZES.sessions);
  const hours = boundedTallies<Tally>(SIZES.hours);
  const overflow = { tools: newTally(), projects: newTally(), sessions: newTally(), hours: newTally() };
  const worst = keepWorst();
  const problems: { count: number; readonly first: Problem[] } = { count: 0, first: [] };

  const countRules = ({ findings, outcome, decision }: RowHead): void => {
    for (const { ruleId, severity, message } of findings) {
      const tally = rules.at(ruleId, () => ({ ...newTally(), ran: 0, severity, message }));
      countCall(tally, decision);
      if (outcome === 'ran') tally.ran += 1;
      if (message < tally.message) tally.message = message;
    }
    const gravest = gravestOf(findings);
    if (gravest !== undefined) severities[gravest] += 1;
  };

  return {
    source: (format, bytes) => {
      sources.count += 1;
      sources.bytes += bytes;
      if (format !== undefined) formats.set(format, (formats.get(format) ?? 0) + 1);
    },
    call: (head, whole) => {
      const { decision, time } = head;
      const places = [total, outcomes[head.outcome], tools.at(head.tool, newTally), hosts.at(head.host, newTally)];
      places.push(projects.at(head.project, newTally), time === undefined ? untimed : hours.at(hourOf(time), newTally));
      for (const tally of places) countCall(tally, decision);
      if (head.session !== '') {
        const session = sessions.at(head.session, () => ({ ...newTally(), project: head.project, host: head.host }));
        countCall(session, decision);
        stretch(session, time, time);
      }
      if (head.findings.length === 0) return;
      countRules(head);
      worst.add(head, whole);
    },
    problem: (problem) => {
      problems.count += 1;
      if (problems.first.length < MAX_PROBLEMS) problems.first.push(problem);
    },
    absorb: (other) => {
      sources.count += other.sources.count;
      sources.bytes += other.sources.bytes;
      for (const [format, count] of Object.entries(other.formats)) formats.set(format, (formats.get(format) ?? 0) + count);
      countAll(total, other.total);
      countAll(untimed, other.untimed);
      for (const outcome of CALL_OUTCOMES) countAll(outcomes[outcome], other.outcomes[outcome]);
      for (const severity of SEVERITIES) severities[severity] += other.severities[severity];
      for (const [tallies, added] of [
        [tools, other.tools],
        [hosts, other.hosts],
        [projects, other.projects],
        [hours, other.hours],
      ] as const)
        for (const [name, tally] of Object.entries(added)) countAll(tallies.at(name, newTally), tally);
      for (const [name, tally] of Object.entries(other.rules)) {
        const known = rules.at(name, () => ({ ...tally, ...newTally(), ran: 0 }));
        countAll(known, tally);
        known.ran += tally.ran;
        if (tally.message < known.message) known.message = tally.message;
      }
      for (const [name, tally] of Object.entries(other.sessions)) {
        const known = sessions.at(name, () => ({ ...newTally(), project: tally.project, host: tally.host }));
        countAll(known, tally);
        stretch(known, tally.first, tally.last);
      }
      for (const name of ['tools', 'projects', 'sessions', 'hours'] as const) countAll(overflow[name], other.overflow[name]);
      for (const row of other.worst) worst.add(row, () => row);
      problems.count += other.problems.count;
      problems.first.push(...other.problems.first.slice(0, MAX_PROBLEMS - problems.first.length));
    },
    result: () => {
      const kept = { tools: tools.result(), projects: projects.result(), sessions: sessions.result(), hours: hours.result() };
      const dropped = { tools, projects, sessions, hours };
      const beyond = (name: keyof typeof SIZES): Tally => {
        const sum = { ...overflow[name] };
        countAll(sum, dropped[name].overflow);
        return sum;
      };
      return {
        version: 1,
        sources: { ...sources },
        formats: Object.fromEntries(formats),
        total: { ...total },
        outcomes,
        severities: { ...severities },
        rules: rules.result(),
        hosts: hosts.result(),
        ...kept,
        untimed: { ...untimed },
        worst: worst.result(),
        problems: { count: problems.count, first: problems.first },
        overflow: { tools: beyond('tools'), projects: beyond('projects'), sessions: beyond('sessions'), hours: beyond('hours') },
      };
    },
  };
}

/** One aggregate of several, in their order. */
export function mergeAggregates(all: Iterable<Aggregate>): Aggregate {
  const merged = createAggregator();
  for (const aggregate of all) merged.absorb(aggregate);
  return merged.result();
}

const HOUR = 3_600_000_000;
let lastHour: { readonly number: number; readonly name: string } = { number: Number.NaN, name: '' };

/** Calls come in their order: the name of the hour is mostly the last one's. */
function hourOf(time: number): string {
  const number = Math.floor(time / HOUR);
  if (number !== lastHour.number) lastHour = { number, name: new Date(number * 3_600_000).toISOString().slice(0, 13) };
  return lastHour.name;
}

function stretch(session: Counting<SessionTally>, first: number | undefined, last: number | undefined): void {
  if (first !== undefined && (session.first === undefined || first < session.first)) session.first = first;
  if (last !== undefined && (session.last === undefined || last > session.last)) session.last = last;
}

const gravestOf = (findings: RowHead['findings']): Severity | undefined =>
  SEVERITIES[Math.max(...findings.map(({ severity }) => SEVERITIES.indexOf(severity)))];

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
