import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CALLS,
  type Fault,
  hasStrace,
  OUTCOMES,
  occurrences,
  prepare,
  SCENARIOS,
  type Scenario,
  strike,
} from '../../test/support/faults.ts';
import type { Anchored } from '../../test/support/log-left.ts';
import { countIn, type Report, row, say } from './report.ts';

/** A run now and then makes a call more than the one that was counted. */
const BEYOND = 1;

interface Case {
  readonly scenario: Scenario;
  readonly fault: Fault;
}

/** Emptying the write-ahead log reads page after page in the same way: after the first scenario, some of them do. */
const PAGES_STEP = 4;
/** What runs out of space, by reading or closing, only fails: one scenario is enough to see that. */
const WRITERS: readonly Fault['call'][] = ['openat', 'pwrite64', 'write', 'fsync', 'fdatasync', 'ftruncate', 'rename'];
const outcomesOf = (call: Fault['call'], scenario: Scenario) =>
  OUTCOMES.filter((outcome) => outcome !== 'error=ENOSPC' || scenario === SCENARIOS[0] || WRITERS.includes(call));

const casesIn = (prepared: Anchored): readonly Case[] =>
  SCENARIOS.flatMap((scenario) => {
    const counts = occurrences(prepared, scenario);
    return CALLS.flatMap((call) => {
      const step = call === 'pread64' && scenario !== SCENARIOS[0] ? PAGES_STEP : 1;
      const times = counts[call] === 0 ? [] : Array.from({ length: Math.ceil((counts[call] + BEYOND) / step) }, (_, i) => i * step + 1);
      return outcomesOf(call, scenario).flatMap((outcome) => times.map((when) => ({ scenario, fault: { call, outcome, when } })));
    });
  });

/** Lets every system call of the hook's Node fail, or be its last one, one at a time. */
export async function calls(workers: number): Promise<Report> {
  if (!hasStrace()) return { tried: 'no system calls', lines: [], skipped: ['system calls that fail: there is no strace here'], wrong: [] };
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-faults-'));
  const prepared = prepare(folder);
  const cases = casesIn(prepared);
  const felt = new Map<string, number>();
  const statuses = new Map<string, number>();
  const wrong: string[] = [];
  let slowest = 0;
  let done = 0;
  const waiting = cases.values();

  async function work(): Promise<void> {
    for (const { scenario, fault } of waiting) {
      const { call, outcome, when } = fault;
      const struck = await strike(prepared, scenario, fault);
      if (struck.felt) {
        countIn(felt, `${call} ${outcome}`);
        countIn(statuses, `${scenario.name}: exit ${struck.status}`);
      }
      slowest = Math.max(slowest, struck.ms);
      for (const problem of struck.problems) {
        wrong.push(`${scenario.name}, ${call} number ${when}, ${outcome}: ${problem}`);
        say(wrong.at(-1) ?? '');
      }
      if (++done % 100 === 0) say(`${done} of ${cases.length}`);
    }
  }

  await Promise.all(Array.from({ length: workers }, work));
  const total = [...felt.values()].reduce((sum, more) => sum + more, 0);
  if (wrong.length === 0) rmSync(folder, { recursive: true, force: true });
  return {
    tried: `${total} faults in ${cases.length} runs`,
    lines: [
      row('', OUTCOMES),
      ...CALLS.map((call) =>
        row(
          call,
          OUTCOMES.map((outcome) => felt.get(`${call} ${outcome}`) ?? 0),
        ),
      ),
      ...[...statuses].sort().map(([name, times]) => `${name}, ${times} times`),
      `the slowest took ${slowest} ms`,
    ],
    skipped: [],
    wrong,
  };
}
