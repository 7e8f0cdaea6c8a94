import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock, systemRandom } from '../../src/hook/machine.ts';
import { type Folders, foldersOf } from '../../src/state/folders.ts';
import { initialise } from '../../src/state/initialise.ts';
import { launcherIn, launcherText, shKnowsPrivileged, snapshotIn, writeLauncher } from '../../src/state/launcher.ts';

export const ROOT = resolve(import.meta.dirname, '../..');
const BUNDLE = join(ROOT, 'dist/hook.cjs');

export interface Installed {
  readonly home: string;
  readonly folders: Folders;
  readonly launcher: string;
  readonly installId: string;
  readonly remove: () => void;
}

/** The same for every set-up of one bundle, and most of the time that one takes: kept for the next ones of this worker. */
let kept: Uint8Array | undefined;

/** Sets up as `hookwarden init` does, in a folder of its own. */
export function install(home = mkdtempSync(join(tmpdir(), 'hookwarden test ')), bundle = BUNDLE): Installed {
  const folders = foldersOf({ HOOKWARDEN_HOME: home }, home, undefined);
  const made = initialise(folders, { random: systemRandom, now: systemClock.now() });
  if (!made.ok) throw new Error(made.error.message);
  const target = { node: process.execPath, bundle, folders, installId: made.value.id, privileged: shKnowsPrivileged() };
  const snapshot = snapshotIn(folders);
  if (bundle === BUNDLE && kept) {
    writeFileSync(snapshot, kept, { mode: 0o600 });
    writeFileSync(launcherIn(folders), launcherText({ ...target, snapshot }), { mode: 0o700 });
  } else {
    const launcher = writeLauncher(target);
    if (!launcher.ok) throw new Error(launcher.error.message);
    if (bundle === BUNDLE && existsSync(snapshot)) kept = readFileSync(snapshot);
  }
  return installedIn(home, made.value.id);
}

/** What stands in a folder that was set up, or copied from one. */
export function installedIn(home: string, installId: string): Installed {
  const folders = foldersOf({ HOOKWARDEN_HOME: home }, home, undefined);
  return { home, folders, installId, launcher: launcherIn(folders), remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** Runs the ordinary program on this installation. */
export const hookwarden = ({ home }: Installed, ...args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), ...args], {
    encoding: 'utf8',
    env: { HOOKWARDEN_HOME: home, HOME: home },
  });

/** For more calls than anybody makes: ten thousand a second. */
export function useFastKey(installed: Installed): void {
  const { status, stderr } = hookwarden(installed, 'key', 'create', '--for', 'local', '--rate', '600000/m', '--place');
  if (status !== 0) throw new Error(stderr);
}
