// How many recorded calls a second a scan judges with one thread and with two, and in how much memory, beside plain JSON.parse of the same lines.
// node bench/scan.ts [--corpus FILE.jsonl[.gz]] [--events 1000000]     each line a hook event, or the examples of the rules; built before: npm run build
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

async function scan(path: string, threads: number, count: (calls: number) => void): Promise<void> {
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
}

async function parse(path: string, count: (calls: number) => void): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    JSON.parse(line);
    count(1);
  }
}

const { values } = parseArgs({ options: { corpus: { type: 'string' }, events: { type: 'string', default: '1000000' } } });
const events = Number(values.events);
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-bench-'));
const log = join(folder, 'events.jsonl');
try {
  const lines = values.corpus === undefined ? ruleEvents('/home/ada/shop').map((one) => JSON.stringify(one)) : linesOf(values.corpus);
  repeat(lines, events, log);
  console.log(`${events} events               /s by the clock  /s of processor   most memory  after a tenth`);
  const rows: [string, Measured][] = [['JSON.parse, line by line', await measure(events, (count) => parse(log, count))]];
  for (const threads of [1, 2])
    rows.push([`scan, ${threads} thread${threads === 1 ? '' : 's'}`, await measure(events, (count) => scan(log, threads, count))]);
  for (const [name, { wall, cpu, most, early }] of rows)
    console.log(
      `${name.padEnd(28)} ${wall.toFixed(0).padStart(12)} ${cpu.toFixed(0).padStart(16)} ${`${most.toFixed(0)} MB`.padStart(13)} ${`${early.toFixed(0)} MB`.padStart(14)}`,
    );
} finally {
  rmSync(folder, { recursive: true });
}
