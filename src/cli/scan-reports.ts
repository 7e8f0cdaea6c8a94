import type { Aggregate } from '../scan/aggregate.ts';
import type { ScanRow } from '../scan/row.ts';
import type { UnitOptions } from '../scan/unit.ts';
import { printable, table } from './terminal.ts';

/** Writes a report while a scan goes on. */
export interface ScanReport {
  /** Which calls it wants to be given; all are in the aggregate. */
  readonly rows: UnitOptions['rows'];
  readonly add: (rows: readonly ScanRow[]) => void;
  readonly finish: (aggregate: Aggregate) => void;
}

export function scanReportOf(format: string, out: (text: string) => void): ScanReport {
  switch (format) {
    case 'jsonl':
      return {
        rows: 'all',
        add: (rows) => {
          out(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
        },
        finish: () => undefined,
      };
    case 'json':
      return { rows: 'none', add: () => undefined, finish: (aggregate) => out(`${JSON.stringify(aggregate)}\n`) };
    default:
      return { rows: 'none', add: () => undefined, finish: (aggregate) => out(`${summary(aggregate)}\n`) };
  }
}

function summary({ total, sources, rules, worst, problems }: Aggregate): string {
  const allowed = total.calls - total.ask - total.deny;
  const lines = [
    `${total.calls} calls in ${sources.count} logs: ${allowed} allowed, ${total.ask} asked, ${total.deny} denied`,
    ...(problems.count > 0 ? [`${problems.count} lines or files could not be read`] : []),
    ...problems.first.slice(0, 5).map(({ source, line, reason }) => `  ${printable(source)}:${line} ${printable(reason)}`),
  ];
  const top = Object.entries(rules).sort(([, left], [, right]) => right.calls - left.calls);
  if (top.length > 0)
    lines.push(
      '',
      table(
        ['rule', 'calls', 'ran'],
        top.slice(0, 10).map(([id, { calls, ran }]) => [id, String(calls), String(ran)]),
      ),
    );
  if (worst.length > 0)
    lines.push(
      '',
      table(
        ['decision', 'risk', 'where', 'what'],
        worst.slice(0, 10).map((row) => [row.decision, String(row.risk), `${row.source}:${row.line}`, row.summary]),
      ),
    );
  return lines.join('\n');
}
