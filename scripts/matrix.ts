// Runs the process tests with each Node that is supported: `npm run test:matrix [FILE…]`. The binaries come from npm, each into a folder of
// its own that is kept; HOOKWARDEN_NODES names where. What cannot be fetched is said, and is no pass.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fetchPackages } from './fetch-packages.ts';
import { countsIn, describeCounts, type TestCounts } from './test-counts.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** The oldest that will do, and the newest of each line that is maintained. */
const VERSIONS = ['22.14.0', '22', '24', '26'];
const FETCH_MS = 300_000;
/** The tests help themselves with programs in TypeScript, which Node runs without being asked only from 22.18 on. */
const WITH_TYPES = '--experimental-strip-types --disable-warning=ExperimentalWarning';
/** Several runs may share the machine; what is tested here is the Node, not the time. */
const PATIENT = ['--testTimeout', '120000', '--hookTimeout', '120000'];

interface Outcome {
  /** Not where a file could not be read at all, so that none of its tests is counted. */
  readonly sound: boolean;
  readonly counts: TestCounts;
}

const say = (text: string): unknown => process.stderr.write(`${text}\n`);

/** The package that holds the binary for this machine, in which the package `node` looks for it. */
const PACKAGE = `${process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`;

/** A Node of this version, or undefined where it can be had from nowhere. */
function fetchNode(folder: string, version: string): string | undefined {
  const binary = join(folder, 'node_modules', PACKAGE, 'bin/node');
  say(`fetching Node ${version}`);
  const fault = fetchPackages(folder, { packages: [`${PACKAGE}@${version}`], patienceMs: FETCH_MS });
  if (!existsSync(binary)) say(fault ?? '');
  else if (fault !== undefined) say(`it cannot be asked for; what was fetched before is used: ${binary}`);
  return existsSync(binary) ? binary : undefined;
}

const nameOf = (binary: string): string => spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout.trim();

function testWith(binary: string, files: readonly string[]): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-nodes-'));
  const report = join(folder, 'tests.json');
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const words = [
    'run',
    '--project',
    'process',
    ...PATIENT,
    '--reporter',
    'dot',
    '--reporter',
    'json',
    '--outputFile.json',
    report,
    ...files,
  ];
  const environment = { ...process.env, PATH: [dirname(binary), process.env['PATH']].join(delimiter), NODE_OPTIONS: WITH_TYPES };
  const { status } = spawnSync(binary, [vitest, ...words], { cwd: ROOT, stdio: ['ignore', 2, 2], env: environment });
  const counts = countsIn(report);
  rmSync(folder, { recursive: true, force: true });
  return { sound: status === 0 && counts.passed > 0, counts };
}

const nodes = process.env['HOOKWARDEN_NODES'] ?? join(ROOT, '.scratch/nodes');
const files = process.argv.slice(2);
const rows = VERSIONS.map((version) => {
  const binary = fetchNode(join(nodes, version), version);
  if (binary === undefined) return { line: `${version.padEnd(10)} SKIPPED: it cannot be fetched here`, sound: false };
  const { sound, counts } = testWith(binary, files);
  return { line: `${version.padEnd(10)} ${nameOf(binary).padEnd(10)} ${sound ? 'sound' : 'FAILED'}: ${describeCounts(counts)}`, sound };
});
for (const { line } of rows) console.log(line);
process.exitCode = rows.every(({ sound }) => sound) ? 0 : 1;
