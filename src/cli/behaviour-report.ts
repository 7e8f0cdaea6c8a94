import { LEAST_CALLS } from '../behaviour/departures.ts';
import { type Anomaly, bitsOf } from '../behaviour/findings.ts';
import { showTime } from './amounts.ts';
import { coloured, printable } from './terminal.ts';

export interface AnomalyReport {
  readonly calls: number;
  /** Principals and projects. */
  readonly scopes: number;
  /** Those of which too little is known. */
  readonly vague: number;
  readonly count: number;
  readonly worst: readonly Anomaly[];
}

export function showAnomalies({ calls, scopes, vague, count, worst }: AnomalyReport, most: number): string {
  const shown = worst.slice(0, most);
  return [
    `Calls: ${calls}; principals and projects: ${scopes}; calls that depart from what is usual: ${count}.`,
    ...(vague === 0
      ? []
      : [`Principals and projects of which fewer than ${LEAST_CALLS} calls are known, so that nothing is usual there: ${vague}.`]),
    ...shown.flatMap(linesOf),
    ...(count > shown.length ? [`\nand ${count - shown.length} more, less surprising: --format json`] : []),
  ].join('\n');
}

function linesOf(anomaly: Anomaly): readonly string[] {
  const { principal, project, where, what, time, departures } = anomaly;
  const who = [...(principal === '' ? [] : [principal]), project].map(printable).join(' in ');
  return [
    '',
    `${coloured('bold', `${bitsOf(anomaly).toFixed(1)} bits`)}  ${time === undefined ? '' : `${showTime(time)}  `}${who}`,
    `  ${printable(what)}`,
    ...departures.map(({ bits, reason }) => `  ${printable(reason)} (${bits.toFixed(1)} bits)`),
    `  ${coloured('dim', printable(where))}`,
  ];
}
