import { SEVERITIES, type Severity } from '../domain/decision.ts';
import type { Aggregate, RuleTally, SessionTally } from './aggregate.ts';
import { CALL_OUTCOMES, type CallOutcome, type Format, type Problem, type RowHead } from './row.ts';
import { type BoundedTallies, boundedTallies, type Counting, countAll, countCall, newTally, type Tally } from './tally.ts';

/** Maps of plain tallies, and how many names each holds; what goes beyond is in `overflow`. */
const PLAIN = { tools: 1000, projects: 2000, hours: 10_000, hosts: 1000 } as const;
const PLAIN_NAMES = ['tools', 'projects', 'hours', 'hosts'] as const;
const MAX_SESSIONS = 10_000;
const MAX_RULES = 5000;
const MAX_PROBLEMS = 200;

/** What an aggregate is made of while it is counted, but for the worst calls. */
interface Counts {
  readonly sources: { count: number; bytes: number };
  readonly formats: Map<string, number>;
  readonly total: Counting;
  readonly untimed: Counting;
  readonly outcomes: Readonly<Record<CallOutcome, Counting>>;
  readonly severities: Record<Severity, number>;
  readonly plain: Readonly<Record<keyof typeof PLAIN, BoundedTallies<Tally>>>;
  readonly rules: BoundedTallies<RuleTally>;
  readonly sessions: BoundedTallies<SessionTally>;
  readonly problems: { count: number; unread: number; readonly first: Problem[] };
  /** Of those that were absorbed. */
  readonly overflow: Readonly<Record<keyof Aggregate['overflow'], Counting>>;
}

export const newCounts = (): Counts => ({
  sources: { count: 0, bytes: 0 },
  formats: new Map(),
  total: newTally(),
  untimed: newTally(),
  outcomes: { ran: newTally(), failed: newTally(), denied: newTally(), unknown: newTally() },
  severities: { info: 0, low: 0, medium: 0, high: 0, critical: 0 },
  plain: {
    tools: boundedTallies(PLAIN.tools),
    projects: boundedTallies(PLAIN.projects),
    hours: boundedTallies(PLAIN.hours),
    hosts: boundedTallies(PLAIN.hosts),
  },
  rules: boundedTallies(MAX_RULES),
  sessions: boundedTallies(MAX_SESSIONS),
  problems: { count: 0, unread: 0, first: [] },
  overflow: { tools: newTally(), projects: newTally(), sessions: newTally(), hours: newTally() },
});

export function countSource({ sources, formats }: Counts, format: Format | undefined, bytes: number): void {
  sources.count += 1;
  sources.bytes += bytes;
  if (format !== undefined) formats.set(format, (formats.get(format) ?? 0) + 1);
}

export function countRecorded(counts: Counts, head: RowHead): void {
  const { total, outcomes, plain, untimed, sessions } = counts;
  const { decision, time, tool, host, project } = head;
  const tallies = [total, outcomes[head.outcome], plain.tools.at(tool, newTally), plain.hosts.at(host, newTally)];
  tallies.push(plain.projects.at(project, newTally), time === undefined ? untimed : plain.hours.at(hourOf(time), newTally));
  for (const tally of tallies) countCall(tally, decision);
  if (head.session !== '') {
    const session = sessions.at(head.session, () => ({ ...newTally(), project, host }));
    countCall(session, decision);
    stretch(session, time, time);
  }
  if (head.findings.length > 0) countFindings(counts, head);
}

function countFindings({ rules, severities }: Counts, { findings, outcome, decision }: RowHead): void {
  for (const { ruleId, severity, message } of findings) {
    const tally = rules.at(ruleId, () => ({ ...newTally(), ran: 0, severity, message }));
    countCall(tally, decision);
    if (outcome === 'ran') tally.ran += 1;
    if (message < tally.message) tally.message = message;
  }
  const gravest = SEVERITIES[Math.max(...findings.map(({ severity }) => SEVERITIES.indexOf(severity)))];
  if (gravest !== undefined) severities[gravest] += 1;
}

export function countProblems({ problems }: Counts, { count, unread, first }: Aggregate['problems']): void {
  problems.count += count;
  problems.unread += unread;
  problems.first.push(...first.slice(0, MAX_PROBLEMS - problems.first.length));
}

/** Adds what another has counted: of what comes later. */
export function absorbCounts(counts: Counts, other: Aggregate): void {
  const { sources, formats, severities, plain, overflow } = counts;
  sources.count += other.sources.count;
  sources.bytes += other.sources.bytes;
  for (const [format, count] of Object.entries(other.formats)) formats.set(format, (formats.get(format) ?? 0) + count);
  countAll(counts.total, other.total);
  countAll(counts.untimed, other.untimed);
  for (const outcome of CALL_OUTCOMES) countAll(counts.outcomes[outcome], other.outcomes[outcome]);
  for (const severity of SEVERITIES) severities[severity] += other.severities[severity];
  for (const map of PLAIN_NAMES) for (const [name, tally] of Object.entries(other[map])) countAll(plain[map].at(name, newTally), tally);
  absorbRules(counts, other);
  absorbSessions(counts, other);
  for (const name of ['tools', 'projects', 'sessions', 'hours'] as const) countAll(overflow[name], other.overflow[name]);
  countProblems(counts, other.problems);
}

function absorbRules({ rules }: Counts, other: Aggregate): void {
  for (const [name, tally] of Object.entries(other.rules)) {
    const known = rules.at(name, () => ({ ...tally, ...newTally(), ran: 0 }));
    countAll(known, tally);
    known.ran += tally.ran;
    if (tally.message < known.message) known.message = tally.message;
  }
}

function absorbSessions({ sessions }: Counts, other: Aggregate): void {
  for (const [name, tally] of Object.entries(other.sessions)) {
    const known = sessions.at(name, () => ({ ...newTally(), project: tally.project, host: tally.host }));
    countAll(known, tally);
    stretch(known, tally.first, tally.last);
  }
}

export function resultOf(counts: Counts): Omit<Aggregate, 'version' | 'worst'> {
  const { plain, rules, sessions, overflow } = counts;
  const maps = {
    tools: plain.tools.result(),
    hosts: plain.hosts.result(),
    projects: plain.projects.result(),
    hours: plain.hours.result(),
    sessions: sessions.result(),
  };
  const beyond = (name: keyof typeof overflow, { overflow: dropped }: Pick<BoundedTallies<Tally>, 'overflow'>): Tally => {
    const sum = { ...overflow[name] };
    countAll(sum, dropped);
    return sum;
  };
  return {
    sources: { ...counts.sources },
    formats: Object.fromEntries(counts.formats),
    total: { ...counts.total },
    outcomes: counts.outcomes,
    severities: { ...counts.severities },
    rules: rules.result(),
    ...maps,
    untimed: { ...counts.untimed },
    problems: { ...counts.problems },
    overflow: {
      tools: beyond('tools', plain.tools),
      projects: beyond('projects', plain.projects),
      sessions: beyond('sessions', sessions),
      hours: beyond('hours', plain.hours),
    },
  };
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
