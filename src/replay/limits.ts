import { err, ok, type Result } from '../domain/result.ts';
import { CHANGES, isLaxer, isStricter } from './change.ts';
import type { ReplayReport } from './tally.ts';

/** So many calls, or such a share of all that are on record. */
export type Limit = { readonly calls: number } | { readonly share: number };

export interface Limits {
  /** Of calls that would meet less than now: allowed, or asked about instead of denied. */
  readonly newlyPassed: Limit;
  /** Of calls that would meet more than now. */
  readonly newlyStopped: Limit;
  /** Of what is newly passed, weighed by severity. */
  readonly passedWeight?: number;
}

/** `20`, or `0.5%` of the calls. */
export function parseLimit(text: string): Result<Limit, string> {
  const [, digits, percent] = /^(\d{1,9}(?:\.\d{1,4})?)(%?)$/.exec(text) ?? [];
  const number = Number(digits);
  if (digits === undefined || (percent === '' && !Number.isInteger(number)) || (percent === '%' && number > 100))
    return err('takes a number of calls, or a share of them: 20 or 0.5%');
  return ok(percent === '%' ? { share: number / 100 } : { calls: number });
}

/** What goes beyond its limit, each in one sentence; none where the change is within all of them. */
export function excesses(report: ReplayReport, limits: Limits): readonly string[] {
  const count = (counts: typeof isLaxer): number =>
    CHANGES.filter((kind) => counts(kind)).reduce((sum, kind) => sum + report.counts[kind], 0);
  const over = (what: string, found: number, limit: Limit, option: string): readonly string[] => {
    const most = 'calls' in limit ? limit.calls : Math.floor(limit.share * report.calls);
    return found > most ? [`${what}: ${found}, at most ${most} may (${option})`] : [];
  };
  const { passedWeight } = limits;
  return [
    ...over('calls that would meet less', count(isLaxer), limits.newlyPassed, '--max-newly-passed'),
    ...over('calls that would meet more', count(isStricter), limits.newlyStopped, '--max-newly-stopped'),
    ...(passedWeight === undefined || report.passedWeight <= passedWeight
      ? []
      : [`weight of what would meet less: ${report.passedWeight}, at most ${passedWeight} may (--max-passed-weight)`]),
  ];
}
