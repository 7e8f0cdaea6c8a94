// How many commands a second one warm process judges, beside plain JSON.parse of the same lines.
// node bench/corpus.ts --corpus FILE.jsonl.gz [--passes N]     each line {"command", "cwd"?, "home"?}
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { createJudge } from '../src/cli/judge.ts';
import { percentile } from './statistics.ts';

function readLines(path: string): readonly string[] {
  return gunzipSync(readFileSync(path))
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}

interface Rate {
  readonly wall: number;
  readonly cpu: number;
}

/** Lines a second, by the clock and by the processor time of all threads, the collector's and the compiler's included. */
function rateOf(lines: readonly string[], work: (line: string) => unknown): Rate {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  for (const line of lines) work(line);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  return { wall: lines.length / seconds, cpu: lines.length / ((user + system) / 1e6) };
}

/**
 * One half of the lines warms the process up, so that the other half tells what lines cost that it has never seen; in the passes after that
 * nothing is new. Nothing is kept of a line itself, but what is known of a path or of the disk is.
 */
function compare(lines: readonly string[], passes: number): void {
  const judge = createJudge({});
  const [known, unseen] = [0, 1].map((half) => lines.filter((_, at) => at % 2 === half));
  const cold = rateOf(known ?? [], judge);
  for (let pass = 0; pass < passes; pass++) rateOf(known ?? [], judge);
  const fresh = rateOf(unseen ?? [], judge);
  const warm = Array.from({ length: passes }, () => rateOf(lines, judge));
  const parsed = Array.from({ length: passes }, () => rateOf(lines, (line) => JSON.parse(line)));
  const parse = best(parsed);
  console.log(`${lines.length} commands              /s by the clock  /s of processor  times JSON.parse`);
  for (const [name, rate] of [
    ['JSON.parse', parse],
    ['first half, cold', cold],
    ['second half, unseen', fresh],
    ['warm, median pass', median(warm)],
    ['warm, best pass', best(warm)],
  ] as const)
    console.log(`${name.padEnd(24)} ${shown(rate.wall)} ${shown(rate.cpu)} ${(parse.wall / rate.wall).toFixed(1).padStart(16)}`);
}

const at =
  (part: number) =>
  (rates: readonly Rate[]): Rate => ({
    wall: percentile(
      rates.map(({ wall }) => wall),
      part,
    ),
    cpu: percentile(
      rates.map(({ cpu }) => cpu),
      part,
    ),
  });
const median = at(0.5);
const best = at(1);

const shown = (rate: number): string => Math.round(rate).toLocaleString('en').padStart(16);

const { values } = parseArgs({ options: { corpus: { type: 'string' }, passes: { type: 'string', default: '10' } } });
if (values.corpus === undefined) console.log('skipped: say which commands to judge, with --corpus FILE.jsonl.gz');
else compare(readLines(values.corpus), Number(values.passes));
