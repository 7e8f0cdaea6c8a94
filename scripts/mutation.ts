// Holds the tests against changes of the code: `npm run test:mutation [FOLDER…|GLOB…]`, every folder of scripts/mutation-folders.ts without one.
// Stryker is fetched into a folder that is kept, beside what the last run has found, so that the next one tries only what has changed. Writes
// docs/mutation.md. Ends with 1 where a score is below the least. A folder takes from minutes to an hour.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fetchPackages } from './fetch-packages.ts';
import { MUTATED, type Mutated } from './mutation-folders.ts';
import { countsOf, mutationPage, RESULTS, type Report, type Results, recordedResults, reportSchema, scoreOf } from './mutation-page.ts';

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

const STRYKER = join(PROGRAMS, 'node_modules/@stryker-mutator/core');

function isFetched(): boolean {
  const manifest = join(STRYKER, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === VERSION;
}

function fetchStryker(): void {
  if (isFetched()) return;
  say(`fetching Stryker ${VERSION}`);
  const fault = fetchPackages(PROGRAMS, { packages: [`@stryker-mutator/core@${VERSION}`], patienceMs: FETCH_MS });
  if (fault !== undefined) stop(`Stryker cannot be fetched: ${fault}`);
}

const fileOf = (folder: string, kind: string): string => join(KEPT, `${folder.replaceAll('/', '-')}.${kind}.json`);
const filesOf = (pattern: string): readonly string[] => globSync(pattern, { cwd: ROOT });
const filesIn = (folder: string): readonly string[] => filesOf(`src/${folder}/**/*.ts`);

/** Each choice of files has a report of its own: runs side by side do not overwrite what the other has found. */
function knownOf(folder: string, files: readonly string[]): string {
  if (files.length === filesIn(folder).length) return fileOf(folder, 'known');
  return fileOf(folder, `known-${createHash('sha256').update(files.toSorted().join()).digest('hex').slice(0, 12)}`);
}

function configurationOf(files: readonly string[], known: string): object {
  return {
    plugins: [join(ROOT, 'scripts/mutation-runner.ts')],
    testRunner: 'memory',
    coverageAnalysis: 'perTest',
    // It knows no TypeScript as new as ours: the tests are run, not compiled.
    tsconfigFile: 'none.json',
    mutate: files,
    ignorePatterns: ['.scratch', 'bench', 'coverage', 'man', 'plugins'],
    tempDirName: join(KEPT, 'sandbox'),
    symlinkNodeModules: false,
    concurrency: 1,
    // The runner has a limit of its own, in time of a processor: a busy machine is not a program that does not end.
    timeoutMS: 60_000,
    timeoutFactor: 4,
    incremental: true,
    incrementalFile: known,
    reporters: ['progress-append-only', 'clear-text'],
    clearTextReporter: { logTests: false },
  };
}

/** Only what was killed stays known: Stryker would not try a survivor again where a new test reaches it as the program is loaded. */
function forgetSurvivors(path: string, files: readonly string[]): void {
  if (!existsSync(path)) return;
  const known = reportSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  for (const [name, file] of Object.entries(known.files))
    if (files.includes(name)) file.mutants = file.mutants.filter(({ status }) => status === 'Killed');
  writeFileSync(path, JSON.stringify(known));
}

const sourceOf = (path: string): string | undefined => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined);

/** The last that was found in each file of the folder, of those that are as they were then. */
function triedIn(folder: string): Report['files'] {
  const reports = filesOf(fileOf(folder, 'known*')).toSorted((a, b) => statSync(join(ROOT, a)).mtimeMs - statSync(join(ROOT, b)).mtimeMs);
  const found = reports.map((path) => reportSchema.parse(JSON.parse(readFileSync(join(ROOT, path), 'utf8'))).files);
  const last: Report['files'] = Object.fromEntries(found.flatMap((files) => Object.entries(files)));
  return Object.fromEntries(Object.entries(last).filter(([path, { source }]) => sourceOf(path) === source));
}

/** What is known of the folder after the run, of files that were tried before, too. */
function run({ folder, tests }: Mutated, files: readonly string[]): Results {
  say(files.join('\n'));
  const known = knownOf(folder, files);
  const configuration = join(ROOT, known.replace('.known', '.configuration'));
  forgetSurvivors(join(ROOT, known), files);
  writeFileSync(configuration, JSON.stringify(configurationOf(files, known)));
  const environment = { ...process.env, HOOKWARDEN_MUTATION_TESTS: tests.join(' '), NODE_COMPILE_CACHE: join(ROOT, KEPT, 'compiled') };
  const words = [join(STRYKER, 'bin/stryker.js'), 'run', configuration];
  const { status } = spawnSync(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 2, 2], env: environment });
  if (status !== 0) {
    // Stryker leaves half a report behind, which would count as a whole one.
    rmSync(join(ROOT, known), { force: true });
    stop(`The mutation tests of src/${folder} did not end; what stands above says why.`);
  }
  const date = new Date().toISOString().slice(0, 10);
  const tried = triedIn(folder);
  const untried = filesIn(folder).filter((path) => !Object.hasOwn(tried, path));
  return { [folder]: countsOf(tried, untried.map((path) => path.slice(`src/${folder}/`.length)).toSorted(), date) };
}

/** A folder that has mutation tests, and which of its files are asked for: all of them, or those of a glob. */
function chosen(argument: string): { readonly mutated: Mutated; readonly files: readonly string[] } {
  const part = argument.replace(/^src\/|\/$/g, '');
  const mutated = MUTATED.find(({ folder }) => part === folder || part.startsWith(`${folder}/`));
  const files = filesOf(part.endsWith('.ts') ? `src/${part}` : `src/${part}/**/*.ts`);
  return mutated && files.length > 0
    ? { mutated, files }
    : stop(`There are no mutation tests of ${argument}. There are of: ${MUTATED.map(({ folder }) => folder).join(', ')}.`);
}

const named = process.argv.slice(2);
const asked = (named.length > 0 ? named : MUTATED.map(({ folder }) => folder)).map(chosen);

fetchStryker();
let sound = true;
for (const { mutated, files } of asked) {
  const found = run(mutated, files);
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
