import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { boundedName } from '../audit/record.ts';
import { counted } from '../domain/amounts.ts';
import { stringAt } from '../domain/json.ts';
import { withoutSecrets } from '../domain/secrets/named.ts';
import { systemClock } from '../hook/machine.ts';
import { homeOf } from '../state/folders.ts';
import type { AuditReader } from '../state/reader.ts';
import { showTime } from './amounts.ts';
import { queryOf } from './audit-query.ts';
import { prunedUntil } from './audit-reader.ts';
import { bodyOf, timeOf } from './audit-record.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { coloured, table } from './terminal.ts';
import { readTranscript, type TranscriptCall, transcriptsIn } from './transcripts.ts';

/** More calls than these are not held at once; --since takes fewer. */
const MOST_CALLS = 500_000;

/** Which calls of the hosts' own transcripts no record covers: the one way to notice a hook that was silenced. */
export async function gaps(reader: AuditReader, input: CliInput): Promise<ExitCode> {
  const query = queryOf(input, systemClock.now());
  if (!query.ok) return fail(query.error);
  if ([...query.value.fields].some((field) => field !== 'since' && field !== 'until')) return fail('gaps takes --since and --until alone');
  const folder = resolve(input.text('transcripts') ?? defaultFolder());
  const files = transcriptsIn(folder);
  if (files.length === 0) return fail(`there are no transcripts in ${folder}; --transcripts says where they are`);
  const begun = beginning(reader);
  if (begun === undefined) return fail('the log has no record yet that a call could be held against');
  const told = await callsIn(files, Math.max(begun, query.value.since ?? 0), query.value.until ?? Number.POSITIVE_INFINITY);
  const total = told.calls.size;
  // Read anew, for calls went on while the transcripts were read.
  reader.refresh();
  for (const id of judgedCalls(reader)) told.calls.delete(id);
  const missing = [...told.calls.values()].map(withoutSecretNames).sort((left, right) => left.time - right.time);
  if (input.flag('json')) for (const call of missing) print(JSON.stringify(call));
  else print(report(missing, total, told, begun, files.length));
  return missing.length === 0 ? 0 : 1;
}

const defaultFolder = (): string =>
  join(process.env['CLAUDE_CONFIG_DIR'] || join(homeOf(process.env['HOME'] ?? homedir()), '.claude'), 'projects');

/** When what the log still holds begins: nothing from before can be in it. */
function beginning(reader: AuditReader): number | undefined {
  for (const record of reader.from(prunedUntil(reader))) {
    const body = bodyOf(record);
    if (body) return timeOf(body);
  }
  return undefined;
}

interface Told {
  /** Those that ran, by the id that the host gave them. */
  readonly calls: Map<string, TranscriptCall>;
  readonly neverRan: number;
  readonly unreadable: number;
  readonly full: boolean;
}

async function callsIn(files: readonly string[], since: number, until: number): Promise<Told> {
  const calls = new Map<string, TranscriptCall>();
  let [neverRan, unreadable, full] = [0, 0, false];
  for (const path of files) {
    const pending = new Map<string, TranscriptCall>();
    await readTranscript(path, {
      call: (call) => {
        if (call.time >= since && call.time < until) pending.set(call.id, call);
      },
      result: (id, ran) => {
        const call = pending.get(id);
        if (!call) return;
        pending.delete(id);
        if (!ran) neverRan++;
        else if (calls.size < MOST_CALLS) calls.set(boundedName(id), call);
        else full = true;
      },
      unreadable: () => {
        unreadable++;
      },
    });
    neverRan += pending.size;
  }
  return { calls, neverRan, unreadable, full };
}

/** What a transcript names may hold a secret, as anything from outside may. */
const withoutSecretNames = ({ id, tool, session, path, time }: TranscriptCall): TranscriptCall => ({
  id: withoutSecrets(id),
  tool: withoutSecrets(tool),
  session: withoutSecrets(session),
  path: withoutSecrets(path),
  time,
});

/** The host's ids of all calls that were judged. */
function* judgedCalls(reader: AuditReader): Generator<string> {
  for (const record of reader.from(0)) {
    const body = bodyOf(record);
    const id = body && (body['kind'] === 'call' || body['kind'] === 'spooled') ? stringAt(body, 'toolUseId') : undefined;
    if (id !== undefined) yield id;
  }
}

function report(missing: readonly TranscriptCall[], total: number, told: Told, begun: number, files: number): string {
  const notes = [
    ...(told.neverRan > 0 ? [`${told.neverRan} calls never ran: the host refused their input, or they have no result.`] : []),
    ...(told.unreadable > 0 ? [`${told.unreadable} lines or files could not be read.`] : []),
    ...(told.full ? [`Only the first ${MOST_CALLS} calls were looked at; --since takes fewer.`] : []),
  ];
  const scope = `${counted(total, 'call')} in ${counted(files, 'transcript')} since ${showTime(begun)}, when the log began`;
  if (missing.length === 0) return [`${coloured('green', 'Every call has its record')}: ${scope}`, ...notes].join('\n');
  const rows = missing.map(({ time, session, tool, id, path }) => [showTime(time), session.slice(0, 8), tool, id, path]);
  const head = `${coloured('red', `${counted(missing.length, 'call')} ran without a record`)}: ${scope}`;
  return [head, table(['time', 'session', 'tool', 'call', 'transcript'], rows, 100), ...notes].join('\n');
}
