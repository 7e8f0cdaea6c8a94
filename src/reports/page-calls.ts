import { DECISIONS, SEVERITIES, type Severity } from '../domain/decision.ts';
import { CALL_OUTCOMES, type ScanRow } from '../scan/row.ts';
import type { PageData } from './page/data.ts';

/** More calls than these make a page that opens slowly. */
const MOST_CALLS = 100_000;

export interface PageCalls {
  readonly add: (row: ScanRow) => void;
  readonly data: () => PageData;
}

/** A call in numbers, most of them places in lists of names. */
interface Kept {
  readonly isPlain: boolean;
  readonly numbers: readonly number[];
  readonly time: number | null;
  readonly findings: readonly number[];
  readonly summary: string;
}

/**
 * Keeps what a page shows of calls in their order: every call with a finding while there is room, and of the others each n-th, where n doubles
 * whenever there is no room left.
 */
export function collectCalls(most: number = MOST_CALLS): PageCalls {
  const [tool, project, session, host, source, message] = [numbering(), numbering(), numbering(), numbering(), numbering(), numbering()];
  const rule = numbering();
  const severities: Severity[] = [];
  let kept: Kept[] = [];
  let [plainSeen, plainKept, every, leftOut] = [0, 0, 1, 0];

  /** Drops every second call without a finding. */
  const thin = (): void => {
    let at = 0;
    kept = kept.filter(({ isPlain }) => !isPlain || at++ % 2 === 0);
    plainKept = Math.ceil(plainKept / 2);
    every *= 2;
  };
  const findingsOf = ({ findings }: ScanRow): readonly number[] =>
    findings.flatMap(({ ruleId, severity, message: text }) => {
      const at = rule.at(ruleId);
      severities[at] ??= severity;
      return [at, message.at(text)];
    });

  const add = (row: ScanRow): void => {
    const isPlain = row.decision === 'allow' && row.findings.length === 0;
    if (isPlain && plainSeen++ % every !== 0) return;
    if (kept.length >= most) {
      if (plainKept > 1) thin();
      else if (!isPlain) leftOut++;
      if (kept.length >= most || (isPlain && (plainSeen - 1) % every !== 0)) return;
    }
    if (isPlain) plainKept++;
    const gravest = Math.max(-1, ...row.findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
    const places = [tool.at(row.tool), project.at(row.project), session.at(row.session), host.at(row.host), source.at(row.source)];
    kept.push({
      isPlain,
      numbers: [DECISIONS.indexOf(row.decision), CALL_OUTCOMES.indexOf(row.outcome), gravest, Math.round(row.risk), ...places, row.line],
      time: row.time === undefined ? null : Math.floor(row.time / 1000),
      findings: findingsOf(row),
      summary: row.summary,
    });
  };

  const data = (): PageData => {
    const column = (at: number): readonly number[] => kept.map(({ numbers }) => numbers[at] ?? 0);
    return {
      calls: {
        decision: column(0),
        outcome: column(1),
        severity: column(2),
        risk: column(3),
        time: kept.map(({ time }) => time),
        tool: column(4),
        project: column(5),
        session: column(6),
        host: column(7),
        source: column(8),
        line: column(9),
        findings: kept.map(({ findings }) => findings),
        summary: kept.map(({ summary }) => summary),
      },
      names: {
        tool: tool.names,
        project: project.names,
        session: session.names,
        host: host.names,
        source: source.names,
        rule: rule.names.map((id, at) => ({ id, severity: severities[at] ?? 'info' })),
        message: message.names,
      },
      every,
      leftOut,
    };
  };
  return { add, data };
}

/** Gives each name a number, from 0. */
function numbering() {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    at: (name: string): number => {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
  };
}
