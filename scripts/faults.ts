// Lets every system call of the hook's Node fail, or be its last one, one at a time: `npm run test:faults [WORKERS]`. See docs/audit-log.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CALLS, type Fault, hasStrace, OUTCOMES, occurrences, prepare, SCENARIOS, type Scenario, strike } from '../test/support/faults.ts';

/** A run now and then makes a call more than the one that was counted. */
const BEYOND = 1;

if (!hasStrace()) {
  process.stderr.write('strace is not installed: no fault can be injected.\n');
  process.exit(1);
}
const workers = Number(process.argv[2] ?? 2);
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-faults-'));
const prepared = prepare(folder);

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

const cases: readonly Case[] = SCENARIOS.flatMap((scenario) => {
  const counts = occurrences(prepared, scenario);
  return CALLS.flatMap((call) => {
    const step = call === 'pread64' && scenario !== SCENARIOS[0] ? PAGES_STEP : 1;
    const times = counts[call] === 0 ? [] : Array.from({ length: Math.ceil((counts[call] + BEYOND) / step) }, (_, i) => i * step + 1);
    return outcomesOf(call, scenario).flatMap((outcome) => times.map((when) => ({ scenario, fault: { call, outcome, when } })));
  });
});

const felt = new Map<string, number>();
const statuses = new Map<string, number>();
const wrong: string[] = [];
let slowest = 0;
let done = 0;
const count = (counts: Map<string, number>, name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);
const waiting = cases.values();

async function work(): Promise<void> {
  for (const { scenario, fault } of waiting) {
    const { call, outcome, when } = fault;
    const struck = await strike(prepared, scenario, fault);
    if (struck.felt) {
      count(felt, `${call} ${outcome}`);
      count(statuses, `${scenario.name}: exit ${struck.status}`);
    }
    slowest = Math.max(slowest, struck.ms);
    for (const problem of struck.problems) {
      wrong.push(`${scenario.name}, ${call} number ${when}, ${outcome}: ${problem}`);
      process.stderr.write(`${wrong.at(-1)}\n`);
    }
    if (++done % 100 === 0) process.stderr.write(`${done} of ${cases.length}\n`);
  }
}

const begin = performance.now();
await Promise.all(Array.from({ length: workers }, work));
const seconds = Math.round((performance.now() - begin) / 1000);

const row = (cells: readonly (string | number)[]): string => cells.map((cell) => String(cell).padStart(13)).join('');
const lines = [
  row(['', ...OUTCOMES]),
  ...CALLS.map((call) => row([call, ...OUTCOMES.map((outcome) => felt.get(`${call} ${outcome}`) ?? 0)])),
];
const total = [...felt.values()].reduce((sum, more) => sum + more, 0);
lines.push('', ...[...statuses].sort().map(([name, times]) => `${name}, ${times} times`));
lines.push('', `${total} faults in ${cases.length} runs, ${seconds} s; slowest ${slowest} ms; ${wrong.length} things wrong`, ...wrong);
process.stdout.write(`${lines.join('\n')}\n`);
if (wrong.length === 0) rmSync(folder, { recursive: true, force: true });
process.exit(wrong.length === 0 ? 0 : 1);
