import { existsSync, statfsSync, statSync } from 'node:fs';
import { VERSION } from '../../domain/version.ts';
import { credentialFile } from '../../state/credential.ts';
import { checkPrivate } from '../../state/files.ts';
import { databaseIn, type Folders } from '../../state/folders.ts';
import { isOnNetwork } from '../../state/initialise.ts';
import { installationFile } from '../../state/installation.ts';
import { launcherIn, readLauncher } from '../../state/launcher.ts';
import { sqliteVersion, tooOld } from '../../state/sqlite.ts';
import { bundleHere } from '../set-up.ts';
import { type Check, compareVersions, failed, fine, warned } from './check.ts';

const OLDEST_NODE = '22.14.0';

export function nodeCheck(version = process.versions.node, platform = process.platform): Check {
  if (compareVersions(version, OLDEST_NODE) < 0)
    return failed(
      'node',
      `Node ${version} is older than ${OLDEST_NODE}`,
      'Install a newer one from https://nodejs.org, then run: hookwarden install',
    );
  if (platform === 'win32')
    return warned(
      'node',
      `Node ${version}; Windows is experimental: it has not been run there`,
      'Use WSL, where all of it has been run: docs/environments.md',
    );
  return fine('node', `Node ${version}${platform === 'darwin' ? '; macOS: tested by parameters, not run' : ''}`);
}

/** The library in native code, which belongs to one kind of processor and system. */
export function sqliteCheck(): Check {
  const version = sqliteVersion();
  const mend = 'Install Hookwarden anew with npm, on this machine and for this processor.';
  if (!version.ok) return failed('sqlite', version.error.message, mend);
  return tooOld(version.value) ? failed('sqlite', `SQLite ${version.value} is too old`, mend) : fine('sqlite', `SQLite ${version.value}`);
}

export function launcherCheck(folders: Folders, node = process.execPath, bundle = bundleHere()): Check {
  const mend = 'Run: hookwarden doctor --fix';
  const made = readLauncher(folders);
  if (!made) return failed('launcher', `there is none at ${launcherIn(folders)}, or it is not what hookwarden writes`, mend);
  if (!existsSync(made.node)) return failed('launcher', `its Node is gone: ${made.node}`, mend);
  if (!existsSync(made.bundle)) return failed('launcher', `its program is gone: ${made.bundle}`, mend);
  if (made.bundle !== bundle) return warned('launcher', `it runs ${made.bundle}, and this is ${bundle}`, mend);
  if (!made.current) return warned('launcher', 'it was written by another version', mend);
  if (statSync(launcherIn(folders)).mtimeMs < statSync(bundle).mtimeMs)
    return warned('launcher', 'the program is newer than what it starts from, so that each call takes longer', mend);
  const other = made.node === node ? '' : `, by ${made.node}`;
  return fine('launcher', `${launcherIn(folders)} runs version ${VERSION}${other}`);
}

/** Whatever must be its owner's alone. */
export function filesCheck(folders: Folders): Check {
  const wanted = [
    ...[folders.state, folders.config, folders.runtime].map((path) => [path, 'folder'] as const),
    ...[installationFile(folders.config), credentialFile(folders.config), databaseIn(folders), launcherIn(folders)].map(
      (path) => [path, 'file'] as const,
    ),
  ].filter(([path]) => existsSync(path));
  for (const [path, kind] of wanted) {
    const checked = checkPrivate(path, kind);
    if (!checked.ok) return failed('files', checked.error.message, 'Do what it says, then run doctor again.');
  }
  return fine('files', `${wanted.length} files and folders are yours alone`);
}

const MB = 1024 * 1024;
const [LOW, FULL] = [200 * MB, 20 * MB];

export function diskCheck({ state }: Folders): Check {
  if (isOnNetwork(state))
    return failed(
      'disk',
      `${state} is on a network file system`,
      'Set XDG_STATE_HOME to a folder on a local disk, then run: hookwarden install',
    );
  const { bavail, bsize } = statfsSync(state);
  const free = bavail * bsize;
  const text = `${state} is on a local disk with ${Math.floor(free / MB)} MB free`;
  if (free < FULL) return failed('disk', text, 'Free some space: where nothing can be recorded, every call is denied.');
  return free < LOW ? warned('disk', text, 'Free some space: where nothing can be recorded, every call is denied.') : fine('disk', text);
}
