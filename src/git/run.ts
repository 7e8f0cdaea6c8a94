import { type ChildProcess, spawn } from 'node:child_process';
import { err, ok, type Result } from '../domain/result.ts';
import type { Environment } from '../state/folders.ts';

/** A git to run, and where. */
export interface Git {
  /** Absolute. */
  readonly program: string;
  readonly cwd: string;
  readonly environment: Environment;
}

/** Why git did not say what was asked, for a person. */
export interface GitFault {
  readonly message: string;
  readonly instead: string;
}

interface Done {
  readonly code: number;
  readonly output: Buffer;
  /** What git said beside it, without line breaks at its end. */
  readonly said: string;
}

const MAX_OUTPUT = 256 * 1024 * 1024;
const MAX_SAID = 8192;
/** Longer than any honest answer takes; a git that hangs must not hang the commit. */
const PATIENCE_MS = 10 * 60_000;

/** Settings of the repository that would run a program or change what is printed. */
const PLAIN = [
  '--no-pager',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.quotePath=false',
  '-c',
  'color.ui=false',
  '-c',
  'diff.renameLimit=1000',
  '-c',
  'diff.relative=false',
];

export function startGit({ program, cwd, environment }: Git, args: readonly string[]): ChildProcess {
  return spawn(program, [...PLAIN, ...args], { cwd, env: { ...environment }, stdio: ['pipe', 'pipe', 'pipe'], timeout: PATIENCE_MS });
}

/** Runs git to its end. A code other than 0 is an answer; a git that cannot be run, or that is killed, is a fault. */
export function askGit(git: Git, args: readonly string[], input = ''): Promise<Result<Done, GitFault>> {
  const child = startGit(git, args);
  const output: Buffer[] = [];
  let bytes = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_OUTPUT) output.push(chunk);
    else child.kill('SIGKILL');
  });
  const said = listen(child);
  feed(child, input);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(err(fault(args, error.message))));
    child.on('close', (code) =>
      resolve(
        code === null ? err(fault(args, 'it was ended before it was done')) : ok({ code, output: Buffer.concat(output), said: said() }),
      ),
    );
  });
}

/** As `askGit`, where only 0 is an answer. */
export async function mustAnswer(git: Git, args: readonly string[], input = ''): Promise<Result<Buffer, GitFault>> {
  const done = await askGit(git, args, input);
  if (!done.ok) return done;
  return done.value.code === 0 ? ok(done.value.output) : err(fault(args, done.value.said));
}

/** What a process says on standard error, as far as a person would read it. */
export function listen(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (said.length < MAX_SAID) said += chunk.toString('utf8');
  });
  return () => said.slice(0, MAX_SAID).trim();
}

/** A git that has ended without reading all of it says so by its code. */
export function feed(child: ChildProcess, input: string): void {
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
}

export const fault = (args: readonly string[], said: string): GitFault => ({
  message: `git ${args[0]} failed: ${said === '' ? 'it gave no reason' : said}`,
  instead: adviceOn(said),
});

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/dubious ownership/, 'Say that the folder is safe: git config --global --add safe.directory FOLDER'],
  [/not a git repository/, 'Run it in a git repository.'],
  [
    /missing|unable to read|could not fetch|promisor|bad object|not allowed/,
    'Fetch what is missing: git fetch --refetch; then check with: git fsck',
  ],
  [/corrupt|inflate|bad (?:sha|signature|index)|hash mismatch|loose object/, 'Check the repository with: git fsck --full'],
];

const adviceOn = (said: string): string =>
  ADVICE.find(([pattern]) => pattern.test(said))?.[1] ?? 'Run that command by hand to see what is wrong, then try again.';
