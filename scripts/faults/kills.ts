import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from '../../bench/statistics.ts';
import { hookwarden, type Installed, install, useFastKey } from '../../test/support/installed.ts';
import { bash, HANGING_MS, launch, records, saysRecorded } from '../../test/support/launch.ts';
import { countIn, type Report } from './report.ts';

const AT_ONCE = 64;
const WARMING_UP = 2 * AT_ONCE;
const MOST_TOLD = 50;
const FORBIDDEN_OF = 8;
const DOOMED_OF = 5;

/**
 * One run, by a shell of its own: started from one process, the runs would wait for each other's start and their ends for being seen.
 * Writes what was said to files and `NUMBER STATUS MICROSECONDS` to the journal; 137 is a kill.
 */
const RUN = `#!/bin/bash
folder=$1 launcher=$2 usual=$3 number=$4
event=$(<"$folder/event")
command="echo $number"
(( number % ${FORBIDDEN_OF} )) || command="rm -rf / # $number"
event=\${event/COMMAND/$command}
begin=\${EPOCHREALTIME/[.,]/}
# Each in a session of its own, as the calls of many agents are: Linux shares the processor out by session.
setsid "$launcher" block --host claude-code < <(printf %s "\${event/USE/run-$number}") >"$folder/$number.out" 2>"$folder/$number.err" &
if (( number % ${DOOMED_OF} == 3 )); then
  # About half of them come when it is over, so that a tenth of all runs is killed.
  delay=$(( usual * (RANDOM % 1100) / 1000 ))
  sleep "$(( delay / 1000 )).$(printf %03d $(( delay % 1000 )))"
  kill -KILL -- "-$!" 2>/dev/null
fi
wait "$!" 2>/dev/null
echo "$number $? $(( \${EPOCHREALTIME/[.,]/} - begin ))" >>"$folder/journal"
`;

/** One run as it was seen from outside. */
interface Seen {
  readonly number: number;
  readonly status: number;
  readonly ms: number;
  readonly stdout: string;
  readonly stderr: string;
}

const useOf = ({ number }: Seen): string => `run-${number}`;
const isForbidden = ({ number }: Seen): boolean => number % FORBIDDEN_OF === 0;
const isKilled = ({ status }: Seen): boolean => status === 137;

function runAll(installed: Installed, numbers: readonly number[], usual: number): readonly Seen[] {
  const folder = mkdtempSync(join(installed.home, 'runs-'));
  writeFileSync(join(folder, 'run'), RUN);
  writeFileSync(join(folder, 'event'), JSON.stringify(bash('COMMAND', { tool_use_id: 'USE' })));
  const line = ['-P', String(AT_ONCE), '-n', '1', 'bash', join(folder, 'run'), folder, installed.launcher, String(usual)];
  spawnSync('xargs', line, { input: numbers.join('\n'), env: { HOME: '/home/ada', PATH: process.env['PATH'] } });
  return readFileSync(join(folder, 'journal'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((entry) => {
      const [number = 0, status = 0, time = 0] = entry.split(' ').map(Number);
      const said = (end: string): string => readFileSync(join(folder, `${number}.${end}`), 'utf8');
      return { number, status, ms: Math.round(time / 1000), stdout: said('out'), stderr: said('err') };
    });
}

/** That too little time was left says nothing against the log. */
const LATE = /\[(?:audit\.deadline|audit\.locked|validation\.not-closed)\]/;

function wrongWith(seen: Seen): readonly string[] {
  const { status, ms, stdout, stderr } = seen;
  if (isKilled(seen)) return [];
  const isPassed = status === 0 && !isForbidden(seen) && stdout === '';
  const isDenied = status === 2 && stdout === '' && (isForbidden(seen) || LATE.test(stderr));
  return [
    ...(ms > HANGING_MS ? [`${useOf(seen)} took ${ms} ms`] : []),
    ...(isPassed || isDenied ? [] : [`${useOf(seen)} ended with ${status}: ${stdout}${stderr}`]),
  ];
}

/** What an answer has promised to be in the log. What was not even read has no name in its record. */
function promiseOf({ status, stderr }: Seen): 'allow' | 'deny' | undefined {
  if (status === 0) return 'allow';
  return status === 2 && saysRecorded(stderr) && !stderr.includes('[validation.') ? 'deny' : undefined;
}

const kindOf = (seen: Seen): string =>
  isKilled(seen) ? 'killed' : seen.status === 0 ? 'allowed' : (LATE.exec(seen.stderr)?.[0] ?? 'denied by rule');

const timesOf = (runs: readonly Seen[]): readonly number[] => runs.filter((run) => !isKilled(run)).map(({ ms }) => ms);

/**
 * Runs the installed launcher so many times, 64 at a time, and kills a tenth of the runs at random moments. Whatever the hook has answered
 * must be in the log.
 */
export function kills(count: number): Report {
  const installed = install(mkdtempSync(join(tmpdir(), 'hookwarden-kills-')));
  useFastKey(installed);
  const numbers = Array.from({ length: count }, (_, number) => number);
  const begin = performance.now();
  const first = runAll(installed, numbers.slice(0, WARMING_UP), 100);
  const all = [...first, ...runAll(installed, numbers.slice(WARMING_UP), percentile(timesOf(first), 0.5))];
  const seconds = Math.round((performance.now() - begin) / 1000);
  // What waits in the spool is taken in by the next calls, fifty at a time.
  for (let i = 0; i < 1000 / 50 && all.some(({ stderr }) => LATE.test(stderr)); i++) launch(installed, bash('true'));

  const wrong = all.flatMap(wrongWith);
  const recorded = new Map(records(installed).map(({ toolUseId, decision }) => [toolUseId, decision]));
  const promised = all.filter((run) => promiseOf(run) !== undefined);
  const lost = promised.filter((run) => recorded.get(useOf(run)) !== promiseOf(run));
  wrong.push(...lost.map((run) => `${useOf(run)} ended with ${run.status} and is recorded as ${recorded.get(useOf(run))}`));
  const verified = hookwarden(installed, 'audit', 'verify', '--full');
  if (verified.status !== 0) wrong.push(verified.stdout + verified.stderr);
  if (all.length !== count) wrong.push(`${count - all.length} runs have left no trace`);

  const counts = new Map<string, number>();
  for (const seen of all) countIn(counts, kindOf(seen));
  const answered = timesOf(all);
  const at = (part: number): number => percentile(answered, part);
  const lines = [
    ...[...counts].sort().map(([kind, many]) => `${kind}: ${many}`),
    `${promised.length} answers promised a record, ${lost.length} of them have none; ${wrong.length} things wrong in all`,
    verified.stdout.split('\n')[0] ?? '',
    `${all.length} runs, ${AT_ONCE} at a time, ${seconds} s; half within ${at(0.5)} ms, 99 % within ${at(0.99)} ms, the slowest ${at(1)} ms`,
  ];
  if (wrong.length === 0) installed.remove();
  return {
    tried: `${all.length} calls, ${counts.get('killed') ?? 0} of them killed`,
    lines,
    skipped: [],
    wrong: wrong.slice(0, MOST_TOLD),
  };
}
