import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/domain/json.ts';
import type { Installed } from './installed.ts';
import { bash } from './launch.ts';

const FORBIDDEN_OF = 8;
/** Every so many runs of a lane an empty Node is started, too: the machine is not equally quick all the time. */
const EMPTY_OF = 25;
const CALLS_OF_A_SESSION = 100;

/** One of them after the other. NUMBER and SESSION are replaced. */
const EVENTS: readonly JsonObject[] = [
  bash('rm -rf / # NUMBER'),
  bash('ls -la src # NUMBER'),
  bash('git status && git diff --stat HEAD~1 # NUMBER'),
  bash('grep -rn "TODO NUMBER" src | sort | head -20'),
  bash('npm test -- --grep NUMBER 2>&1 | tail -40'),
  bash('', { tool_name: 'Read', tool_input: { file_path: '/home/ada/shop/src/NUMBER.ts' } }),
  bash('', { tool_name: 'Write', tool_input: { file_path: '/home/ada/shop/src/NUMBER.ts', content: 'export const x = 1;\n'.repeat(50) } }),
  bash('', { tool_name: 'Grep', tool_input: { pattern: 'NUMBER', path: '/home/ada/shop' } }),
].map((event) => ({ ...event, session_id: 'SESSION', tool_use_id: 'run-NUMBER' }));

const isForbidden = (number: number): boolean => number % FORBIDDEN_OF === 0;

/** GNU's, which tells how much memory a program and whatever it started had at most. */
const TIME = '/usr/bin/time';
export const hasTime = (): boolean => spawnSync(TIME, ['-q', '-f', '%M', 'true']).status === 0;

/**
 * A lane makes its runs one after the other, in a shell: it costs hardly anything beside them. It writes a line
 * `NUMBER STATUS MICROSECONDS KILOBYTES WORDS` for each, and `empty 0 MICROSECONDS` for a Node that does nothing.
 */
const LANE = `#!/bin/bash
folder=$1 launcher=$2 node=$3 lane=$4 lanes=$5 first=$6 end=$7
mapfile -t events <"$folder/events"
exec 5>>"$folder/journal.$lane"
for (( number = first + lane; number < end; number += lanes )); do
  event=\${events[number % \${#events[@]}]}
  event=\${event//NUMBER/$number}
  event=\${event//SESSION/s$(( number / ${CALLS_OF_A_SESSION} ))}
  kilobytes=0
  begin=\${EPOCHREALTIME/[.,]/}
  if [[ -n $MEASURE ]]; then
    $MEASURE -q -o "$folder/$lane.memory" -f %M "$launcher" block --host claude-code <<<"$event" >"$folder/$lane.said" 2>&1
  else
    "$launcher" block --host claude-code <<<"$event" >"$folder/$lane.said" 2>&1
  fi
  status=$? took=$(( \${EPOCHREALTIME/[.,]/} - begin ))
  [[ -z $MEASURE ]] || read -r kilobytes <"$folder/$lane.memory"
  said=$(<"$folder/$lane.said")
  echo "$number $status $took $kilobytes \${said//$'\\n'/ }" >&5
  if (( (number - first) / lanes % ${EMPTY_OF} == 0 )); then
    begin=\${EPOCHREALTIME/[.,]/}
    "$node" "$folder/empty.cjs"
    echo "empty 0 $(( \${EPOCHREALTIME/[.,]/} - begin ))" >&5
  fi
done
`;

export interface Run {
  readonly number: number;
  readonly status: number;
  readonly ms: number;
  /** The most that was resident at once, in kilobytes; 0 where it could not be told. */
  readonly kilobytes: number;
  readonly said: string;
}

export interface Stretch {
  readonly runs: readonly Run[];
  /** What an empty Node took meanwhile, in milliseconds. */
  readonly empty: readonly number[];
}

/** Makes the runs from number `first` to before `end`, so many lanes at a time. */
export function soak(installed: Installed, lanes: number, first: number, end: number): Stretch {
  const folder = mkdtempSync(join(installed.home, 'soak-'));
  const file = (name: string): string => join(folder, name);
  writeFileSync(file('lane'), LANE);
  writeFileSync(file('empty.cjs'), '');
  writeFileSync(file('events'), EVENTS.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const line = ['-P', String(lanes), '-I', '{}', 'bash', file('lane'), folder, installed.launcher, process.execPath];
  const numbers = Array.from({ length: lanes }, (_, lane) => String(lane));
  spawnSync('xargs', [...line, '{}', String(lanes), String(first), String(end)], {
    input: numbers.join('\n'),
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { HOME: '/home/ada', PATH: process.env['PATH'], MEASURE: hasTime() ? TIME : '' },
  });
  const entries = numbers.flatMap((lane) =>
    readFileSync(file(`journal.${lane}`), 'utf8')
      .trimEnd()
      .split('\n'),
  );
  const isEmpty = (entry: string): boolean => entry.startsWith('empty ');
  return {
    runs: entries.filter((entry) => !isEmpty(entry)).map(runOf),
    empty: entries.filter(isEmpty).map((entry) => Number(entry.split(' ')[2]) / 1000),
  };
}

function runOf(entry: string): Run {
  const [number, status, microseconds, kilobytes, ...said] = entry.split(' ');
  return {
    number: Number(number),
    status: Number(status),
    ms: Number(microseconds) / 1000,
    kilobytes: Number(kilobytes),
    said: said.join(' '),
  };
}

/** Why a run was not answered as it must be; undefined where it was. */
export function wrongWith({ number, status, said }: Run): string | undefined {
  const right = isForbidden(number) ? status === 2 && said.includes('[filesystem.') : status === 0 && said === '';
  return right ? undefined : `run ${number} ended with ${status}: ${said}`;
}
