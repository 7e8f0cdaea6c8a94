import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import type { AuditReader, StoredRecord } from '../state/reader.ts';
import { showTime } from './amounts.ts';
import { findRecord, whereGone } from './audit-reader.ts';
import { bodyOf, decisiveOf, showRecord, timeOf } from './audit-record.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { coloured, printable } from './terminal.ts';

/** How far after a call its end is looked for; no later one is joined to it. */
const FARTHEST = 16_384;
const MOST_SHOWN = 10;

/** One record, and what is known of what its call came to. */
export function show(reader: AuditReader, input: CliInput): ExitCode {
  const found = findRecord(reader, input);
  if (!found.ok) return fail(found.error);
  const record = found.value;
  if (input.flag('json') && record.body) print(record.body.toString('utf8'));
  else
    print([showRecord(record, record.body === null ? whereGone(reader, record.sequence) : ''), ...afterwards(reader, record)].join('\n'));
  return 0;
}

function afterwards(reader: AuditReader, record: StoredRecord): readonly string[] {
  const body = bodyOf(record);
  if (!body) return [];
  if (isObject(body['outcome'])) return [`${coloured('bold', 'judged')}  ${judgedIn(body['outcome'])}`];
  if (body['kind'] !== 'call') return [];
  const endings = endingsOf(reader, record.sequence, stringAt(body, 'id') ?? '');
  const heading = coloured('bold', 'what then happened');
  if (endings.length > 0) return [heading, ...endings.map((ending) => `  ${printable(describeEnding(ending, body))}`)];
  const denied = body['decision'] === 'deny' && body['mode'] === 'enforce';
  return [
    heading,
    denied ? '  it was denied, and nothing says that it ran' : '  nothing is known: the host has not said, or was not asked to',
  ];
}

/** Records that say what became of a call, oldest first. */
export function endingsOf(reader: AuditReader, sequence: number, id: string): readonly JsonObject[] {
  const mark = Buffer.from(`"record":${JSON.stringify(id)}`);
  const endings: JsonObject[] = [];
  for (const later of reader.from(sequence + 1)) {
    if (later.sequence > sequence + FARTHEST || endings.length === MOST_SHOWN) break;
    const body = later.body?.includes(mark) ? bodyOf(later) : undefined;
    if (body && isObject(body['outcome']) && body['outcome']['record'] === id) endings.push(body);
  }
  return endings;
}

const RESULTS: Readonly<Record<string, string>> = {
  ran: 'it ran',
  failed: 'it ran and failed',
  interrupted: 'it was interrupted',
  refused: 'the host refused it',
};

function describeEnding(ending: JsonObject, call: JsonObject): string {
  const outcome = isObject(ending['outcome']) ? ending['outcome'] : {};
  const where = `record ${String(ending['sequence'])}, ${showTime(timeOf(ending))}`;
  if (ending['kind'] === 'incident') return `${stringAt(decisiveOf(ending), 'message') ?? 'an incident'} (${where})`;
  const said = RESULTS[stringAt(outcome, 'result') ?? ''] ?? 'it is over';
  const approved = call['decision'] === 'ask' && outcome['result'] !== 'refused' ? ', so a person, or the host for them, had let it' : '';
  const changed =
    outcome['input'] === 'changed' ? `, with another input${outcome['edited'] === true ? ' that a person had changed' : ''}` : '';
  return `${said}${changed}${approved} (${where})`;
}

function judgedIn(outcome: JsonObject): string {
  const id = stringAt(outcome, 'record');
  if (id === undefined) return 'by no record that is known: the call was not announced before, or too long ago';
  return `in record ${printable(id)}, ${stringAt(outcome, 'decision') ?? ''}; hookwarden audit show ${printable(id)}`;
}
