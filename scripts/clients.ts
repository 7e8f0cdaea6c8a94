// Fetches the real clients from npm, runs them wired against a model on this machine where nothing else can be reached, and writes what was
// seen into docs/hosts.md: `npm run test:clients [HOST…]`. HOOKWARDEN_CLIENTS names the folder that keeps them. See test/clients/README.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isObject, parseJson } from '../src/domain/json.ts';
import { CLIENTS, type Client } from '../test/clients/clients.ts';
import { type Observations, readTable, tableOf, withTable } from '../test/clients/table.ts';
import { fetchPackages } from './fetch-packages.ts';
import { countsIn, describeCounts, type TestCounts } from './test-counts.ts';

const ROOT = resolve(import.meta.dirname, '..');
const DOCUMENT = join(ROOT, 'docs/hosts.md');
const FETCH_MS = 900_000;

/** Only loopback is there, and root may read no more than its owner may: a folder without rights has to be closed. */
const ISOLATED = 'ip link set lo up && exec setpriv --bounding-set=-dac_override,-dac_read_search "$@"';
const NAMESPACES = [['-n'], ['-rn']] as const;

const say = (text: string): unknown => process.stderr.write(`${text}\n`);

/** The beginning of a command line that isolates the rest of it; undefined where this machine does not let us. */
function isolation(): readonly string[] | undefined {
  return NAMESPACES.map((flags) => ['unshare', ...flags, 'sh', '-c', ISOLATED, 'isolated']).find(
    ([program = '', ...args]) => spawnSync(program, [...args, 'true'], { stdio: 'ignore' }).status === 0,
  );
}

/** Whether it is there in the versions that are wanted. */
function isFetched(folder: string, { packages, program }: Client): boolean {
  const versionOf = (name: string): unknown => {
    const path = join(folder, 'node_modules', name, 'package.json');
    const read = existsSync(path) ? parseJson(readFileSync(path, 'utf8')) : undefined;
    return isObject(read) ? read['version'] : undefined;
  };
  return (
    existsSync(join(folder, 'node_modules', program)) && Object.entries(packages).every(([name, version]) => versionOf(name) === version)
  );
}

function fetchClient(folder: string, client: Client): boolean {
  if (isFetched(folder, client)) return true;
  const wanted = Object.entries(client.packages).map(([name, version]) => `${name}@${version}`);
  say(`fetching ${wanted.join(' ')}`);
  const fault = fetchPackages(folder, { packages: wanted, patienceMs: FETCH_MS });
  if (isFetched(folder, client)) return true;
  say(`skipped: ${client.title} cannot be fetched here: ${fault ?? ''}`);
  return false;
}

/** Runs the suite for these hosts behind what isolates it; 0 is a suite that passed. */
function observe(
  before: readonly string[],
  clients: string,
  hosts: readonly string[],
): { readonly status: number; readonly seen: Observations; readonly counts: TestCounts } {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-matrix-'));
  const table = join(folder, 'seen.json');
  const [program = '', ...isolated] = before;
  const vitest = [process.execPath, join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'process', '--reporter', 'verbose'];
  const report = join(folder, 'tests.json');
  const counted = ['--reporter', 'json', '--outputFile.json', report];
  const only = ['-t', `with the real (?:${hosts.join('|')})\\b`, 'test/clients'];
  const env = { ...process.env, HOOKWARDEN_TEST_CLIENTS: clients, HOOKWARDEN_TEST_TABLE: table };
  const done = spawnSync(program, [...isolated, ...vitest, ...counted, ...only], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const seen = existsSync(table) ? JSON.parse(readFileSync(table, 'utf8')) : {};
  const counts = countsIn(report);
  rmSync(folder, { recursive: true, force: true });
  return { status: done.status ?? 1, seen, counts };
}

function main(named: readonly string[]): number {
  const before = isolation();
  if (!before) {
    say('skipped: no network namespace with nothing but loopback can be made here; that takes Linux, unshare, setpriv and ip.');
    return 0;
  }
  const unknown = named.find((name) => !CLIENTS.some(({ host }) => host === name));
  if (unknown !== undefined) {
    say(`there is no client "${unknown}"; there are ${CLIENTS.map(({ host }) => host).join(', ')}`);
    return 3;
  }
  const clients = process.env['HOOKWARDEN_CLIENTS'] ?? join(tmpdir(), 'hookwarden-clients');
  const wanted = CLIENTS.filter(({ host }) => named.length === 0 || named.includes(host));
  const here = wanted.filter((client) => fetchClient(join(clients, client.host), client)).map(({ host }) => host);
  if (here.length === 0) return 0;
  const { status, seen, counts } = observe(before, clients, here);
  // The others' columns stay as they were; who could not be fetched has not been run.
  const document = readFileSync(DOCUMENT, 'utf8');
  const known = Object.entries(readTable(document) ?? {}).filter(([host]) => !wanted.some((client) => client.host === host));
  const table = tableOf({ ...Object.fromEntries(known), ...seen });
  writeFileSync(DOCUMENT, withTable(document, table));
  process.stdout.write(`${table}\n${describeCounts(counts)}\n`);
  return status;
}

process.exitCode = main(process.argv.slice(2));
