import { leafHash } from '../audit/merkle.ts';
import { findingsOf } from '../audit/query-fields.ts';
import { SEVERITIES, type Severity } from '../domain/decision.ts';
import { gistOf } from '../domain/gist.ts';
import { isObject, type JsonObject, parseJson, stringAt } from '../domain/json.ts';
import type { StoredRecord } from '../state/reader.ts';
import { isSelfTest } from '../wiring/host-wiring.ts';
import { showTime } from './amounts.ts';
import { coloured, printableLines } from './terminal.ts';

/** The cells of one row of `audit list`; `archive` is where a pruned record's content is. */
export function summaryOf(record: StoredRecord, archive?: string): readonly string[] {
  const body = bodyOf(record);
  if (!body) return [String(record.sequence), '', goneAs(record, archive), '', '', '', archive ?? ''];
  return [
    String(record.sequence),
    showTime(timeOf(body)),
    stringAt(body, 'event') ?? stringAt(body, 'kind') ?? '',
    stringAt(body, 'tool') ?? '',
    stringAt(body, 'decision') ?? '',
    stringAt(decisiveOf(body), 'ruleId') ?? '',
    `${isAsWritten(record) ? '' : '(changed) '}${isSelfTest(stringAt(body, 'session')) ? '(self-test) ' : ''}${gist(body)}`,
  ];
}

/** Why a row has no content to show. */
function goneAs(record: StoredRecord, archive: string | undefined): string {
  if (archive !== undefined) return 'archived';
  return isAsWritten(record) ? 'emptied' : 'changed';
}

/** Whether the content has the checksum beside it. Both may be another's: that only `audit verify` tells. */
const isAsWritten = ({ body, leaf }: StoredRecord): boolean => body === null || leaf.equals(leafHash(body));

/** What whoever reads a single record has to know of it first; empty where there is nothing. */
export const changedRemark = (record: StoredRecord): readonly string[] =>
  isAsWritten(record)
    ? []
    : [
        coloured(
          'red',
          `Record ${record.sequence} is not as it was written: its content does not have its checksum. See: hookwarden audit verify`,
        ),
      ];

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
  return [...changedRemark(record), body ? printableLines(JSON.stringify(body, null, 2)) : gone, leaf].join('\n');
}

/** Undefined where the content is gone, and where somebody has made it what no record is. */
export function bodyOf({ body }: StoredRecord): JsonObject | undefined {
  const value = body === null ? undefined : parseJson(body.toString('utf8'));
  return isObject(value) ? value : undefined;
}
