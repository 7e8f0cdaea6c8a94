import { readFileSync } from 'node:fs';
import type { Lineage, Processes, ProcessId } from '../domain/exception.ts';

interface Seen extends ProcessId {
  readonly parent: number;
  readonly argv: readonly string[];
}

/** What /proc counts time in, on every machine that Linux runs on. */
const TICKS_PER_SECOND = 100;
const SHELL = /(?:^|\/)(?:sh|dash|bash|ash|ksh|zsh)$/;
const MAX_ARGUMENTS = 64 * 1024;

/**
 * The processes above this hook. Only Linux shows them in a way that nobody can make up. `launched` is the launcher with what it was
 * given: between the host and this process there may be nothing but the shells that run just that.
 */
export function systemProcesses(launched: readonly string[]): Processes {
  let known: { readonly value: Lineage | undefined } | undefined;
  return {
    lineage: () => {
      known ??= { value: process.platform === 'linux' ? readLineage(launched) : undefined };
      return known.value;
    },
    runs: ({ pid, startedAt }) => seen(pid)?.startedAt === startedAt,
  };
}

function readLineage(launched: readonly string[]): Lineage | undefined {
  const launcher = seen(process.ppid);
  if (!launcher || !runsScript(launcher.argv, launched)) return undefined;
  const above = seen(launcher.parent);
  const shell = above && runsLine(above.argv, launched) ? above : undefined;
  const host = shell ? seen(shell.parent) : above;
  // The machine's first process is nobody's host: whoever has lost its parent hangs there.
  if (!host || host.pid <= 1) return undefined;
  const first = shell ?? launcher;
  const uptime = Number(read('/proc/uptime')?.split(' ')[0]);
  const age = uptime - first.startedAt / TICKS_PER_SECOND;
  if (!Number.isFinite(age) || age < -1) return undefined;
  return { host: { pid: host.pid, startedAt: host.startedAt }, startedAt: Math.round(Date.now() * 1000 - age * 1_000_000) };
}

/** `sh [-p] LAUNCHER …`, as the kernel makes it of a script's first line. */
function runsScript(argv: readonly string[], launched: readonly string[]): boolean {
  const [shell = '', ...rest] = argv;
  const script = rest[0] === '-p' ? rest.slice(1) : rest;
  return SHELL.test(shell) && script.length === launched.length && script.every((word, i) => word === launched[i]);
}

/** `sh -c 'LAUNCHER …'`: the whole line, whatever its quoting, is the launcher and what it was given. */
function runsLine(argv: readonly string[], launched: readonly string[]): boolean {
  const [shell = '', option = '', line = '', ...rest] = argv;
  return SHELL.test(shell) && option === '-c' && rest.length === 0 && bare(line) === bare(launched.join(' '));
}

const bare = (text: string): string =>
  text
    .replace(/['"\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** A process as /proc shows it now; undefined where there is none, or it is hidden. */
export function seen(pid: number): Seen | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const line = read(`/proc/${pid}/cmdline`);
  if (stat === undefined || line === undefined) return undefined;
  // The name stands in brackets and may hold anything, brackets among it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent, startedAt] = [Number(fields[1]), Number(fields[19])];
  if (!Number.isSafeInteger(parent) || !Number.isSafeInteger(startedAt)) return undefined;
  return { pid, parent, startedAt, argv: line.slice(0, MAX_ARGUMENTS).replace(/\0$/, '').split('\0') };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
