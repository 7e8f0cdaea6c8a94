// Times the audit log with many records: an append beside one in a short log, verifying all of it, a proof, a page of it, and its size.
// node bench/audit.ts [RECORDS]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consistencyProof, inclusionProof } from '../src/audit/proofs.ts';
import { verifyLog } from '../src/audit/verify.ts';
import { ownKey } from '../src/cli/audit-files.ts';
import { systemClock, systemRandom } from '../src/hook/machine.ts';
import { foldersOf } from '../src/state/folders.ts';
import { initialise } from '../src/state/initialise.ts';
import { openReader } from '../src/state/reader.ts';
import { openStore } from '../src/state/store.ts';
import { draft, type Filled, fillLog, START, unwrap } from './filled-log.ts';
import { percentile } from './statistics.ts';

const LARGE = Number(process.argv[2] ?? 1_000_000);
const SMALL = 1000;
const PAIRS = 300;

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function build(name: string, records: number): Filled {
  const home = join(folder, name);
  const folders = foldersOf({ HOOKWARDEN_HOME: home }, home, process.getuid?.());
  unwrap(initialise(folders, { random: systemRandom, now: START }));
  return fillLog(folders, records);
}

const timed = <T>(work: () => T): readonly [number, T] => {
  const start = process.hrtime.bigint();
  const value = work();
  return [Number(process.hrtime.bigint() - start) / 1e6, value];
};
const row = (name: string, text: string): void => console.log(`${name.padEnd(34)} ${text}`);

const [seconds, [small, large]] = timed(() => [build('small', SMALL), build('large', LARGE)] as const);
row('built', `${LARGE} records in ${(seconds / 1000).toFixed(0)} s`);
row('size', `${(statSync(large.options.database).size / LARGE).toFixed(0)} bytes a record`);

const stores = [small, large].map(({ options }) =>
  unwrap(openStore({ ...options, redact: { text: (text) => text, draft: (given) => given } })),
);
const [shorts, longs]: readonly [number[], number[]] = [[], []];
for (let i = 0; i < PAIRS; i++) {
  for (const [at, store] of stores.entries()) {
    const [took] = timed(() => unwrap(store.append({ ...draft(LARGE + i), time: systemClock.now() }, { rate: false })));
    (at === 0 ? shorts : longs).push(took);
  }
}
for (const store of stores) store.close();
const ratios = longs.map((long, i) => long / (shorts[i] ?? long));
row(`append at ${SMALL}`, `p50 ${percentile(shorts, 0.5).toFixed(3)} ms`);
row(
  `append at ${LARGE}`,
  `p50 ${percentile(longs, 0.5).toFixed(3)} ms, paired ratio p50 ${percentile(ratios, 0.5).toFixed(2)} (at most 1.2)`,
);

const { id } = large.installation;
const open = () => unwrap(openReader(large.options.database, id, 5000));
const reader = open();
const verifying = { key: ownKey(large.installation), installId: id };
const cli = join(import.meta.dirname, '../src/cli.ts');
const environment = { ...process.env, HOOKWARDEN_HOME: join(folder, 'large') };
// In a process of its own, as a person runs it: what has filled the log has left its garbage here.
const [took, verified] = timed(() =>
  spawnSync(process.execPath, [cli, 'audit', 'verify', '--full'], { env: environment, encoding: 'utf8' }),
);
if (verified.status !== 0) throw new Error(verified.stdout + verified.stderr);
row(
  'audit verify --full',
  `${Math.round(LARGE / took)},000 records a second by the clock, start of the command included (at least 200,000)`,
);
const found = verifyLog(reader, verifying);

const proofs = Array.from({ length: 200 }, (_, i) => timed(() => inclusionProof((i * 7919 * 631) % LARGE, LARGE, reader.nodeAt))[0]);
row('proof of a record', `p50 ${percentile(proofs, 0.5).toFixed(3)} ms, most ${Math.max(...proofs).toFixed(3)} ms (at most 5)`);
const ways = Array.from({ length: 200 }, (_, i) => timed(() => consistencyProof(((i * 7919 * 631) % LARGE) + 1, LARGE, reader.nodeAt))[0]);
row('proof from an older head', `p50 ${percentile(ways, 0.5).toFixed(3)} ms, most ${Math.max(...ways).toFixed(3)} ms`);
const lists = Array.from(
  { length: 20 },
  () =>
    timed(() => {
      const fresh = open();
      fresh.list(50);
      fresh.close();
    })[0],
);
row('newest 50, opened anew', `p50 ${percentile(lists, 0.5).toFixed(2)} ms, most ${Math.max(...lists).toFixed(2)} ms (at most 100)`);
const [again] = timed(() =>
  verifyLog(reader, {
    key: ownKey(large.installation),
    installId: id,
    verified: found.verified,
    sample: Array.from({ length: 1000 }, (_, i) => (i * 7919) % LARGE),
  }),
);
row('verify, verified before', `${again.toFixed(0)} ms`);
reader.close();
