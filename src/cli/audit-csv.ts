import { findingsOf } from '../audit/query-fields.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { gist, severityOf, timeOf } from './audit-record.ts';
import { printableLines } from './terminal.ts';

/** Columns of a record as a row; new ones come last, so that what reads the first ones goes on doing so. */
const COLUMNS: Readonly<Record<string, (body: JsonObject) => string>> = {
  sequence: ({ sequence }) => String(sequence),
  id: (body) => stringAt(body, 'id') ?? '',
  time: (body) => new Date(timeOf(body) / 1000).toISOString(),
  kind: (body) => stringAt(body, 'kind') ?? '',
  event: (body) => stringAt(body, 'event') ?? '',
  host: (body) => stringAt(body, 'host') ?? '',
  session: (body) => stringAt(body, 'session') ?? '',
  principal: ({ principal }) => (isObject(principal) ? (stringAt(principal, 'id') ?? '') : ''),
  role: ({ principal }) => (isObject(principal) ? (stringAt(principal, 'role') ?? '') : ''),
  tool: (body) => stringAt(body, 'tool') ?? '',
  decision: (body) => stringAt(body, 'decision') ?? '',
  mode: (body) => stringAt(body, 'mode') ?? '',
  rules: (body) =>
    findingsOf(body)
      .map((finding) => stringAt(finding, 'ruleId'))
      .join(' '),
  severity: (body) => severityOf(body) ?? '',
  risk: ({ risk }) => String(risk ?? ''),
  outcome: ({ outcome }) => (isObject(outcome) ? (stringAt(outcome, 'result') ?? '') : ''),
  what: gist,
};

export const csvHead = (): string => csvRow(Object.keys(COLUMNS));

export const csvOf = (body: JsonObject): string => csvRow(Object.values(COLUMNS).map((column) => column(body)));

/** RFC 4180, but for the end of the line, which is printed with it. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(disarmed(printableLines(cell)))).join(',')}\r`;
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Spreadsheets run a cell that begins like a formula; after an apostrophe they show it as text. */
const disarmed = (cell: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell);
