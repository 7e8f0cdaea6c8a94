// Times the installed command with three policy layers and 500 rules of their own against the same command with none, in interleaved pairs.
// node bench/policy.ts [PAIRS]
// The managed layer lies in /etc: the bench runs itself in a mount namespace of its own, where it can; else it has two layers and says so.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from '../test/support/installed.ts';
import { writeLayer } from './own-rules.ts';
import { percentile, upperBoundOfMedian } from './statistics.ts';
import { timedCall } from './timed-call.ts';

const INSIDE = '--inside';
const MANAGED = '/etc/hookwarden';
const RULES = 500;
const WARM_UP = 10;
const TARGET = 1.08;

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
  for (const [number, layer] of layers.entries()) writeLayer(layer, Math.floor(RULES / layers.length), `layer${number}`);
  if (managed) symlinkSync(aside, MANAGED);
  const ratios: number[] = [];
  const alone: number[] = [];
  const all: number[] = [];
  for (let i = -WARM_UP; i < pairs; i++) {
    // The managed layer would count for both.
    if (managed) rmSync(MANAGED);
    const before = timedCall(without.launcher, folder, i);
    if (managed) symlinkSync(aside, MANAGED);
    const after = timedCall(layered.launcher, project, i);
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

if (process.argv.includes(INSIDE) || !runInside()) measure(process.argv.includes(INSIDE));
