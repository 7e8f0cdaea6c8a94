import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLACE_VARIABLES } from '../domain/place-variables.ts';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { guarded, readPrivate, writePrivate } from './files.ts';
import type { Folders } from './folders.ts';
import { MAKE_SNAPSHOT, SNAPSHOT_REFUSED } from './snapshot.ts';
import { withoutCodeCache } from './snapshot-code-cache.ts';

export const launcherIn = (folders: Folders): string => join(folders.state, 'launcher');

/** What a launcher is made for: nothing of it is looked up when it runs. All paths are absolute. */
export interface LauncherTarget {
  readonly node: string;
  readonly bundle: string;
  readonly folders: Folders;
  readonly installId: string;
  /** Whether this machine's `sh` knows `-p`. */
  readonly privileged: boolean;
  /** A snapshot of the bundle for this very Node, where one could be made. */
  readonly snapshot?: string;
}

/** All that the hook may see of the environment: a project's settings can set any variable, and many of them execute. */
const PASSED_ON = [
  'HOME',
  'LANG',
  'LOGNAME',
  'SHELL',
  'TMPDIR',
  'USER',
  'CLAUDE_CODE_SESSION_ATTENDED',
  'CLAUDE_CODE_ENTRYPOINT',
  'CLAUDE_PROJECT_DIR',
  'TRACEPARENT',
  'HOOKWARDEN_API_KEY',
  'HOOKWARDEN_CAPABILITY',
  ...PLACE_VARIABLES,
] as const;

/**
 * The heap is bounded, so that no event can take the machine's memory; a regular expression that backtracks too much becomes linear.
 * The rest is for the start: the quick compilers cost a short run more than they give, and a long one has the thorough one still.
 */
const NODE_FLAGS = [
  '--max-old-space-size=512',
  '--enable-experimental-regexp-engine-on-excessive-backtracks',
  '--regexp-backtracks-before-fallback=20000',
  '--no-sparkplug',
  '--no-maglev',
  '--v8-pool-size=1',
  // Whoever may send a signal could else have a debugger let in, and through it the judgement changed. It saves a thread, too.
  '--disable-sigusr1',
] as const;

/**
 * A snapshot is made with a random seed for its hash tables. Giving every start another one costs as much as the judging, so that
 * the seed stays as long as the snapshot, which nobody else can read. INVARIANT: never while making one, which would then take the
 * seed that all copies of this Node have.
 */
const KEEP_SEED = '--no-rehash-snapshot';

/**
 * Large pages for what Node reads a snapshot into, and none given back before the end: page faults took longer than the reading. Only
 * glibc looks at this.
 */
const MEMORY = 'GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=67108864';
/** One read at a time is all that is left to other threads. */
const THREADS = 'UV_THREADPOOL_SIZE=1';

/** SIGALRM, with which the hook ends itself where a read that never returns keeps it from exiting (src/hook/exit.ts). */
const DEADLINE_STATUS = 128 + 14;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * The script that hosts run. With `-p` a Bash that stands in for `sh` takes neither functions nor options from the environment.
 * Standard error is moved to descriptor 3 and closed for Node itself, so that a crash says nothing but what is said here; nothing runs
 * where there is no standard error or output to answer on.
 */
export function launcherText({ node, bundle, folders, installId, privileged, snapshot }: LauncherTarget): string {
  const own = [folders.state, folders.config, folders.runtime, installId].map(quoted).join(' ');
  const passed = PASSED_ON.map((name) => `\${${name}+"${name}=$${name}"}`).join(' ');
  return `#!/bin/sh${privileged ? ' -p' : ''}
# Written by \`hookwarden init\`; run by coding agents as: launcher block|notify|prompt --host NAME
case "\${1-}" in
  block) failed=2 denied=2 ;;
  notify) failed=0 denied=0 ;;
  prompt) failed=0 denied=2 ;;
  *)
    echo 'hookwarden: the launcher is run as: launcher block|notify|prompt --host NAME' >&2
    exit 2
    ;;
esac
# Whatever ends this shell early, a failed fork or redirection, ends it with the code of the verb; the environment may hold a status, too.
trap 'exit "$failed"' EXIT
status=1
if [ ! -x ${quoted(node)} ] || [ ! -r ${quoted(bundle)} ]; then
  echo 'hookwarden: Node or the program is no longer where this launcher was made for. Run: hookwarden init. Where it was taken away with npm, install it again first; hookwarden uninstall takes the hooks out' >&2
  exit "$failed"
fi
guard() {
  /usr/bin/env -i ${passed} ${MEMORY} ${THREADS} \\
    NODE_COMPILE_CACHE=${quoted(join(folders.state, 'cache'))} \\
    ${quoted(node)} ${NODE_FLAGS.join(' ')} "$@"
  status=$?
}
{
  status=${SNAPSHOT_REFUSED}
  ${snapshot === undefined ? ':' : `[ ! -f ${quoted(snapshot)} ] || guard ${KEEP_SEED} --snapshot-blob ${quoted(snapshot)} ${quoted(bundle)} ${own} "$@"`}
  if [ "$status" -eq ${SNAPSHOT_REFUSED} ]; then
    guard ${quoted(bundle)} ${own} "$@"
  fi
} 3>&2 4>&1 2>/dev/null
case "$status" in
  0)
    trap - EXIT
    exit 0
    ;;
  2) failed=$denied ;;
  ${DEADLINE_STATUS}) ;;
  *) echo "hookwarden: ended with status $status before it could judge. Run: hookwarden init" >&2 ;;
esac
exit "$failed"
`;
}

/** What the launcher that is there was made for; undefined where there is none that hookwarden wrote. */
export interface MadeLauncher {
  readonly node: string;
  readonly bundle: string;
  /** It is what this version would write for the same. */
  readonly current: boolean;
}

export function readLauncher(folders: Folders): MadeLauncher | undefined {
  const read = readPrivate(launcherIn(folders));
  const [, node, bundle] = (read.ok && MADE_FOR.exec(read.value)) || [];
  if (!read.ok || node === undefined || bundle === undefined) return undefined;
  const [, installId = ''] = / '([0-9a-f]{16})' "\$@"/.exec(read.value) ?? [];
  const target = { node: unquoted(node), bundle: unquoted(bundle), folders, installId, privileged: read.value.startsWith('#!/bin/sh -p') };
  const texts = [launcherText(target), launcherText({ ...target, snapshot: snapshotIn(folders) })];
  return { node: target.node, bundle: target.bundle, current: texts.includes(read.value) };
}

const MADE_FOR = /^if \[ ! -x '((?:[^']|'\\'')+)' \] \|\| \[ ! -r '((?:[^']|'\\'')+)' \]; then$/m;
const unquoted = (text: string): string => text.replaceAll("'\\''", "'");
export const snapshotIn = (folders: Folders): string => join(folders.state, 'hook.snapshot');

/** Whether \`sh -p\` works here; it is not in POSIX. */
export const shKnowsPrivileged = (): boolean => spawnSync('/bin/sh', ['-p', '-c', ':'], { stdio: 'ignore', env: {} }).status === 0;

/** Replaces the launcher as a whole; one that is running keeps the text it was started with. */
export function writeLauncher(target: LauncherTarget): Result<string, StoreFault> {
  const path = launcherIn(target.folders);
  const snapshot = makeSnapshot(target);
  const text = launcherText(snapshot === undefined ? target : { ...target, snapshot });
  const written = writePrivate(path, text, `${process.pid}`, true);
  if (!written.ok) return written;
  return guarded(path, () => {
    chmodSync(path, 0o700);
    return ok(path);
  });
}

/** Undefined where this Node cannot: the launcher then runs the bundle, which is slower and does the same. */
function makeSnapshot({ node, bundle, folders }: LauncherTarget): string | undefined {
  const path = snapshotIn(folders);
  const temporary = `${path}.${process.pid}.new`;
  const options = ['--snapshot-blob', temporary, '--build-snapshot', bundle, MAKE_SNAPSHOT];
  const made = spawnSync(node, [...NODE_FLAGS, ...options], { stdio: 'ignore', env: {}, timeout: 30_000 });
  if (made.status !== 0 || !starts(node, bundle, temporary)) {
    rmSync(temporary, { force: true });
    return undefined;
  }
  const whole = readFileSync(temporary);
  const shorter = withoutCodeCache(whole);
  if (shorter) {
    writeFileSync(temporary, shorter);
    if (!starts(node, bundle, temporary)) writeFileSync(temporary, whole);
  }
  chmodSync(temporary, 0o600);
  renameSync(temporary, path);
  return path;
}

/** Whether this Node takes its own snapshot with the flags of a start; without arguments that it knows, the hook ends at once. */
function starts(node: string, bundle: string, snapshot: string): boolean {
  const options = [...NODE_FLAGS, KEEP_SEED, '--snapshot-blob', snapshot, bundle, 'no-verb'];
  return spawnSync(node, options, { stdio: 'ignore', env: {}, timeout: 30_000 }).status !== SNAPSHOT_REFUSED;
}
