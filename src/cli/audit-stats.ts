import { findingsOf } from '../audit/query-fields.ts';
import { counted } from '../domain/amounts.ts';
import { DECISIONS, type Decision } from '../domain/decision.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { systemClock } from '../hook/machine.ts';
import type { AuditReader } from '../state/reader.ts';
import { showTime } from './amounts.ts';
import { countOf, firstOf, oldestFirst, queryOf } from './audit-query.ts';
import { timeOf } from './audit-record.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { coloured, sparkline, table } from './terminal.ts';

const GROUPS = {
  day: (body: JsonObject) => [dayOf(body)],
  decision: (body: JsonObject) => [stringAt(body, 'decision')],
  rule: (body: JsonObject) => [...new Set(findingsOf(body).map((finding) => stringAt(finding, 'ruleId')))],
  tool: (body: JsonObject) => [stringAt(body, 'tool') ?? stringAt(body, 'event')],
  principal: ({ principal }: JsonObject) => [isObject(principal) ? stringAt(principal, 'id') : undefined],
  session: (body: JsonObject) => [stringAt(body, 'session')],
  host: (body: JsonObject) => [stringAt(body, 'host')],
  outcome: ({ outcome }: JsonObject) => [isObject(outcome) ? stringAt(outcome, 'result') : undefined],
} as const;
type GroupName = keyof typeof GROUPS;
const NAMES = ['day', 'decision', 'rule', 'tool', 'principal', 'session', 'host', 'outcome'] as const satisfies readonly GroupName[];
/** What is shown where nothing else is asked for. */
const OVERVIEW = ['decision', 'rule', 'tool', 'principal'] as const;

/** More names than these are counted together. */
const MOST_NAMES = 5000;
const OTHERS = '(others)';
/** Days that a sparkline shows, one character each. */
const SPARK_DAYS = 30;

interface Count {
  readonly decisions: Record<Decision, number>;
  readonly days: Map<string, number>;
  total: number;
}

export function stats(reader: AuditReader, input: CliInput): ExitCode {
  const query = queryOf(input, systemClock.now());
  if (!query.ok) return fail(query.error);
  const rows = countOf(input, 'count', 1, MOST_NAMES);
  if (!rows.ok) return fail(rows.error);
  const by = input.text('by');
  const group = NAMES.find((name) => name === by);
  if (by !== undefined && !group) return fail(`--by is one of ${NAMES.join(', ')}`);
  const names = group ? [group] : OVERVIEW;
  const groups = new Map<GroupName, Map<string, Count>>(names.map((name) => [name, new Map()]));
  const whole = newCount();
  let [first, last] = [0, 0];
  for (const { body } of oldestFirst(reader, query.value, firstOf(reader, query.value))) {
    // Events and acts are counted where they are asked for: every one of them is allowed.
    if (!query.value.fields.has('kind') && !query.value.fields.has('outcome') && by !== 'outcome' && !isJudged(body)) continue;
    const time = timeOf(body);
    [first, last] = [first || time, time];
    add(whole, body);
    for (const [name, counts] of groups)
      for (const value of GROUPS[name](body)) if (value !== undefined) add(countFor(counts, value), body);
  }
  const days = [...whole.days.keys()].sort().slice(-SPARK_DAYS);
  if (input.flag('json')) print(JSON.stringify(plain(whole, first, last, groups)));
  else print(shown(whole, first, last, groups, days, rows.value));
  return 0;
}

const isJudged = ({ kind }: JsonObject): boolean => kind === 'call' || kind === 'spooled';

const dayOf = (body: JsonObject): string => showTime(timeOf(body)).slice(0, 10);

const newCount = (): Count => ({ decisions: { allow: 0, ask: 0, deny: 0 }, days: new Map(), total: 0 });

function countFor(counts: Map<string, Count>, value: string): Count {
  const name = counts.has(value) || counts.size < MOST_NAMES ? value : OTHERS;
  const known = counts.get(name) ?? newCount();
  counts.set(name, known);
  return known;
}

function add(count: Count, body: JsonObject): void {
  const day = dayOf(body);
  count.total++;
  count.days.set(day, (count.days.get(day) ?? 0) + 1);
  const decision = DECISIONS.find((known) => known === body['decision']);
  if (decision) count.decisions[decision]++;
}

/** Days in their order, all else by how often it occurs. */
const sorted = (name: GroupName, counts: ReadonlyMap<string, Count>): readonly (readonly [string, Count])[] =>
  [...counts].sort(([left, { total: a }], [right, { total: b }]) =>
    name === 'day' ? (left < right ? 1 : -1) : b - a || (left < right ? -1 : 1),
  );

function plain(whole: Count, first: number, last: number, groups: ReadonlyMap<GroupName, ReadonlyMap<string, Count>>): object {
  const counted = ({ total, decisions, days }: Count) => ({ total, ...decisions, days: Object.fromEntries(days) });
  const by = [...groups].map(([name, counts]) => [
    name,
    sorted(name, counts).map(([value, count]) => ({ [name]: value, ...counted(count) })),
  ]);
  return { from: first, to: last, ...counted(whole), by: Object.fromEntries(by) };
}

function shown(
  whole: Count,
  first: number,
  last: number,
  groups: ReadonlyMap<GroupName, ReadonlyMap<string, Count>>,
  days: readonly string[],
  rows: number,
): string {
  if (whole.total === 0) return 'no call is on record, or none is like that';
  const spark = ({ days: counts }: Count) => sparkline(days.map((day) => counts.get(day) ?? 0));
  const { allow, ask, deny } = whole.decisions;
  const head = `${counted(whole.total, 'record')} from ${showTime(first)} to ${showTime(last)}: ${allow} allowed, ${ask} asked about, ${deny} denied  ${spark(whole)}`;
  const tables = [...groups].map(([name, counts]) => {
    const all = sorted(name, counts);
    const lines = all.slice(0, rows).map(([value, count]) => {
      const { decisions, total } = count;
      return [value, ...DECISIONS.map((decision) => String(decisions[decision])), String(total), name === 'day' ? '' : spark(count)];
    });
    const more = all.length > rows ? `\n${coloured('dim', `and ${all.length - rows} more: --count`)}` : '';
    return table([name, ...DECISIONS, 'all', days.length > 1 ? `last ${days.length} days` : ''], lines) + more;
  });
  return [head, ...tables].join('\n\n');
}
