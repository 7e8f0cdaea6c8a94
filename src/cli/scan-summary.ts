import { counted } from '../domain/amounts.ts';
import { DECISIONS, type Decision } from '../domain/decision.ts';
import { lengthOf, minute, startOf, stretchesOf } from '../reports/stretches.ts';
import type { Aggregate } from '../scan/aggregate.ts';
import type { Problem, ScanRow } from '../scan/row.ts';
import type { Tally } from '../scan/tally.ts';
import { coloured, colouredDecision, cut, printable, sparkline, table } from './terminal.ts';

const MOST_ROWS = 10;
const MOST_PROBLEMS = 5;
const WIDEST_CALL = 96;

/** What a scan came to, for a person at a terminal: what stands out first, then where and when, then the worst calls one by one. */
export function summaryOf(aggregate: Aggregate): string {
  const sections = [head(aggregate), timeline(aggregate), rules(aggregate), ...places(aggregate), worst(aggregate), problems(aggregate)];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

const allowed = ({ calls, ask, deny }: Tally): number => calls - ask - deny;

function head({ total, outcomes, sources, formats, sessions, overflow }: Aggregate): string {
  const read = Object.entries(formats).map(([format, count]) => `${count} ${format}`);
  const lines = [
    `${counted(total.calls, 'call')} of ${counted(Object.keys(sessions).length, 'session')}${overflow.sessions.calls > 0 ? ' and more' : ''}, read from ${counted(sources.count, 'log')}${read.length > 0 ? ` (${read.join(', ')})` : ''}`,
    `${allowed(total)} pass, ${total.ask} would be asked about, ${total.deny} denied`,
  ];
  const ran = outcomes.ran.ask + outcomes.ran.deny;
  if (ran > 0) lines.push(`${counted(ran, 'call')} that would be stopped ran`);
  return lines.join('\n');
}

function timeline({ hours, untimed }: Aggregate): string {
  const counts = Object.entries(hours).map(([hour, tally]) => [Date.parse(`${hour}:00Z`), tally] as const);
  if (counts.length === 0) return '';
  const times = counts.map(([time]) => time);
  const stretches = stretchesOf(Math.min(...times), Math.max(...times));
  const line = (name: string, of: (tally: Tally) => number): string => {
    const bars = new Array<number>(stretches.count).fill(0);
    for (const [time, tally] of counts) bars[stretches.indexOf(time)] = (bars[stretches.indexOf(time)] ?? 0) + of(tally);
    return `${name.padEnd('decision'.length)}  ${sparkline(bars)}`;
  };
  const span = `${minute(stretches.begin)} to ${minute(startOf(stretches, stretches.count))} UTC, ${lengthOf(stretches)} a bar`;
  const lines = [
    coloured('bold', `when      ${span}`),
    line('all', ({ calls }) => calls),
    line('ask', ({ ask }) => ask),
    line('deny', ({ deny }) => deny),
  ];
  if (untimed.calls > 0) lines.push(`${counted(untimed.calls, 'call')} at a time that the log does not tell`);
  return lines.join('\n');
}

/** The most denied first, then the most asked about, then the most. */
const byWeight = ([, left]: readonly [string, Tally], [, right]: readonly [string, Tally]): number =>
  right.deny - left.deny || right.ask - left.ask || right.calls - left.calls;

function rules({ rules: tallies }: Aggregate): string {
  const all = Object.entries(tallies).sort(byWeight);
  if (all.length === 0) return '';
  const rows = all
    .slice(0, MOST_ROWS)
    .map(([id, { severity, calls, ask, deny, ran }]) => [id, severity, ...[ask, deny, calls, ran].map(String)]);
  return table(['rule', 'severity', 'ask', 'deny', 'calls', 'ran'], rows) + more(all.length);
}

const places = ({ projects, sessions, tools }: Aggregate): readonly string[] => [
  tallies('project', projects),
  tallies('session', sessions),
  tallies('tool', tools),
];

function tallies(name: string, by: Readonly<Record<string, Tally>>): string {
  const all = Object.entries(by).sort(byWeight);
  if (all.length === 0) return '';
  const rows = all.slice(0, MOST_ROWS).map(([value, tally]) => [value, ...[tally.ask, tally.deny, tally.calls].map(String)]);
  return table([name, 'ask', 'deny', 'calls'], rows) + more(all.length);
}

const more = (count: number): string => (count > MOST_ROWS ? `\n${coloured('dim', `and ${count - MOST_ROWS} more`)}` : '');

function worst({ worst: rows }: Aggregate): string {
  if (rows.length === 0) return '';
  const shown = rows.slice(0, MOST_ROWS).map((row, at) => toldCall(row, at + 1));
  return [coloured('bold', `the worst ${shown.length === 1 ? 'call' : `${shown.length} calls`}`), ...shown].join('\n');
}

function toldCall(
  { decision, risk, summary, findings, tool, outcome, project, session, time, source, line }: ScanRow,
  place: number,
): string {
  const first = findings.find((finding) => finding.decision === decision) ?? findings[0];
  const where = [
    `${tool}${OUTCOME_WORDS[outcome]}`,
    project,
    session,
    time === undefined ? '' : `${minute(time / 1000)} UTC`,
    `${source}:${line}`,
  ];
  const indent = ' '.repeat(4);
  return [
    `${String(place).padStart(2)}  ${padded(decision)} ${String(risk).padStart(3)}  ${cut(printable(summary), WIDEST_CALL)}`,
    ...(first ? [`${indent}${printable(first.message)} [${printable(first.ruleId)}]`] : []),
    coloured(
      'dim',
      `${indent}${where
        .filter((part) => part !== '')
        .map(printable)
        .join(', ')}`,
    ),
  ].join('\n');
}

const OUTCOME_WORDS = { ran: ' ran', failed: ' failed', denied: ' was stopped', unknown: '' } as const;

const WIDEST_DECISION = Math.max(...DECISIONS.map((decision) => decision.length));

const padded = (decision: Decision): string => colouredDecision(decision) + ' '.repeat(WIDEST_DECISION - decision.length);

function problems({ problems: { count, first } }: Aggregate): string {
  if (count === 0) return '';
  const shown = first.slice(0, MOST_PROBLEMS).map((problem) => `  ${described(problem)}`);
  const rest = count > shown.length ? [coloured('dim', `  and ${count - shown.length} more`)] : [];
  return [`${counted(count, 'place')} could not be read:`, ...shown, ...rest].join('\n');
}

/** In one line, for whoever does not see the summary; undefined where all could be read. */
export function unreadOf({ problems: { count, first } }: Aggregate): string | undefined {
  const [one] = first;
  return one && `${counted(count, 'place')} could not be read${count > 1 ? '; the first' : ''}: ${described(one)}`;
}

const described = ({ source, line, reason }: Problem): string =>
  `${printable(line > 0 ? `${source}:${line}` : source)}: ${printable(reason)}`;
