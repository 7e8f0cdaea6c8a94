// How many recorded calls a second a scan judges with one thread and with two, and in how much memory, beside plain JSON.parse of the same lines.
// node bench/scan.ts [--corpus FILE.jsonl[.gz]] [--events 1000000]     each line a hook event, or the examples of the rules; built before: npm run build
import { spawnSync } from 'node:child_process';
import { closeSync, createReadStream, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { localFolders, programFolder } from '../src/cli/machine.ts';
import { scanInThreads } from '../src/scan/engine.ts';
import { planUnits } from '../src/scan/plan.ts';
import { ruleEvents } from '../test/support/rule-events.ts';

interface Measured {
  readonly wall: number;
  readonly cpu: number;
  /** Megabytes: the most that the whole process held. */
  readonly most: number;
  /** And what it held after a tenth of the work. */
  readonly early: number;
}

function linesOf(path: string): readonly string[] {
  const bytes = readFileSync(path);
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8').trim().split('\n');
}

/** Writes the lines again and again until there are so many events. */
function repeat(lines: readonly string[], events: number, into: string): void {
  const file = openSync(into, 'w');
  for (let left = events; left > 0; left -= lines.length) writeSync(file, `${lines.slice(0, left).join('\n')}\n`);
  closeSync(file);
}

async function measure(events: number, work: (count: (calls: number) => void) => Promise<unknown>): Promise<Measured> {
  let [most, early, done] = [0, 0, 0];
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
    if (done < events / 10) early = most;
  }, 100);
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  await work((calls) => {
    done += calls;
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(timer);
  return { wall: events / seconds, cpu: events / ((user + system) / 1e6), most: most / 1e6, early: early / 1e6 };
}

const scanIn =
  (threads: number) =>
  async (path: string, count: (calls: number) => void): Promise<void> => {
    const source = { path, bytes: statSync(path).size, modified: Date.now() * 1000, named: true };
    const planned = await planUnits([source], { of: 1, take: 0 }, threads);
    const own = { folders: localFolders(), program: programFolder() };
    const listener = {
      onRows: () => undefined,
      onSource: () => undefined,
      onProgress: ({ calls }: { readonly calls: number }) => count(calls),
    };
    const worker = resolve(import.meta.dirname, '../dist/scan-worker.mjs');
    const { total } = await scanInThreads(worker, threads, planned, { policy: { layers: [] }, own, rows: 'found' }, listener);
    if (total.calls === 0) throw new Error('no line is a hook event');
  };

async function parse(path: string, count: (calls: number) => void): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    JSON.parse(line);
    count(1);
  }
}

/** Each in a process of its own, so that none is charged for the memory of another. */
const KINDS = { 'JSON.parse, line by line': parse, 'scan, 1 thread': scanIn(1), 'scan, 2 threads': scanIn(2) } as const;

function measureApart(name: string, log: string, events: number): Measured {
  const options = ['--only', name, '--log', log, '--events', String(events)];
  const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
  return JSON.parse(stdout);
}

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    events: { type: 'string', default: '1000000' },
    only: { type: 'string' },
    log: { type: 'string' },
  },
});
const events = Number(values.events);
const only = Object.entries(KINDS).find(([name]) => name === values.only)?.[1];
const path = values.log;
if (only && path !== undefined) console.log(JSON.stringify(await measure(events, (count) => only(path, count))));
else {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-bench-'));
  const log = join(folder, 'events.jsonl');
  try {
    const lines = values.corpus === undefined ? ruleEvents('/home/ada/shop').map((one) => JSON.stringify(one)) : linesOf(values.corpus);
    repeat(lines, events, log);
    console.log(`${events} events               /s by the clock  /s of processor   most memory  after a tenth`);
    for (const name of Object.keys(KINDS)) {
      const { wall, cpu, most, early } = measureApart(name, log, events);
      console.log(
        `${name.padEnd(28)} ${wall.toFixed(0).padStart(12)} ${cpu.toFixed(0).padStart(16)} ${`${most.toFixed(0)} MB`.padStart(13)} ${`${early.toFixed(0)} MB`.padStart(14)}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
