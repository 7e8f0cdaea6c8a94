import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import type { StoredRecord } from '../state/reader.ts';
import { showTime } from './amounts.ts';
import { printableLines } from './terminal.ts';

/** The cells of one row of `audit list`. */
export function summaryOf(record: StoredRecord): readonly string[] {
  const body = bodyOf(record);
  if (!body) return [String(record.sequence), '', 'emptied', '', '', '', ''];
  const { time, findings } = body;
  const objections = Array.isArray(findings) ? findings.filter(isObject) : [];
  const decisive = objections.find(({ decision }) => decision === body['decision']) ?? objections[0];
  return [
    String(record.sequence),
    typeof time === 'number' ? showTime(time) : '',
    stringAt(body, 'event') ?? stringAt(body, 'kind') ?? '',
    stringAt(body, 'tool') ?? '',
    stringAt(body, 'decision') ?? '',
    stringAt(decisive, 'ruleId') ?? '',
    gist(body),
  ];
}

/** Keys of a tool's input that say best what a call is about, best first. */
const TELLING = ['command', 'file_path', 'notebook_path', 'url', 'pattern', 'query', 'prompt', 'description'];

/** What the call was about, in a few words; redacted when it was recorded. */
function gist(body: JsonObject): string {
  const { subject } = body;
  if (!isObject(subject)) return '';
  const { tool_input: input } = subject;
  const source = isObject(input) ? input : subject;
  const key = TELLING.find((name) => typeof source[name] === 'string');
  return (key && stringAt(source, key)) ?? stringAt(subject, 'act') ?? '';
}

/** The whole record, indented, with its checksum. */
export function showRecord(record: StoredRecord): string {
  const leaf = `leaf ${record.leaf.toString('hex')}`;
  const body = bodyOf(record);
  return body
    ? `${printableLines(JSON.stringify(body, null, 2))}\n${leaf}`
    : `record ${record.sequence} has lost its content; its checksum is kept\n${leaf}`;
}

function bodyOf({ body }: StoredRecord): JsonObject | undefined {
  if (body === null) return undefined;
  const value: unknown = JSON.parse(body.toString('utf8'));
  return isObject(value) ? value : undefined;
}
