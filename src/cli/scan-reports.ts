import { writtenOut } from '../domain/written-out.ts';
import { writeHtml } from '../reports/html.ts';
import { formatJunit } from '../reports/junit.ts';
import { collectCalls } from '../reports/page-calls.ts';
import { formatSarif } from '../reports/sarif.ts';
import type { Aggregate } from '../scan/aggregate.ts';
import type { ScanRow } from '../scan/row.ts';
import type { UnitOptions } from '../scan/unit.ts';
import type { CliInput } from './command.ts';
import { scanCsvHead, scanCsvOf } from './scan-csv.ts';
import { keepFindings } from './scan-findings.ts';
import { summaryOf } from './scan-summary.ts';

export const SCAN_FORMATS = ['text', 'json', 'jsonl', 'csv', 'sarif', 'junit', 'html'] as const;
export type ScanFormat = (typeof SCAN_FORMATS)[number];

export const formatOf = (input: CliInput): ScanFormat => SCAN_FORMATS.find((format) => format === input.text('format')) ?? 'text';

/** Whether it wants more than what was counted. */
export const listsCalls = (format: ScanFormat): boolean => scanReportOf(format, () => undefined).rows !== 'none';

type Out = (text: string) => void;

/** Writes a report while a scan goes on. */
export interface ScanReport {
  /** Which calls it wants to be given; all are in the aggregate. */
  readonly rows: UnitOptions['rows'];
  readonly add: (rows: readonly ScanRow[]) => void;
  readonly finish: (aggregate: Aggregate) => void;
}

export function scanReportOf(format: ScanFormat, out: Out): ScanReport {
  switch (format) {
    case 'text':
      return ofAggregate((aggregate) => out(summaryOf(aggregate)));
    case 'json':
      return ofAggregate((aggregate) => out(jsonLine(aggregate)));
    case 'jsonl':
      return { rows: 'all', add: (rows) => out(rows.map(jsonLine).join('')), finish: () => undefined };
    case 'csv':
      return csvReport(out);
    case 'sarif':
      return findingsReport((findings, unscanned) => out(formatSarif(findings, unscanned)));
    case 'junit':
      return findingsReport((findings, unscanned) => out(formatJunit('hookwarden scan', findings, unscanned)));
    case 'html':
      return htmlReport(out);
  }
}

const ofAggregate = (finish: ScanReport['finish']): ScanReport => ({ rows: 'none', add: () => undefined, finish });

/** A line that no terminal acts on, and that is the same JSON. */
const jsonLine = (value: unknown): string => `${writtenOut(JSON.stringify(value))}\n`;

function csvReport(out: Out): ScanReport {
  out(scanCsvHead());
  return { rows: 'all', add: (rows) => out(rows.map(scanCsvOf).join('')), finish: () => undefined };
}

function findingsReport(write: (...of: Parameters<typeof formatSarif>) => void): ScanReport {
  const kept = keepFindings();
  return { rows: 'found', add: kept.add, finish: (aggregate) => write(kept.findings, kept.unscanned(aggregate)) };
}

function htmlReport(out: Out): ScanReport {
  const calls = collectCalls();
  const add = (rows: readonly ScanRow[]): void => {
    for (const row of rows) calls.add(row);
  };
  return { rows: 'all', add, finish: (aggregate) => writeHtml(aggregate, calls.data(), out) };
}
