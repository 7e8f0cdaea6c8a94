// Whether a call gets dearer with what has gathered: the installed command with a long log, many rules and many keys beside one with few of each,
// in interleaved pairs.
// node bench/growth.ts [PAIRS] [--most RECORDS]
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../src/hook/machine.ts';
import { createKeyWithin, openAdmin } from '../src/state/admin.ts';
import { type Installed, install } from '../test/support/installed.ts';
import { fillLog, unwrap } from './filled-log.ts';
import { writeLayer } from './own-rules.ts';
import { percentile, upperBoundOfMedian } from './statistics.ts';
import { printTable } from './table.ts';
import { timedCall } from './timed-call.ts';

const WARM_UP = 5;
const { values, positionals } = parseArgs({ options: { most: { type: 'string', default: '1000000' } }, allowPositionals: true });
const pairs = Number(positionals[0] ?? 100);
const most = Number(values.most);

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const project = join(folder, 'project');
mkdirSync(join(project, '.git'), { recursive: true });

interface Size {
  readonly records?: number;
  readonly rules?: number;
  readonly keys?: number;
}

function installed(name: string, { records = 0, rules = 0, keys = 0 }: Size): Installed {
  const made = install(join(folder, name));
  if (rules > 0) writeLayer(made.folders.config, rules);
  const { options, installation } = fillLog(made.folders, records);
  if (keys > 0) {
    const admin = unwrap(openAdmin({ ...options, pepper: installation.pepper }));
    for (let from = 0; from < keys; from += 1000) unwrap(admin.transact((log) => createMany(log, Math.min(1000, keys - from))));
    admin.close();
  }
  return made;
}

function createMany(log: Parameters<typeof createKeyWithin>[0], count: number): ReturnType<typeof createKeyWithin> {
  let made = createKeyWithin(log, { principal: 'local' }, systemClock.now());
  for (let i = 1; i < count && made.ok; i++) made = createKeyWithin(log, { principal: 'local' }, systemClock.now());
  return made;
}

function compare(name: string, small: Size, large: Size): readonly string[] {
  const [few, many] = [installed(`${name} few`, small), installed(`${name} many`, large)];
  const [shorts, longs]: readonly [number[], number[]] = [[], []];
  for (let i = -WARM_UP; i < pairs; i++) {
    const [before, after] = [timedCall(few.launcher, project, i), timedCall(many.launcher, project, i)];
    if (i < 0) continue;
    shorts.push(before);
    longs.push(after);
  }
  for (const one of [few, many]) one.remove();
  const ratios = longs.map((long, i) => long / (shorts[i] ?? long));
  const times = [shorts, longs].map((times) => `${percentile(times, 0.5).toFixed(1)} ms`);
  return [name, ...times, percentile(ratios, 0.5).toFixed(3), upperBoundOfMedian(ratios).toFixed(3)];
}

const thousands = (count: number): string => count.toLocaleString('en');
const lengths = [100_000, 1_000_000].filter((records) => records <= most);
if (most < 1_000_000) console.log(`not done: a log of ${thousands(1_000_000)} records, which takes minutes to fill (--most 1000000)`);
printTable([
  [`${pairs} pairs`, 'few, p50', 'many, p50', 'ratio, p50', 'upper 95 % bound'],
  ...lengths.map((records) => compare(`1,000 records, ${thousands(records)}`, { records: 1000 }, { records })),
  compare('10 rules of one’s own, 1,000', { rules: 10 }, { rules: 1000 }),
  compare('1 key, 10,000', {}, { keys: 10_000 }),
]);
