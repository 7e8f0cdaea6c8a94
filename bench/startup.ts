// Times the installed command, audit commit included, against an empty Node on the same binary, in interleaved pairs.
// node bench/startup.ts [PAIRS]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from '../test/support/installed.ts';
import { percentile } from './statistics.ts';

const WARM_UP = 10;
const TARGET = 2.1;
const pairs = Number(process.argv[2] ?? 200);
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-bench-'));
const empty = join(folder, 'empty.cjs');
writeFileSync(empty, '');
const { launcher, remove } = install(join(folder, 'home'));

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

function time(command: string, args: readonly string[], input: string): number {
  const start = process.hrtime.bigint();
  const run = spawnSync(command, args, { input });
  const took = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.status !== 0) throw new Error(`${command} ended with ${run.status}: ${run.stderr}`);
  return took;
}

const nodes: number[] = [];
const hooks: number[] = [];
for (let i = -WARM_UP; i < pairs; i++) {
  const node = time(process.execPath, [empty], event(i));
  const hook = time(launcher, ['block', '--host', 'claude-code'], event(i));
  if (i < 0) continue;
  nodes.push(node);
  hooks.push(hook);
}
rmSync(folder, { recursive: true });
remove();

const row = (name: string, values: readonly number[]) =>
  console.log(
    `${name.padEnd(20)} p50 ${percentile(values, 0.5).toFixed(1).padStart(6)} ms   p95 ${percentile(values, 0.95).toFixed(1).padStart(6)} ms`,
  );
row('empty Node', nodes);
row('installed command', hooks);
const ratios = hooks.map((hook, i) => hook / (nodes[i] ?? hook));
console.log(
  `paired ratio         p50 ${percentile(ratios, 0.5).toFixed(2)}   p95 ${percentile(ratios, 0.95).toFixed(2)}   target ${TARGET} (${pairs} pairs)`,
);
