import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseIn } from '../../../src/state/folders.ts';
import { hasStrace, traced } from '../faults.ts';
import { type Installed, install } from '../installed.ts';
import { bash, launch } from '../launch.ts';
import { anchored } from '../log-left.ts';
import { askAll, type Condition, type Found, suffering, wrongAfter, wrongWith } from './condition.ts';

const HOURS_AGO = 8 * 3600;
const LOCKED = /\[audit\.locked\]/;

/** A process that holds the lock, and does so until it is ended. */
const HOLDER = (database: string): string =>
  `const db = new (require('better-sqlite3'))(${JSON.stringify(database)}); db.exec("BEGIN IMMEDIATE; UPDATE meta SET epoch = epoch + 1"); require('fs').writeSync(1, 'held'); setInterval(() => {}, 1e6);`;

async function holdLock(database: string): Promise<ChildProcess> {
  const holder = spawn(process.execPath, ['-e', HOLDER(database)], { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname });
  if (holder.stdout) await once(holder.stdout, 'data');
  return holder;
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** As everything looks that was left there in the night. */
function age(folder: string): void {
  const then = Date.now() / 1000 - HOURS_AGO;
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), then, then);
}

async function answersWhile(installed: Installed, denied: boolean, over: () => Promise<void>): Promise<Found> {
  const before = { ...installed, head: '' };
  const asked = await askAll(before);
  await over();
  const everyday = asked[0]?.answer;
  const expected = denied ? everyday?.status === 2 && LOCKED.test(everyday.stderr) : everyday?.status === 0;
  return {
    statuses: asked.map(({ answer }) => answer.status),
    problems: [
      ...asked.flatMap(wrongWith),
      ...(expected ? [] : [`an everyday call ended with ${everyday?.status}: ${everyday?.stderr}`]),
      ...(await wrongAfter(anchored(installed), asked)),
    ],
  };
}

/** A writer that is stopped holding the lock, and what becomes of it then. */
const holderThat = (name: string, then: (holder: ChildProcess) => Promise<void>): Condition => ({
  kind: 'a writer that is stopped',
  name,
  find: async (home) => {
    const installed = install(home);
    const holder = await holdLock(databaseIn(installed.folders));
    holder.kill('SIGSTOP');
    return answersWhile(installed, true, () => then(holder));
  },
});

/** A hook that is stopped by the signal where it has the lock and writes what it commits. */
const stoppedHook: Condition = {
  kind: 'a writer that is stopped',
  name: 'the hook itself, which goes on later',
  lacks: hasStrace() ? undefined : 'strace',
  find: async (home) => {
    const installed = install(home);
    const inject = ['-o', `'${join(home, 'trace')}'`, '-e', 'trace=fdatasync,fsync', '-e', 'inject=fdatasync,fsync:signal=STOP:when=1'];
    const { launcher } = traced(installed, inject);
    const late = bash('ls -la');
    const child = spawn(launcher, ['block', '--host', 'claude-code'], {
      detached: true,
      env: { HOME: '/home/ada' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin?.end(JSON.stringify(late));
    const ended = once(child, 'exit');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const found = await answersWhile(installed, true, async () => {
      process.kill(-(child.pid ?? 0), 'SIGCONT');
      await ended;
    });
    const wrong = child.exitCode === 0 || child.exitCode === 2 ? [] : [`the stopped hook ended with ${child.exitCode}`];
    return { ...found, problems: [...found.problems, ...wrong] };
  },
};

const old: readonly Condition[] = [
  {
    kind: 'old locks',
    name: 'of a writer that was killed 8 hours ago',
    find: async (home) => {
      const installed = install(home);
      const holder = await holdLock(databaseIn(installed.folders));
      await killed(holder);
      age(installed.folders.state);
      return answersWhile(installed, false, async () => undefined);
    },
  },
  {
    kind: 'old locks',
    name: 'of maintenance, and files that were half written',
    find: suffering({
      impose: ({ folders }) => {
        const left = ['maintenance.lock', 'hookwarden.db-journal', 'launcher.1.new', 'hook.snapshot.1.new'];
        for (const name of left) writeFileSync(join(folders.state, name), '', { mode: 0o600 });
        writeFileSync(join(folders.config, 'policy.compiled.1.new'), 'half', { mode: 0o600 });
        for (const folder of [folders.state, folders.config]) age(folder);
        return undefined;
      },
      lift: () => undefined,
      harmless: true,
    }),
  },
  {
    kind: 'old locks',
    name: 'of a writer that has held it for 8 hours and is killed then',
    find: async (home) => {
      const installed = install(home);
      launch(installed, bash('ls'));
      const holder = await holdLock(databaseIn(installed.folders));
      age(installed.folders.state);
      return answersWhile(installed, true, () => killed(holder));
    },
  },
];

export const LOCKS: readonly Condition[] = [
  holderThat('and goes on later', async (holder) => {
    holder.kill('SIGCONT');
    await killed(holder);
  }),
  holderThat('and is killed', killed),
  stoppedHook,
  ...old,
];
