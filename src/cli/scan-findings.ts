import { createHash } from 'node:crypto';
import { BUILTIN } from '../policy/builtin.ts';
import type { ReportedFinding, Unscanned } from '../reports/finding.ts';
import { shown } from '../reports/shown.ts';
import type { Aggregate } from '../scan/aggregate.ts';
import type { ScanRow } from '../scan/row.ts';

/** More than code hosts take of one run, and than anybody looks at one by one; the rest is counted. */
const MAX_FINDINGS = 25_000;

export interface KeptFindings {
  readonly add: (rows: readonly ScanRow[]) => void;
  readonly findings: readonly ReportedFinding[];
  /** What could not be read, and what there was no room for. */
  readonly unscanned: (aggregate: Aggregate) => readonly Unscanned[];
}

/** What was found in calls, each finding at the line of the log that its call stands in. */
export function keepFindings(): KeptFindings {
  const findings: ReportedFinding[] = [];
  const rules = new Map(BUILTIN.rules.map((rule) => [rule.id, rule]));
  let more = 0;
  const add = (rows: readonly ScanRow[]): void => {
    for (const row of rows)
      for (const finding of row.findings) {
        if (findings.length < MAX_FINDINGS) findings.push(reported(row, finding, rules.get(finding.ruleId)));
        else more++;
      }
  };
  const unscanned = ({ problems }: Aggregate): readonly Unscanned[] => {
    const places = problems.first.map(({ source, line, reason }) => ({
      path: source,
      reason: shown(line > 0 ? `line ${line}: ${reason}` : reason),
    }));
    const unnamed = problems.count - problems.first.length;
    const path = problems.first.at(-1)?.source ?? '-';
    return [
      ...places,
      ...(unnamed > 0 ? [{ path, reason: `and ${unnamed} places more that could not be read` }] : []),
      ...(more > 0 ? [{ path, reason: `${more} findings more than the ${MAX_FINDINGS} that are reported: scan fewer logs at once` }] : []),
    ];
  };
  return { add, findings, unscanned };
}

const WAS = { ran: 'It ran', failed: 'It failed', denied: 'It was stopped', unknown: 'What became of it is not known' } as const;

function reported(
  row: ScanRow,
  { ruleId, severity, message }: ScanRow['findings'][number],
  rule: { readonly title: string; readonly instead?: string } | undefined,
): ReportedFinding {
  const { source, line, decision, risk, outcome, host, session, project, tool, summary, time } = row;
  return {
    ruleId: shown(ruleId),
    severity,
    path: source,
    line,
    message: shown(`${message} ${tool}: ${summary}`),
    mend: `${WAS[outcome]}; today it would ${WOULD[decision]}.`,
    fingerprint: fingerprintOf(row, ruleId),
    rule: { title: rule?.title ?? shown(ruleId), help: rule?.instead ?? 'Look at the call, and at the rule that found it.' },
    properties: {
      decision,
      risk,
      outcome,
      host,
      session: shown(session),
      project: shown(project),
      ...(time !== undefined && { time: new Date(time / 1000).toISOString() }),
    },
  };
}

const WOULD = { allow: 'pass', ask: 'be asked about', deny: 'be denied' } as const;

/** The same call has the same one wherever its log lies. */
function fingerprintOf({ session, call, source, line }: ScanRow, ruleId: string): string {
  const name = call === undefined || session === '' ? [source, line] : [session, call];
  return createHash('sha256')
    .update(JSON.stringify([ruleId, ...name]))
    .digest('hex')
    .slice(0, 32);
}
