import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf } from '../domain/error-code.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, type Result } from '../domain/result.ts';
import { systemRandom } from '../hook/machine.ts';
import { type Admin, openAdmin } from '../state/admin.ts';
import { readTokenKeys } from '../state/capability-keyring.ts';
import { faultOf } from '../state/faults.ts';
import { databaseIn, type Folders, foldersOf } from '../state/folders.ts';
import { readInstallation, signerOf } from '../state/installation.ts';
import { readSessionKeys } from '../state/session-keys.ts';
import { openVault } from '../state/vault.ts';

/** How long a command waits for a locked database: a person can wait longer than a hook. */
export const PATIENCE_MS = 10_000;

export const localFolders = (): Folders => foldersOf(process.env, homedir(), process.getuid?.());

/** The folder of Hookwarden's own in which this path lies, links followed. What is to be kept elsewhere than the log must not be there. */
export function ownFolderAround(path: string): string | undefined {
  const real = (folder: string): string => (existsSync(folder) ? realpathSync(folder) : folder);
  const place = `${real(dirname(resolve(path)))}${sep}`;
  return Object.values(localFolders()).find((folder) => place.startsWith(`${real(resolve(folder))}${sep}`));
}

/** The store of this machine, opened for administration. */
export function openLocalAdmin(): Result<Admin, StoreFault> {
  const folders = localFolders();
  const installation = readInstallation(folders.config);
  if (!installation.ok) return installation;
  const { id, pepper } = installation.value;
  return openAdmin({
    database: databaseIn(folders),
    installId: id,
    timeoutMs: PATIENCE_MS,
    signer: signerOf(installation.value),
    random: systemRandom,
    vault: openVault(pepper, () => readSessionKeys(folders.config), systemRandom),
    pepper,
    tokenKeys: () => readTokenKeys(folders.config, pepper),
  });
}

/** Runs `work` with the store opened for administration, and closes it. */
export function withAdmin<T>(work: (admin: Admin) => Result<T, StoreFault>): Result<T, StoreFault> {
  const admin = openLocalAdmin();
  if (!admin.ok) return admin;
  try {
    return work(admin.value);
  } catch (error) {
    return faultOfDatabase(error);
  } finally {
    admin.value.close();
  }
}

/** What SQLite itself says of this machine's database, in words; whatever else went wrong is thrown on. */
export function faultOfDatabase(error: unknown): Result<never, StoreFault> {
  const found = codeOf(error).startsWith('SQLITE_') ? faultOf(error, databaseIn(localFolders())) : undefined;
  if (!found) throw error;
  return err(found);
}

/** The folder that the program is installed in: the nearest one above this file that holds its package.json. */
export function programFolder(): string {
  let folder = dirname(realpathSync(fileURLToPath(import.meta.url)));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Part of a file's name that no other process chooses. */
export const uniqueName = (): string => Buffer.from(systemRandom.bytes(8)).toString('hex');
