import { counted } from '../domain/amounts.ts';
import { SEVERITIES } from '../domain/decision.ts';
import { CHANGES, type ChangeKind, isLaxer } from '../replay/change.ts';
import type { ChangeGroup, ReplayReport } from '../replay/tally.ts';
import { coloured, colouredDecision, printable } from './terminal.ts';

const HEADINGS: Readonly<Record<ChangeKind, string>> = {
  'newly-passed': 'newly passed',
  laxer: 'asked about instead of denied',
  'newly-stopped': 'newly stopped',
  stricter: 'denied instead of asked about',
  'other-reason': 'stopped for another reason',
};

/** What a policy would change, for a person. */
export function showReplay(report: ReplayReport, exceeded: readonly string[]): string {
  const { calls, changed, ungrouped } = report;
  const sections = CHANGES.flatMap((kind) => sectionOf(kind, report));
  return [
    `${counted(calls, 'call')} judged by both policies; ${calls - changed} as before, ${changed} otherwise.`,
    ...sections,
    ...(ungrouped === 0 ? [] : [`\n${ungrouped} more that were changed in yet other ways`]),
    '',
    ...(exceeded.length === 0 ? ['Within the limits.'] : exceeded.map((one) => coloured('red', `Beyond a limit: ${one}`))),
  ].join('\n');
}

function sectionOf(kind: ChangeKind, report: ReplayReport): readonly string[] {
  const count = report.counts[kind];
  if (count === 0) return [];
  const heading = coloured('bold', `${HEADINGS[kind]}: ${count}`);
  return [
    '',
    kind === firstLaxer(report) ? `${heading}${weightOf(report)}` : heading,
    ...report.groups.filter((group) => group.kind === kind).flatMap(linesOf),
  ];
}

const firstLaxer = ({ counts }: ReplayReport): ChangeKind | undefined => CHANGES.find((kind) => isLaxer(kind) && counts[kind] > 0);

/** Of all that would meet less, however much less. */
function weightOf({ passedBySeverity, passedWeight }: ReplayReport): string {
  const parts = SEVERITIES.toReversed().flatMap((severity) =>
    passedBySeverity[severity] > 0 ? [`${passedBySeverity[severity]} ${severity}`] : [],
  );
  return `  (all that meets less: ${parts.join(', ')}; weight ${passedWeight})`;
}

function linesOf({ before, after, rules, severity, count, examples }: ChangeGroup): readonly string[] {
  return [
    `  ${count} × ${colouredDecision(before)} → ${colouredDecision(after)}  ${rules.map(printable).join(', ')} (${severity})`,
    ...examples.map(({ where, what }) => `      ${printable(where)}  ${printable(what)}`),
  ];
}
