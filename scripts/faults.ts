// Hurts the installed launcher in every way that it must survive: `npm run test:faults [-- SUITE…] [--runs N] [--only WORD]`. See docs/testing.md.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { OWN_MOUNTS } from '../test/support/conditions/disk.ts';
import { calls } from './faults/calls.ts';
import { conditions } from './faults/conditions.ts';
import { kills } from './faults/kills.ts';
import type { Report } from './faults/report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    workers: { type: 'string', default: '2' },
    runs: { type: 'string', default: '6400' },
    only: { type: 'string', default: '' },
  },
});

const SUITES: Readonly<Record<string, () => Report | Promise<Report>>> = {
  conditions: () => conditions(values.only),
  calls: () => calls(Number(values.workers)),
  kills: () => kills(Number(values.runs)),
};

/** Everything once more where what is mounted is seen by nobody else and goes with it; undefined where that cannot be had. */
function withOwnMounts(): number | undefined {
  if (process.env[OWN_MOUNTS] !== undefined) return undefined;
  const options = ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];
  const environment = { ...process.env, [OWN_MOUNTS]: '1' };
  if (spawnSync('unshare', [...options, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status !== 0) return undefined;
  return spawnSync('unshare', [...options, process.execPath, ...process.argv.slice(1)], { stdio: 'inherit', env: environment }).status ?? 1;
}

async function main(): Promise<number> {
  const names = positionals.length > 0 ? positionals : Object.keys(SUITES);
  const unknown = names.find((name) => !Object.hasOwn(SUITES, name));
  if (unknown !== undefined) {
    process.stderr.write(`There is no suite ${unknown}; there are ${Object.keys(SUITES).join(', ')}.\n`);
    return 1;
  }
  if (![values.workers, values.runs].every((text) => Number.isSafeInteger(Number(text)) && Number(text) > 0)) {
    process.stderr.write('--workers and --runs are whole numbers above 0.\n');
    return 1;
  }
  const begin = performance.now();
  const reports: Report[] = [];
  for (const name of names) {
    const report = await SUITES[name]?.();
    if (!report) continue;
    reports.push(report);
    const more = [...report.skipped.map((what) => `skipped: ${what}`), ...report.wrong.map((what) => `WRONG: ${what}`)];
    process.stdout.write(`${[`${name}:`, ...report.lines, ...more].join('\n')}\n\n`);
  }
  const [skipped, wrong] = [reports.flatMap((report) => report.skipped), reports.flatMap((report) => report.wrong)];
  const tried = reports.map((report) => report.tried).join(', ');
  const seconds = Math.round((performance.now() - begin) / 1000);
  process.stdout.write(`${tried}; ${skipped.length} skipped, ${wrong.length} wrong, ${seconds} s\n`);
  return wrong.length === 0 ? 0 : 1;
}

process.exit(withOwnMounts() ?? (await main()));
