// Times the installed command, audit commit included, against an empty Node on the same binary, in interleaved pairs; with --beside also another
// guard, which npm installs into a folder that is removed afterwards and which keeps no durable record.
// node bench/startup.ts [PAIRS] [--beside]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchPackages } from '../scripts/fetch-packages.ts';
import { install } from '../test/support/installed.ts';
import { percentile } from './statistics.ts';
import { printTable } from './table.ts';

const WARM_UP = 10;
const TARGET = 1.75;
const OTHER = { name: 'cc-safety-net', version: '2.4.5', words: ['hook', '--claude-code'] };

const { values, positionals } = parseArgs({ options: { beside: { type: 'boolean', default: false } }, allowPositionals: true });
const pairs = Number(positionals[0] ?? 200);
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-bench-'));
const empty = join(folder, 'empty.cjs');
writeFileSync(empty, '');
const { launcher, remove } = install(join(folder, 'home'));

interface Contender {
  readonly name: string;
  readonly command: string;
  readonly words: readonly string[];
}

const node: Contender = { name: 'an empty Node', command: process.execPath, words: [empty] };
const itself: Contender = { name: 'the installed command', command: launcher, words: ['block', '--host', 'claude-code'] };
const contenders = [node, itself, ...(values.beside ? other() : [])];

/** Nothing where npm cannot fetch it, which is said. */
function other(): readonly Contender[] {
  const prefix = join(folder, 'other');
  const what = `${OTHER.name}@${OTHER.version}`;
  const fault = fetchPackages(prefix, { packages: [what], patienceMs: 60_000 });
  if (fault !== undefined) {
    console.log(`skipped: npm could not install ${what}: ${fault}`);
    return [];
  }
  return [{ name: what, command: process.execPath, words: [join(prefix, 'node_modules/.bin', OTHER.name), ...OTHER.words] }];
}

const event = (i: number) =>
  JSON.stringify({
    session_id: 'bench',
    transcript_path: join(folder, 'transcript.jsonl'),
    cwd: folder,
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'npm test -- --reporter=dot 2>&1 | tail -n 20', description: 'Run the tests' },
    tool_use_id: `call-${i}`,
  });

function time({ command, words }: Contender, input: string): number {
  const start = process.hrtime.bigint();
  const run = spawnSync(command, words, { input, env: { ...process.env, HOME: folder } });
  const took = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.status !== 0) throw new Error(`${command} ended with ${run.status}: ${run.stderr}`);
  return took;
}

const times = contenders.map((): number[] => []);
for (let i = -WARM_UP; i < pairs; i++) {
  const round = contenders.map((contender) => time(contender, event(i)));
  if (i >= 0) for (const [at, took] of round.entries()) times[at]?.push(took);
}
rmSync(folder, { recursive: true });
remove();

const ratiosTo = (floor: readonly number[], taken: readonly number[]): readonly number[] =>
  taken.map((took, i) => took / (floor[i] ?? took));
const [nodes = [], hooks = [], others] = times;
printTable([
  [`${pairs} rounds`, 'p50', 'p95', 'times an empty Node, p50', 'p95'],
  ...contenders.map(({ name }, at) => {
    const taken = times[at] ?? [];
    const ratios = ratiosTo(nodes, taken);
    const shown = (part: number) => `${percentile(taken, part).toFixed(1)} ms`;
    return [name, shown(0.5), shown(0.95), percentile(ratios, 0.5).toFixed(2), percentile(ratios, 0.95).toFixed(2)];
  }),
]);
console.log(`target: ${TARGET} times at most`);
if (others) {
  const part = percentile(ratiosTo(others, hooks), 0.5);
  console.log(
    `the installed command takes ${part.toFixed(2)} of the time of ${OTHER.name}, which keeps no durable record (p50 of the rounds)`,
  );
}
