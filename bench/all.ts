// Runs every bench and keeps what they say with the facts of the machine in bench/results/: `npm run bench [-- --corpus FILE.jsonl.gz]`
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { VERSION } from '../src/domain/version.ts';

const { values } = parseArgs({ options: { corpus: { type: 'string' } } });

/** All of them within five minutes on two idle cores; each by itself does more where it is told to. */
const BENCHES: readonly (readonly [what: string, ...words: readonly string[]])[] = [
  ['The installed command beside an empty Node', 'startup.ts', '100', '--beside'],
  ['Stages', 'pipeline.ts', '300'],
  ['Commands of the shell', 'shell.ts', '100'],
  ['Rules', 'rules.ts', '1000'],
  ['Three layers of policy', 'policy.ts', '60'],
  ['The audit log', 'audit.ts', '100000'],
  ['What has gathered', 'growth.ts', '40', '--most', '100000'],
  ['Capabilities', 'capabilities.ts', '100'],
  ['Commands in one process', 'corpus.ts', ...(values.corpus === undefined ? [] : ['--corpus', values.corpus, '--passes', '3'])],
  ['A scan of recorded calls', 'scan.ts', '--events', '100000', ...(values.corpus === undefined ? [] : ['--corpus', values.corpus])],
];
/** What takes longer runs on a machine that others keep busy: its figures would tell of them. */
const MOST_MS = 180_000;

const machine = [
  `hookwarden ${VERSION}, Node ${process.version}, ${process.platform} ${process.arch}`,
  `${cpus().length} × ${cpus()[0]?.model ?? 'a processor that does not say what it is'}, ${Math.round(totalmem() / 1e9)} GB`,
];
const loadNow = (): string => (loadavg()[0] ?? 0).toFixed(1);

const began = performance.now();
const parts = [machine.join('\n')];
let failed = 0;
for (const [what, file = '', ...words] of BENCHES) {
  const load = loadNow();
  const start = performance.now();
  const script = join(import.meta.dirname, file);
  const done = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8', timeout: MOST_MS, killSignal: 'SIGKILL' });
  const ended = done.status === 0;
  if (!ended) failed++;
  const why = done.signal === null ? done.stderr.trim() : `it was stopped after ${MOST_MS / 1000} s`;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const part = `## ${what}: bench/${[file, ...words.filter((word) => word !== values.corpus)].join(' ')} (${seconds} s, load ${load})\n\n${ended ? done.stdout.trim() : `FAILED: ${why}`}`;
  console.log(`${part}\n`);
  parts.push(part);
}
const results = join(import.meta.dirname, 'results');
mkdirSync(results, { recursive: true });
const path = join(results, `${new Date().toISOString().slice(0, 10)}-node${process.versions.node.split('.')[0]}.txt`);
writeFileSync(path, `${parts.join('\n\n')}\n`);
console.log(
  `${BENCHES.length - failed} of ${BENCHES.length} benches in ${((performance.now() - began) / 1000).toFixed(0)} s; kept in ${path}`,
);
process.exitCode = failed > 0 ? 1 : 0;
