import { resolve } from 'node:path';
import { err, ok, type Result } from '../domain/result.ts';
import type { Aggregate } from '../scan/aggregate.ts';
import type { ScanResult } from '../scan/judged-by.ts';
import type { Planned } from '../scan/plan.ts';
import type { Format } from '../scan/row.ts';
import { openOut } from './audit-files.ts';
import type { CliInput } from './command.ts';
import { formatOf, type ScanReport, scanReportOf } from './scan-reports.ts';
import { unreadOf } from './scan-summary.ts';
import { openWhole } from './whole-file.ts';

/** Where what a scan comes to goes: opened before it, so that a place that cannot be written to is told at once. */
interface ScanResults {
  readonly report: ScanReport;
  readonly close: (result: ScanResult) => Result<undefined, string>;
}

export function openResults(input: CliInput): Result<ScanResults, string> {
  const [to, path] = [input.text('out'), input.text('save')];
  if (to !== undefined && path !== undefined && resolve(to) === resolve(path)) return err('--out and --save name the same file');
  const out = openOut(input);
  if (!out.ok) return out;
  const save = path === undefined ? undefined : openWhole(path, { replace: true });
  const fault = (code: string) => err(`--save: ${path} cannot be written (${code})`);
  if (save?.ok === false) return fault(save.error);
  const report = scanReportOf(formatOf(input), out.value.write);
  const close = (result: ScanResult): Result<undefined, string> => {
    report.finish(result);
    save?.value.write(`${JSON.stringify(result)}\n`);
    const saved = save?.value.finish() ?? ok(undefined);
    return saved.ok ? out.value.close() : fault(saved.error);
  };
  return ok({ report, close });
}

/** What could not be read, on standard error, unless whoever started it sees the summary, which tells that too. */
export function tellUnread(input: CliInput, counted: Aggregate, planned: readonly Planned[], format: Format | undefined): void {
  if (formatOf(input) === 'text' && input.text('out') === undefined && process.stdout.isTTY) return;
  // What is found in folders is passed over where it is no log; of a part of one another share may tell what it is.
  const areNoLogs = planned.length > 0 && counted.sources.count === 0 && planned.every(({ units }) => units.every(({ part }) => !part));
  const none = areNoLogs ? `no log${format === undefined ? '' : ` of the format ${format}`} is in what was named` : undefined;
  const unread = unreadOf(counted) ?? none;
  if (unread !== undefined) process.stderr.write(`${unread}\n`);
}
