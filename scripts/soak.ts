// Runs the installed launcher 30,000 times, 8 at a time, and looks whether anything grows: `npm run test:soak [-- --runs N]`. See docs/testing.md.
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { percentile } from '../bench/statistics.ts';
import { hookwarden, type Installed, install, useFastKey } from '../test/support/installed.ts';
import { hasTime, type Stretch, soak, wrongWith } from '../test/support/soak.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '30000' }, lanes: { type: 'string', default: '8' } } });

const PARTS = 10;
/** What the last tenth may take of the first: of time against an empty Node meanwhile, of memory, of bytes for each record. */
const MOST = { 'time against an empty Node': 1.2, 'resident memory': 1.05, 'bytes of the state for each record': 1.25 } as const;

/** With fewer runs the tenths are too short to be compared: they are printed only. */
const JUDGED_FROM = 2000;

/** Without the write-ahead log and its like, whose length goes up and down. */
const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/-(?:wal|shm|journal)$/.test(name))
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, found) => sum + (found?.isFile() ? found.size : 0), 0);

interface Part extends Stretch {
  readonly bytes: number;
  readonly seconds: number;
}

function parts(installed: Installed, count: number, lanes: number): readonly Part[] {
  return Array.from({ length: PARTS }, (_, part) => {
    const [first, end] = [Math.floor((part * count) / PARTS), Math.floor(((part + 1) * count) / PARTS)];
    const before = bytesIn(installed.folders.state);
    const begin = performance.now();
    const stretch = soak(installed, lanes, first, end);
    const seconds = (performance.now() - begin) / 1000;
    return { ...stretch, seconds, bytes: (bytesIn(installed.folders.state) - before) / (end - first) };
  });
}

const timesOf = ({ runs }: Stretch): number[] => runs.map(({ ms }) => ms);
const medianOf = (numbers: readonly number[]): number => percentile(numbers, 0.5);

const MEASURES: Readonly<Record<keyof typeof MOST, (part: Part) => number>> = {
  'time against an empty Node': (part) => medianOf(timesOf(part)) / medianOf(part.empty),
  'resident memory': ({ runs }) => medianOf(runs.map(({ kilobytes }) => kilobytes)),
  'bytes of the state for each record': ({ bytes }) => bytes,
};

/** Each measure in the last tenth against the first, and what of it is too much. */
function growth(all: readonly Part[]): { readonly lines: readonly string[]; readonly wrong: readonly string[] } {
  const [first, last] = [all.at(0), all.at(-1)];
  const lines: string[] = [];
  const wrong: string[] = [];
  for (const [name, most] of Object.entries(MOST)) {
    if (name === 'resident memory' && !hasTime()) {
      lines.push('resident memory: skipped, there is no /usr/bin/time of GNU here');
      continue;
    }
    const measure = Object.entries(MEASURES).find(([other]) => other === name)?.[1];
    if (!first || !last || !measure) continue;
    const ratio = measure(last) / measure(first);
    lines.push(
      `${name}: ${measure(first).toFixed(2)} at first, ${measure(last).toFixed(2)} at last, ratio ${ratio.toFixed(3)} (at most ${most})`,
    );
    // Not `>`: what is no number is no success.
    if (!(ratio <= most)) wrong.push(`${name} has grown by ${ratio.toFixed(3)}`);
  }
  return { lines, wrong };
}

function main(count: number, lanes: number): number {
  const installed = install(mkdtempSync(join(tmpdir(), 'hookwarden-soak-')));
  useFastKey(installed);
  soak(installed, lanes, count, count + 4 * lanes);
  const all = parts(installed, count, lanes);
  const runs = all.flatMap((part) => part.runs);
  const verified = hookwarden(installed, 'audit', 'verify', '--full');
  const grown = growth(all);
  const wrong = [
    ...runs.map(wrongWith).filter((problem) => problem !== undefined),
    ...(runs.length === count ? [] : [`${count - runs.length} runs have left no trace`]),
    ...(verified.status === 0 ? [] : [verified.stdout + verified.stderr]),
    ...(count < JUDGED_FROM ? [] : grown.wrong),
  ];
  const lines = [
    'tenth    seconds   p50 ms   p99 ms   most ms   empty ms   p50 MB   most MB   bytes a record',
    ...all.map((part, at) =>
      [
        [at + 1, 5],
        [part.seconds.toFixed(0), 11],
        [medianOf(timesOf(part)).toFixed(1), 9],
        [percentile(timesOf(part), 0.99).toFixed(1), 9],
        [Math.max(...timesOf(part)).toFixed(0), 10],
        [medianOf(part.empty).toFixed(1), 11],
        [(medianOf(part.runs.map(({ kilobytes }) => kilobytes)) / 1024).toFixed(1), 9],
        [(Math.max(...part.runs.map(({ kilobytes }) => kilobytes)) / 1024).toFixed(1), 10],
        [part.bytes.toFixed(0), 17],
      ]
        .map(([cell, width]) => String(cell).padStart(Number(width)))
        .join(''),
    ),
    ...grown.lines,
    verified.stdout.split('\n')[0],
    ...wrong.slice(0, 50).map((problem) => `WRONG: ${problem}`),
    `${runs.length} runs, ${lanes} at a time, ${all.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(0)} s; ${wrong.length} wrong`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (wrong.length === 0) installed.remove();
  return wrong.length === 0 ? 0 : 1;
}

const [runs, lanes] = [Number(values.runs), Number(values.lanes)];
if (!Number.isSafeInteger(runs) || !Number.isSafeInteger(lanes) || lanes < 1 || runs < PARTS * lanes) {
  process.stderr.write(`--lanes is at least 1, and --runs at least ${PARTS} for each of them.\n`);
  process.exit(1);
}
process.exit(main(runs, lanes));
