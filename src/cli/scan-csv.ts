import type { ScanRow } from '../scan/row.ts';
import { csvRow } from './audit-csv.ts';

/** Columns of a call as a row; new ones come last, so that what reads the first ones goes on doing so. */
const COLUMNS: Readonly<Record<string, (row: ScanRow) => string>> = {
  decision: ({ decision }) => decision,
  risk: ({ risk }) => String(risk),
  rules: ({ findings }) => findings.map(({ ruleId }) => ruleId).join(' '),
  outcome: ({ outcome }) => outcome,
  time: ({ time }) => (time === undefined ? '' : new Date(time / 1000).toISOString()),
  host: ({ host }) => host,
  session: ({ session }) => session,
  agent: ({ agent }) => agent ?? '',
  project: ({ project }) => project,
  tool: ({ tool }) => tool,
  call: ({ call }) => call ?? '',
  summary: ({ summary }) => summary,
  messages: ({ findings }) => findings.map(({ message }) => message).join(' '),
  source: ({ source }) => source,
  line: ({ line }) => String(line),
  format: ({ format }) => format,
};

export const scanCsvHead = (): string => `${csvRow(Object.keys(COLUMNS))}\n`;

export const scanCsvOf = (row: ScanRow): string => `${csvRow(Object.values(COLUMNS).map((column) => column(row)))}\n`;
