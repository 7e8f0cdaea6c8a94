import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, parseJson } from '../../src/domain/json.ts';
import { databaseIn } from '../../src/state/folders.ts';
import { type Installed, install, installedIn } from './installed.ts';
import { bash, HANGING_MS, launch, launchBeside, saysRecorded } from './launch.ts';
import { type Anchored, anchored, logLeft, waitsInSpool } from './log-left.ts';

/** System calls of the hook's Node that fail, or are its last one. */
export const CALLS = ['openat', 'read', 'pread64', 'pwrite64', 'write', 'fsync', 'fdatasync', 'ftruncate', 'rename', 'close'] as const;
export const OUTCOMES = ['error=EIO', 'error=ENOSPC', 'signal=KILL'] as const;

export interface Fault {
  readonly call: (typeof CALLS)[number];
  readonly outcome: (typeof OUTCOMES)[number];
  /** Its how-manieth occurrence in a thread, from 1. */
  readonly when: number;
}

/** What the hook is asked while the fault strikes. */
export interface Scenario {
  readonly name: string;
  readonly command: string;
  /** What exit 0 may come with; undefined where it may not come at all. */
  readonly mayPass?: (stdout: string) => boolean;
  /** In the user's layer: the hook then compiles it first. */
  readonly policy?: string;
  /** The database is none, so that the denial goes to the spool. */
  readonly broken?: boolean;
}

const asks = (stdout: string): boolean => {
  const answer = parseJson(stdout);
  const output = isObject(answer) ? answer['hookSpecificOutput'] : undefined;
  return isObject(output) && output['permissionDecision'] === 'ask';
};

export const SCENARIOS: readonly Scenario[] = [
  { name: 'allowed', command: 'ls -la', mayPass: (stdout) => stdout === '' },
  { name: 'denied', command: 'rm -rf /' },
  { name: 'asked', command: 'git push --force origin main', mayPass: asks },
  { name: 'denied by a new policy', command: 'npm publish', policy: 'version: 1\nrules: { supply-chain.publish: deny }\n' },
  { name: 'denied without a database', command: 'rm -rf /', broken: true },
];

/** The write-ahead log is emptied beyond this (src/state/sqlite.ts). */
const LONG_LOG = 512 * 1024;

const STRACE = 'strace';

export const hasStrace = (): boolean => spawnSync(STRACE, ['-V']).status === 0;

/** A state whose next call also empties the write-ahead log, so that every kind of write occurs. */
export function prepare(folder: string): Anchored {
  const installed = install(join(folder, 'prepared'));
  const size = (): number => statSync(`${databaseIn(installed.folders)}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  for (let [before, now] = [0, size()]; now + (now - before) <= LONG_LOG; [before, now] = [now, size()]) launch(installed, bash('ls'));
  // Only a copy is looked at, so that the write-ahead log stays as long as it is.
  const copy = copyOf(installed);
  const { head } = anchored(copy);
  copy.remove();
  return { ...installed, head };
}

/** A copy of its own; only the snapshot of the program, which nothing writes, is shared. */
function copyOf(prepared: Installed): Installed {
  const home = mkdtempSync(`${prepared.home}-`);
  const shared = join(prepared.folders.state, 'hook.snapshot');
  cpSync(prepared.home, home, { recursive: true, filter: (path) => path !== shared });
  const own = installedIn(home, prepared.installId);
  const text = readFileSync(prepared.launcher, 'utf8').replaceAll(prepared.home, home);
  writeFileSync(own.launcher, text.replaceAll(join(own.folders.state, 'hook.snapshot'), shared));
  return own;
}

/** The same launcher, with its Node traced. */
export function traced(own: Installed, options: readonly string[]): Installed {
  const node = `'${process.execPath}' --`;
  const launcher = `${own.launcher}.traced`;
  const text = readFileSync(own.launcher, 'utf8');
  writeFileSync(launcher, text.replaceAll(node, `${STRACE} -f -q ${options.join(' ')} ${node}`), { mode: 0o700 });
  return { ...own, launcher };
}

function prepareFor({ policy, broken }: Scenario, own: Installed): void {
  if (policy !== undefined) writeFileSync(join(own.folders.config, 'policy.yaml'), policy, { mode: 0o600 });
  if (!broken) return;
  const database = databaseIn(own.folders);
  for (const end of ['-wal', '-shm']) rmSync(database + end, { force: true });
  writeFileSync(database, 'x'.repeat(9000), { mode: 0o600 });
}

/** How often each call occurs at most in one thread of an undisturbed run. */
export function occurrences(prepared: Anchored, scenario: Scenario): Readonly<Record<Fault['call'], number>> {
  const own = copyOf(prepared);
  prepareFor(scenario, own);
  const log = join(own.home, 'trace');
  launch(traced(own, ['-o', `'${log}'`, '-e', `trace=${CALLS.join(',')}`]), bash(scenario.command));
  const counts = Object.fromEntries(CALLS.map((call) => [call, new Map<string, number>()]));
  for (const [, thread = '', call = ''] of readFileSync(log, 'utf8').matchAll(/^(\d+) +(\w+)\(/gm)) {
    const of = counts[call];
    of?.set(thread, (of.get(thread) ?? 0) + 1);
  }
  own.remove();
  const most = (call: Fault['call']): number => Math.max(0, ...(counts[call]?.values() ?? []));
  return {
    ...{ openat: most('openat'), read: most('read'), pread64: most('pread64'), pwrite64: most('pwrite64'), write: most('write') },
    ...{ fsync: most('fsync'), fdatasync: most('fdatasync'), ftruncate: most('ftruncate'), rename: most('rename'), close: most('close') },
  };
}

export interface Struck {
  /** Whether the fault struck at all. */
  readonly felt: boolean;
  readonly status: number | null;
  readonly ms: number;
  /** What must not be. */
  readonly problems: readonly string[];
}

/** One run under a fault, the next one without, and what is left of both. */
export async function strike(prepared: Anchored, scenario: Scenario, fault: Fault): Promise<Struck> {
  const own = copyOf(prepared);
  prepareFor(scenario, own);
  const log = join(own.home, 'trace');
  // The quicker way of tracing injects no signals.
  const quick = fault.outcome === 'signal=KILL' ? [] : ['--seccomp-bpf'];
  const inject = `inject=${fault.call}:${fault.outcome}:when=${fault.when}`;
  const [event, next] = [bash(scenario.command), bash('ls')];
  const hurt = await launchBeside(traced(own, [...quick, '-o', `'${log}'`, '-e', `trace=${fault.call}`, '-e', inject]), event);
  if (scenario.broken) for (const end of ['', '-wal', '-shm']) cpSync(databaseIn(prepared.folders) + end, databaseIn(own.folders) + end);
  const problems: string[] = [];
  const expectThat = (holds: boolean, message: string): void => {
    if (!holds) problems.push(message);
  };
  expectThat(hurt.ms <= HANGING_MS, `it took ${hurt.ms} ms`);
  expectThat(hurt.status === 2 || (hurt.status === 0 && scenario.mayPass?.(hurt.stdout) === true), `it ended with ${hurt.status}`);
  const before = logLeft(own, prepared.head);
  problems.push(...before.problems);
  expectThat(hurt.status !== 0 || before.calls.has(event['tool_use_id']), 'it passed without a record');
  const after = await launchBeside(own, next);
  expectThat(after.status === 0, `the next call ended with ${after.status}: ${after.stderr}`);
  // On a busy machine a call has no time for what waits, and leaves it to a later one.
  for (let tries = 0; tries < 3 && waitsInSpool(own); tries++) await launchBeside(own, bash('true'));
  const end = logLeft(own, prepared.head);
  problems.push(...end.problems);
  expectThat(end.calls.has(next['tool_use_id']), 'the next call was not recorded');
  expectThat(!saysRecorded(hurt.stderr) || end.calls.has(event['tool_use_id']), 'a denial that was said to be recorded is not there');
  const felt = /INJECTED|killed by SIGKILL/.test(readFileSync(log, 'utf8'));
  if (problems.length === 0) own.remove();
  return { felt, status: hurt.status, ms: hurt.ms, problems: problems.map((problem) => `${problem} (${own.home})`) };
}
