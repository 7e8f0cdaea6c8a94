import { counted } from '../domain/amounts.ts';
import type { ReportedFinding, Unscanned } from '../reports/finding.ts';
import { formatJunit } from '../reports/junit.ts';
import { formatSarif } from '../reports/sarif.ts';
import type { SecretFinding } from '../secrets/finding.ts';
import type { TextScan } from '../secrets/scan-text.ts';
import { printable, table } from './terminal.ts';

/** What a scan came to. */
export interface Outcome {
  readonly findings: readonly SecretFinding[];
  /** Found, and in the baseline. */
  readonly known: readonly SecretFinding[];
  /** Found, and let pass by a comment. */
  readonly allowed: TextScan['allowed'];
  readonly unscanned: readonly Unscanned[];
  /** Findings beyond those that are kept. */
  readonly more: number;
  /** Texts that were scanned, and their bytes. */
  readonly count: number;
  readonly bytes: number;
}

const WIDEST_EXCERPT = 72;

export function reportOf(outcome: Outcome, format: string): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ version: 1, ...outcome }, null, 2)}\n`;
    case 'sarif':
      return formatSarif(reported(outcome), outcome.unscanned);
    case 'junit':
      return formatJunit('hookwarden secrets scan', reported(outcome), outcome.unscanned);
    default:
      return tableOf(outcome);
  }
}

const reported = ({ findings, known, allowed }: Outcome): readonly ReportedFinding[] => [
  ...findings,
  ...known.map((finding) => ({ ...finding, suppressed: { kind: 'external' as const, reason: 'known from the baseline' } })),
  ...allowed.map(({ finding, reason }) => ({ ...finding, suppressed: { kind: 'inSource' as const, reason } })),
];

function tableOf(outcome: Outcome): string {
  const { findings, unscanned } = outcome;
  const sections: string[] = [];
  if (findings.length > 0) {
    const rows = findings.map(({ path, line, column, ruleId, certainty, excerpt }) => [
      `${path}:${line}:${column}`,
      ruleId,
      certainty,
      excerpt,
    ]);
    sections.push(table(['where', 'rule', 'it is', 'what'], rows, WIDEST_EXCERPT));
    const mends = new Map(findings.map(({ ruleId, message, mend }) => [ruleId, `${ruleId}: ${message} ${mend}`]));
    sections.push([...mends.values()].join('\n'));
  }
  const told = unscanned.filter(({ reason }) => reason !== 'no text' && reason !== 'link');
  if (told.length > 0) sections.push(`Not scanned:\n${told.map(({ path, reason }) => `  ${printable(path)}: ${reason}`).join('\n')}`);
  return `${[...sections, summaryOf(outcome)].join('\n\n')}\n`;
}

/** What there was, in one line. */
function summaryOf({ findings, known, allowed, unscanned, more, count, bytes }: Outcome): string {
  const reasons = new Map<string, number>();
  for (const { reason } of unscanned) {
    const kind = reason.replace(/ \(.*/, '');
    reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
  }
  const parts = [
    `${counted(findings.length + more, 'finding')} in ${counted(count - (reasons.get('no text') ?? 0), 'text')} (${(bytes / 1e6).toFixed(1)} MB)`,
    ...(more > 0 ? [`${more} of them not shown`] : []),
    ...(known.length > 0 ? [`${known.length} known`] : []),
    ...(allowed.length > 0 ? [`${allowed.length} allowed by comments`] : []),
    ...(unscanned.length > 0 ? [`not scanned: ${[...reasons].map(([reason, times]) => `${times} ${reason}`).join(', ')}`] : []),
  ];
  return parts.join('; ');
}
