import { counted } from '../domain/amounts.ts';
import type { JsonObject } from '../domain/json.ts';
import { systemClock } from '../hook/machine.ts';
import type { AuditReader, StoredRecord } from '../state/reader.ts';
import { cefOf } from './audit-cef.ts';
import { csvHead, csvOf } from './audit-csv.ts';
import { ocsfOf } from './audit-ocsf.ts';
import { firstOf, oldestFirst, queryOf } from './audit-query.ts';
import { prunedUntil } from './audit-reader.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';

interface Format {
  readonly head?: () => string;
  readonly line: (body: JsonObject, record: StoredRecord) => string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  jsonl: { line: (_, { body }) => String(body) },
  ocsf: { line: (body) => JSON.stringify(ocsfOf(body)) },
  cef: { line: cefOf },
  csv: { head: csvHead, line: csvOf },
};

/** Every record that is asked for, oldest first, one a line and one at a time; how many there were is said beside the output. */
export function exportLog(reader: AuditReader, input: CliInput): ExitCode {
  const query = queryOf(input, systemClock.now());
  if (!query.ok) return fail(query.error);
  const name = input.text('format') ?? 'jsonl';
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (!format) return fail(`--format is one of ${Object.keys(FORMATS).join(', ')} here`);
  const pruned = prunedUntil(reader);
  let [written, archived, emptied] = [0, 0, 0];
  if (format.head) print(format.head());
  for (const { body, record } of oldestFirst(reader, query.value, firstOf(reader, query.value))) {
    if (record.body === null) {
      if (record.sequence < pruned) archived++;
      else emptied++;
    } else {
      print(format.line(body, record));
      written++;
    }
  }
  const away = archived === 0 ? '' : `, ${archived} more are in archives`;
  const lost = emptied === 0 ? '' : `, ${emptied} more have lost their content`;
  process.stderr.write(`${counted(written, 'record')}${away}${lost}\n`);
  return 0;
}
