import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { BUILTIN } from '../../../src/policy/builtin.ts';
import { unitScanner } from '../../../src/scan/unit.ts';
import { spoiledJson, spoiledText } from '../spoiled.ts';
import { must, type Target } from '../target.ts';

const LOGS = resolve(import.meta.dirname, '../../golden/scan/logs');
const LONGEST_LINE = 4000;
const LINES = 12;

/** The beginnings of real logs, without their longest lines. */
const logs = readdirSync(LOGS)
  .filter((name) => /\.jsonl?$/.test(name))
  .map((name) =>
    readFileSync(join(LOGS, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && line.length < LONGEST_LINE)
      .slice(0, LINES),
  )
  .filter((lines) => lines.length > 0);

/** Each line is whole or spoiled; sometimes the text as a whole is. */
const spoiledLog = (lines: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    {
      arbitrary: fc
        .tuple(...lines.map((line) => fc.oneof({ arbitrary: fc.constant(line), weight: 2 }, { arbitrary: spoiledJson([line]), weight: 3 })))
        .map((made) => made.join('\n')),
      weight: 3,
    },
    { arbitrary: spoiledText([lines.join('\n'), `[${lines.join(',')}]`]), weight: 1 },
  );

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'hookwarden-fuzz-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const scan = unitScanner({
  policy: BUILTIN,
  own: { folders: { state: '/none/state', config: '/none/config', runtime: '/none/run' }, program: '/none/program' },
  home: '/home/ada',
  rows: 'all',
});

async function check(input: string): Promise<void> {
  const path = join(folder, 'log.jsonl');
  writeFileSync(path, input);
  let calls = 0;
  const batches = scan({ path, modified: 1_800_000_000_000_000, named: true });
  for (let next = await batches.next(); ; next = await batches.next()) {
    if (next.done) break;
    calls += next.value.calls;
    must(next.value.rows.length === next.value.calls, 'rows and calls are not as many');
    for (const row of next.value.rows) must(JSON.stringify(row) !== '', 'a row that cannot be written');
  }
  must(calls <= input.length, 'more calls than characters');
}

export const transcripts: Target = { name: 'transcripts', inputs: fc.oneof(...logs.map(spoiledLog)), check };
