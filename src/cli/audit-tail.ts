import { setTimeout as sleep } from 'node:timers/promises';
import { DECISIONS } from '../domain/decision.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { systemClock } from '../hook/machine.ts';
import type { AuditReader } from '../state/reader.ts';
import { countOf, type Entry, newestFirst, oldestFirst, queryOf } from './audit-query.ts';
import { summaryOf } from './audit-record.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { colouredDecision, cut, printable } from './terminal.ts';

const MOST = 10_000;
const POLL_MS = 200;

/** The last records that are asked for, oldest first, and with --follow those that come, until it is interrupted. */
export async function tail(reader: AuditReader, input: CliInput): Promise<ExitCode> {
  const asked = queryOf(input, systemClock.now());
  if (!asked.ok) return fail(asked.error);
  const count = countOf(input, 'count', 0, MOST);
  if (!count.ok) return fail(count.error);
  const quiet = input.flag('quiet');
  const query = quiet
    ? { ...asked.value, admits: (record: JsonObject) => isRemarkable(record) && asked.value.admits(record) }
    : asked.value;
  const show = input.flag('json') ? ({ record }: Entry) => print(String(record.body)) : (entry: Entry) => print(lineOf(entry));

  let next = (reader.list(1)[0]?.sequence ?? -1) + 1;
  const last: Entry[] = [];
  for (const entry of newestFirst(reader, query)) {
    if (last.length === count.value) break;
    last.push(entry);
  }
  for (const entry of last.reverse()) show(entry);
  if (!input.flag('follow')) return 0;

  const stopped = interruption();
  while (!stopped.aborted) {
    reader.refresh();
    for (const entry of oldestFirst(reader, query, next)) show(entry);
    next = Math.max(next, (reader.list(1)[0]?.sequence ?? -1) + 1);
    await sleep(POLL_MS, undefined, { signal: stopped }).catch(() => undefined);
  }
  return 0;
}

/** Asked about, denied, or an incident. */
const isRemarkable = ({ decision, kind }: JsonObject): boolean => decision !== 'allow' || kind === 'incident';

function interruption(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

/** One record in one line that fits the terminal, or whole where there is none. */
function lineOf({ record, body }: Entry): string {
  const [number = '', time = '', event = '', tool = '', decision = '', rule = '', what = ''] = summaryOf(record);
  const known = DECISIONS.find((one) => one === decision);
  const outcome = isObject(body['outcome']) ? (stringAt(body['outcome'], 'result') ?? '') : '';
  const about = [tool || event, outcome, rule, what].filter((part) => part !== '').join('  ');
  const width = Math.max(20, (process.stdout.columns ?? 4000) - number.length - 31);
  return `${number}  ${time}  ${known ? colouredDecision(known) + ' '.repeat(5 - known.length) : '     '}  ${cut(printable(about), width)}`;
}
