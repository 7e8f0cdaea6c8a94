// Times the installed command with three policy layers and 500 rules of their own against the same command with none, in interleaved pairs.
// node bench/policy.ts [PAIRS]
// The managed layer lies in /etc: the bench runs itself in a mount namespace of its own, where it can; else it has two layers and says so.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Installed, install } from '../test/support/installed.ts';
import { percentile, upperBoundOfMedian } from './statistics.ts';

const INSIDE = '--inside';
const MANAGED = '/etc/hookwarden';
const RULES = 500;
const WARM_UP = 10;
const TARGET = 1.08;
const KINDS = ['git.push', 'file.delete', 'db.drop', 'net.upload', 'infra.destroy', 'package.publish', 'process.kill', 'file.write'];

const pairs = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 300);

function runInside(): boolean {
  const upper = mkdtempSync(join(tmpdir(), 'hookwarden-etc-'));
  const script =
    'mkdir "$1/up" "$1/work" && mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/up,workdir=$1/work" /etc && shift && exec "$@"';
  const words = ['-rm', 'sh', '-c', script, 'sh', upper, process.execPath, import.meta.filename, String(pairs), INSIDE];
  const done = spawnSync('unshare', words, { stdio: 'inherit' });
  rmSync(upper, { recursive: true, force: true });
  return done.status === 0;
}

function measure(managed: boolean): void {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-bench-'));
  const project = join(folder, 'project');
  mkdirSync(join(project, '.git'), { recursive: true });
  const without = install(join(folder, 'without'));
  const layered = install(join(folder, 'with'));
  const aside = join(folder, 'managed');
  const layers = [...(managed ? [aside] : []), layered.folders.config, join(project, '.hookwarden')];
  for (const [number, layer] of layers.entries()) writeLayer(layer, number, Math.floor(RULES / layers.length));
  if (managed) symlinkSync(aside, MANAGED);
  const ratios: number[] = [];
  const alone: number[] = [];
  const all: number[] = [];
  for (let i = -WARM_UP; i < pairs; i++) {
    // The managed layer would count for both.
    if (managed) rmSync(MANAGED);
    const before = time(without, folder, i);
    if (managed) symlinkSync(aside, MANAGED);
    const after = time(layered, project, i);
    if (i < 0) continue;
    alone.push(before);
    all.push(after);
    ratios.push(after / before);
  }
  for (const one of [without, layered]) one.remove();
  rmSync(folder, { recursive: true });
  const row = (name: string, values: readonly number[]) =>
    console.log(`${name.padEnd(28)} p50 ${percentile(values, 0.5).toFixed(1).padStart(6)} ms`);
  row('no layer', alone);
  row(`${layers.length} layers, ${RULES} rules`, all);
  console.log(
    `paired ratio                 p50 ${percentile(ratios, 0.5).toFixed(3)}   upper 95 % bound ${upperBoundOfMedian(ratios).toFixed(3)}   target ${TARGET} (${pairs} pairs)`,
  );
}

function writeLayer(folder: string, number: number, rules: number): void {
  mkdirSync(join(folder, 'rules'), { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, 'policy.yaml'), 'version: 1\nrules:\n  git.force-push: deny\n', { mode: 0o600 });
  const list = Array.from({ length: rules }, (_, i) => rule(`layer${number}.rule-${i}`, KINDS[i % KINDS.length] ?? 'exec', i));
  writeFileSync(join(folder, 'rules/own.yaml'), list.join(''), { mode: 0o600 });
}

function rule(id: string, kind: string, i: number): string {
  return `- id: ${id}\n  version: 1\n  status: stable\n  severity: medium\n  decision: ask\n  title: Rule ${i}\n  message: "{{program}} would touch {{operand}}."\n  tags: [attack.t1005]\n  when: { effect: ${kind}, value: ["**/kept-${i}/**"] }\n  examples: { match: [], pass: [] }\n`;
}

function time({ launcher }: Installed, cwd: string, i: number): number {
  const input = JSON.stringify({
    session_id: 'bench',
    cwd,
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'npm test -- --reporter=dot 2>&1 | tail -n 20' },
    tool_use_id: `call-${i}`,
  });
  const start = process.hrtime.bigint();
  const run = spawnSync(launcher, ['block', '--host', 'claude-code'], { input });
  const took = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.status !== 0) throw new Error(`the launcher ended with ${run.status}: ${run.stderr}`);
  return took;
}

if (process.argv.includes(INSIDE) || !runInside()) measure(process.argv.includes(INSIDE));
