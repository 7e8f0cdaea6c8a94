import { parseQuery, type Query } from '../audit/query.ts';
import { showQueryFault } from '../audit/query-words.ts';
import type { JsonObject } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { AuditReader, StoredRecord } from '../state/reader.ts';
import { bodyOf } from './audit-record.ts';
import type { CliInput } from './command.ts';

/** Each also a word of a query: `--rule 'git.*'` is `rule:git.*`. */
export const QUERY_OPTIONS: Readonly<Record<string, string>> = {
  since: 'From then on: 2h, 7d, today, 2026-11-01',
  until: 'Before then',
  session: 'The host’s id of the session, or a glob',
  principal: 'Id, name or key of who presented the key',
  tool: 'The tool’s name, or a glob',
  decision: 'allow, ask or deny',
  rule: 'A rule’s id, or a glob: git.*',
  severity: 'info, low, medium, high, critical; also >=high',
  host: 'The agent',
};

/** What the words and the options together ask for. */
export function queryOf(input: CliInput, now: number): Result<Query, string> {
  const options = Object.keys(QUERY_OPTIONS).flatMap((name) => {
    const value = input.text(name);
    return value === undefined ? [] : [`${name}:${/["\s]/.test(value) ? JSON.stringify(value) : value}`];
  });
  const text = [...input.texts('record'), ...options].join(' ');
  const query = parseQuery(text, now);
  return query.ok ? query : err(showQueryFault(text, query.error));
}

/** A record that is asked for; its body is empty where it has lost its content. */
export interface Entry {
  readonly record: StoredRecord;
  readonly body: JsonObject;
}

/** So many records in a row that are too old, and no newer one is to come: clocks are set back by little, or seldom. */
const MOST_TOO_OLD = 1000;
const TIME = /"time":(\d{1,17}),"kind"/;
/** What stands before the time is of bounded length. */
const HEAD = 400;

/** Those that `query` asks for, one at a time. A record that has lost its content is there and says nothing. */
export function* newestFirst(reader: AuditReader, query: Query, before?: number): Generator<Entry> {
  let tooOld = 0;
  for (const record of reader.newestFirst(before)) {
    tooOld = query.since !== undefined && recordedAt(record, query.since) < query.since ? tooOld + 1 : 0;
    if (tooOld > MOST_TOO_OLD) return;
    const entry = tooOld > 0 ? undefined : admitted(record, query);
    if (entry) yield entry;
  }
}

/** As `newestFirst`, the other way round. */
export function* oldestFirst(reader: AuditReader, query: Query, from: number): Generator<Entry> {
  for (const record of reader.from(from)) {
    const entry = admitted(record, query);
    if (entry) yield entry;
  }
}

/** The sequence before which no record is as young as the query asks. */
export function firstOf(reader: AuditReader, { since }: Query): number {
  if (since === undefined) return 0;
  let first = Number.MAX_SAFE_INTEGER;
  let tooOld = 0;
  for (const record of reader.newestFirst()) {
    const young = recordedAt(record, since) >= since;
    if (young) first = record.sequence;
    tooOld = young ? 0 : tooOld + 1;
    if (tooOld > MOST_TOO_OLD) break;
  }
  return first;
}

function admitted(record: StoredRecord, { since, until, admits }: Query): Entry | undefined {
  if (since !== undefined || until !== undefined) {
    const time = recordedAt(record, Number.NaN);
    if (!(time >= (since ?? Number.NEGATIVE_INFINITY) && time < (until ?? Number.POSITIVE_INFINITY))) return undefined;
  }
  const body = bodyOf(record) ?? {};
  return admits(body) ? { record, body } : undefined;
}

/** Read without the rest, which costs a hundred times as much. */
function recordedAt({ body }: StoredRecord, otherwise: number): number {
  const time = body && TIME.exec(body.toString('latin1', 0, HEAD))?.[1];
  return time ? Number(time) : otherwise;
}

/** A whole number from `least` to `most`, of an option that has a default. */
export function countOf(input: CliInput, name: string, least: number, most: number): Result<number, string> {
  const count = Number(input.text(name));
  if (Number.isInteger(count) && count >= least && count <= most) return ok(count);
  return err(`--${name} takes a whole number from ${least} to ${most}`);
}
