import type { JsonObject } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { readEvents } from '../scan/events.ts';
import type { RecordedEvent } from '../scan/intake.ts';
import type { Problem } from '../scan/row.ts';
import { findSources } from '../scan/sources.ts';
import { prunedUntil, withReader } from './audit-reader.ts';
import { bodyOf, timeOf } from './audit-record.ts';
import { recordedEvent, recordedPrincipal } from './rejudge.ts';

export interface Recording {
  readonly onProblem: (problem: Problem) => void;
  /** The log that was written to longest ago comes first, instead of the one that was named first. */
  readonly oldestFirst?: boolean;
  /** Called as each log begins: what it gives takes that log's events in their order. `principal` is known of our own log. */
  readonly begin: () => (recorded: RecordedEvent, principal?: string) => void;
}

/** The events of the logs at these paths, one log after the other; without a path those of the audit log here. */
export async function readRecorded(paths: readonly string[], recording: Recording): Promise<Result<undefined, string>> {
  if (paths.length === 0) return readOwnLog(recording);
  const sources = findSources(paths);
  if (!sources.ok) return sources;
  const ordered = recording.oldestFirst ? sources.value.toSorted((left, right) => left.modified - right.modified) : sources.value;
  for (const { path } of ordered) {
    const take = recording.begin();
    for await (const batch of readEvents(path, { onProblem: recording.onProblem })) for (const recorded of batch) take(recorded);
  }
  return ok(undefined);
}

async function readOwnLog({ begin, onProblem }: Recording): Promise<Result<undefined, string>> {
  const read = await withReader((reader) => {
    const take = begin();
    for (const record of reader.from(0)) {
      const body = bodyOf(record);
      const recorded = body && recordedHere(body, record.sequence);
      if (body && recorded) take(recorded, recordedPrincipal(body).id);
    }
    const pruned = prunedUntil(reader);
    if (pruned > 0) onProblem({ source: LOG, line: 0, reason: `records 0 to ${pruned - 1} are in archives, which are not read` });
  });
  return read.ok ? ok(undefined) : err(read.error.message);
}

const LOG = 'audit log';

function recordedHere(body: JsonObject, sequence: number): RecordedEvent | undefined {
  const event = recordedEvent(body);
  if (!event) return undefined;
  const outcome = body['decision'] === 'deny' && body['mode'] === 'enforce' ? 'denied' : 'unknown';
  return { place: { source: LOG, line: sequence, format: 'audit-log' }, event, time: timeOf(body), outcome };
}
