import { recordsFrom } from '../domain/amounts.ts';
import { systemClock } from '../hook/machine.ts';
import type { AuditReader } from '../state/reader.ts';
import { csvHead, csvOf } from './audit-csv.ts';
import { countOf, type Entry, newestFirst, queryOf } from './audit-query.ts';
import { prunedUntil } from './audit-reader.ts';
import { summaryOf } from './audit-record.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { table } from './terminal.ts';

const MOST = 100_000;
const FORMATS = ['table', 'jsonl', 'csv'] as const;

/** The newest records that are asked for, newest first; exits with 1 where none is and something was asked for, as grep does. */
export function list(reader: AuditReader, input: CliInput): ExitCode {
  const query = queryOf(input, systemClock.now());
  if (!query.ok) return fail(query.error);
  const count = countOf(input, 'count', 1, MOST);
  if (!count.ok) return fail(count.error);
  const before = input.text('before');
  if (before !== undefined && !/^\d{1,15}$/.test(before)) return fail('--before takes a record’s number');
  const format = FORMATS.find((known) => known === (input.flag('json') ? 'jsonl' : (input.text('format') ?? 'table')));
  if (format === undefined) return fail(`--format is one of ${FORMATS.join(', ')} here`);
  const found: Entry[] = [];
  let more = false;
  if (format === 'csv') print(csvHead());
  let sofar = 0;
  for (const entry of newestFirst(reader, query.value, before === undefined ? undefined : Number(before))) {
    if (sofar === count.value) {
      more = true;
      break;
    }
    sofar++;
    if (format === 'jsonl') print(String(entry.record.body));
    else if (format === 'csv') print(csvOf(entry.body));
    else found.push(entry);
  }
  if (format === 'table') {
    const rows = found.map(({ record }) => summaryOf(record, record.body === null ? reader.archiveOf(record.sequence)?.file : undefined));
    print(sofar === 0 ? 'no record is like that' : table(['record', 'time', 'event', 'tool', 'decision', 'rule', 'what'], rows));
    const last = found.at(-1)?.record.sequence;
    if (more && process.stdout.isTTY) process.stderr.write(`older ones: --before ${last}\n`);
  }
  const isSearch = input.text('action') === 'search';
  const pruned = prunedUntil(reader);
  if (isSearch && !more && pruned > 0) process.stderr.write(`not searched, for archives hold them: ${recordsFrom(0, pruned)}\n`);
  return sofar === 0 && isSearch ? 1 : 0;
}
