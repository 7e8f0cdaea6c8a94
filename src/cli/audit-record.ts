import { findingsOf } from '../audit/query-fields.ts';
import { SEVERITIES, type Severity } from '../domain/decision.ts';
import { gistOf } from '../domain/gist.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import type { StoredRecord } from '../state/reader.ts';
import { showTime } from './amounts.ts';
import { printableLines } from './terminal.ts';

/** The cells of one row of `audit list`; `archive` is where a pruned record's content is. */
export function summaryOf(record: StoredRecord, archive?: string): readonly string[] {
  const body = bodyOf(record);
  if (!body) return [String(record.sequence), '', archive === undefined ? 'emptied' : 'archived', '', '', '', archive ?? ''];
  return [
    String(record.sequence),
    showTime(timeOf(body)),
    stringAt(body, 'event') ?? stringAt(body, 'kind') ?? '',
    stringAt(body, 'tool') ?? '',
    stringAt(body, 'decision') ?? '',
    stringAt(decisiveOf(body), 'ruleId') ?? '',
    gist(body),
  ];
}

export const timeOf = ({ time }: JsonObject): number => (typeof time === 'number' ? time : 0);

/** The objection that decided. */
export function decisiveOf(body: JsonObject): JsonObject | undefined {
  const findings = findingsOf(body);
  return findings.find(({ decision }) => decision === body['decision']) ?? findings[0];
}

/** The most severe of what was found. */
export function severityOf(body: JsonObject): Severity | undefined {
  const found = findingsOf(body).map((finding) => stringAt(finding, 'severity'));
  return SEVERITIES.findLast((severity) => found.includes(severity));
}

/** What the call was about, in a few words; redacted when it was recorded. */
export function gist(body: JsonObject): string {
  const { subject } = body;
  if (!isObject(subject)) return '';
  const { tool_input: input } = subject;
  const source = isObject(input) ? input : subject;
  return gistOf(source) ?? stringAt(subject, 'act') ?? '';
}

/** The whole record, indented, with its checksum; `gone` stands for a content that is not there. */
export function showRecord(record: StoredRecord, gone = ''): string {
  const leaf = `leaf ${record.leaf.toString('hex')}`;
  const body = bodyOf(record);
  return body ? `${printableLines(JSON.stringify(body, null, 2))}\n${leaf}` : `${gone}\n${leaf}`;
}

export function bodyOf({ body }: StoredRecord): JsonObject | undefined {
  if (body === null) return undefined;
  const value: unknown = JSON.parse(body.toString('utf8'));
  return isObject(value) ? value : undefined;
}
