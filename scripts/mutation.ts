// Holds the tests against changes of the code: `npm run test:mutation [FOLDER…|FILE…]`, every folder of scripts/mutation-folders.ts without one.
// Stryker is fetched into a folder that is kept, beside what the last run has found, so that the next one tries only what has changed. Writes
// docs/mutation.md. Ends with 1 where a score is below the least. A folder takes from minutes to an hour.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fetchPackages } from './fetch-packages.ts';
import { MUTATED, type Mutated } from './mutation-folders.ts';
import { countsOf, mutationPage, RESULTS, type Results, recordedResults, reportSchema, scoreOf } from './mutation-page.ts';

const ROOT = resolve(import.meta.dirname, '..');
const VERSION = '10.1.1';
const LEAST_SCORE = 80;
const FETCH_MS = 300_000;
/** Below the project, so that everything in it finds the project's packages. */
const KEPT = '.scratch/mutation';
const PROGRAMS = join(ROOT, KEPT, 'stryker');

const say = (text: string): unknown => process.stderr.write(`${text}\n`);
const stop = (text: string): never => {
  say(text);
  process.exit(2);
};

/** Where Stryker's package of this name lies. */
const packageOf = (name: string): string => join(PROGRAMS, 'node_modules/@stryker-mutator', name);

function isFetched(): boolean {
  const manifest = join(packageOf('vitest-runner'), 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === VERSION;
}

function fetchStryker(): void {
  if (isFetched()) return;
  say(`fetching Stryker ${VERSION}`);
  const packages = ['core', 'vitest-runner'].map((name) => `@stryker-mutator/${name}@${VERSION}`);
  // Vitest is the project's own.
  const fault = fetchPackages(PROGRAMS, { packages, patienceMs: FETCH_MS, options: ['--legacy-peer-deps'] });
  if (fault !== undefined) stop(`Stryker cannot be fetched: ${fault}`);
}

const fileOf = (folder: string, kind: string): string => join(KEPT, `${folder.replaceAll('/', '-')}.${kind}.json`);

/** `part` is the folder, or a file in it. */
function configurationOf(folder: string, part: string): object {
  return {
    plugins: [join(packageOf('vitest-runner'), 'dist/src/index.js')],
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutation.config.ts', related: false },
    coverageAnalysis: 'perTest',
    // It knows no TypeScript as new as ours: the tests are run, not compiled.
    tsconfigFile: 'none.json',
    mutate: [part === folder ? `src/${folder}/**/*.ts` : `src/${part}`],
    ignorePatterns: ['.scratch', 'bench', 'coverage', 'docs', 'man', 'plugins'],
    tempDirName: join(KEPT, 'sandbox'),
    symlinkNodeModules: false,
    concurrency: 1,
    // A busy machine is not a program that does not end.
    timeoutMS: 30_000,
    timeoutFactor: 4,
    incremental: true,
    incrementalFile: fileOf(folder, 'known'),
    reporters: ['progress-append-only', 'clear-text'],
    clearTextReporter: { logTests: false },
  };
}

/** Only what was killed stays known: Stryker would not try a survivor again where a new test reaches it as the program is loaded. */
function forgetSurvivors(path: string, part: string): void {
  if (!existsSync(path)) return;
  const known = reportSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  for (const [name, file] of Object.entries(known.files))
    if (name.startsWith(`src/${part}`)) file.mutants = file.mutants.filter(({ status }) => status === 'Killed');
  writeFileSync(path, JSON.stringify(known));
}

/** What is known of the folder after the run, of parts that were tried before, too. */
function run({ folder, tests }: Mutated, part: string): Results {
  say(`src/${part}`);
  const configuration = join(ROOT, fileOf(folder, 'configuration'));
  const known = join(ROOT, fileOf(folder, 'known'));
  forgetSurvivors(known, part);
  writeFileSync(configuration, JSON.stringify(configurationOf(folder, part)));
  const environment = { ...process.env, HOOKWARDEN_MUTATION_TESTS: tests.join(' ') };
  const words = [join(packageOf('core'), 'bin/stryker.js'), 'run', configuration];
  const { status } = spawnSync(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 2, 2], env: environment });
  if (status !== 0) stop(`The mutation tests of src/${part} did not end; what stands above says why.`);
  const date = new Date().toISOString().slice(0, 10);
  const files = globSync(`src/${folder}/**/*.ts`, { cwd: ROOT }).length;
  return { [folder]: countsOf(reportSchema.parse(JSON.parse(readFileSync(known, 'utf8'))), files, date) };
}

/** A folder that has mutation tests, and which part of it is asked for. */
function chosen(argument: string): { readonly mutated: Mutated; readonly part: string } {
  const part = argument.replace(/^src\/|\/$/g, '');
  const mutated = MUTATED.find(({ folder }) => part === folder || (part.startsWith(`${folder}/`) && existsSync(join(ROOT, 'src', part))));
  return mutated
    ? { mutated, part }
    : stop(`There are no mutation tests of ${argument}. There are of: ${MUTATED.map(({ folder }) => folder).join(', ')}.`);
}

const named = process.argv.slice(2);
const parts = named.length > 0 ? named.map(chosen) : MUTATED.map((mutated) => ({ mutated, part: mutated.folder }));

fetchStryker();
let sound = true;
for (const { mutated, part } of parts) {
  const found = run(mutated, part);
  const results: Results = { ...recordedResults(), ...found };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(ROOT, 'docs/mutation.md'), mutationPage(results));
  for (const [folder, counts] of Object.entries(found)) {
    const score = scoreOf(counts);
    sound &&= score >= LEAST_SCORE;
    console.log(
      `${folder.padEnd(16)} ${counts.killed} of ${counts.mutants} killed: ${score.toFixed(1)} %${score < LEAST_SCORE ? ' FAILED' : ''}`,
    );
  }
}
process.exitCode = sound ? 0 : 1;
