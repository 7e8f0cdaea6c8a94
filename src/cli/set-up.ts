import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { systemClock, systemRandom } from '../hook/machine.ts';
import type { Upgrade } from '../state/create.ts';
import type { Folders } from '../state/folders.ts';
import { type Initialised, initialise } from '../state/initialise.ts';
import { launcherIn, readLauncher, shKnowsPrivileged, writeLauncher } from '../state/launcher.ts';
import { programFolder } from './machine.ts';

export interface SetUp extends Initialised {
  readonly launcher: string;
}

export const bundleHere = (): string => join(programFolder(), 'dist/hook.cjs');

/** Makes whatever of an installation is missing, and the launcher anew for this Node and this program; with `keep` only where it is another's. */
export function setUp(folders: Folders, keep = false): Result<SetUp, StoreFault> {
  const made = initialise(folders, { random: systemRandom, now: systemClock.now() });
  if (!made.ok) return made;
  if (keep && isFresh(folders)) return ok({ ...made.value, launcher: launcherIn(folders) });
  const launcher = makeLauncher(folders, made.value.id);
  return launcher.ok ? ok({ ...made.value, launcher: launcher.value }) : launcher;
}

/** Writes the launcher for this Node and this program; its path. */
export const makeLauncher = (folders: Folders, installId: string): Result<string, StoreFault> =>
  writeLauncher({ node: process.execPath, bundle: bundleHere(), folders, installId, privileged: shKnowsPrivileged() });

export const describeUpgrade = ({ from, to, backup }: Upgrade): string =>
  `The database was brought from format ${from} to ${to}. As it was, it is in ${backup}: remove that when all is well.`;

function isFresh(folders: Folders): boolean {
  const made = readLauncher(folders);
  const isOfThis = made?.current === true && made.node === process.execPath && made.bundle === bundleHere();
  return isOfThis && statSync(launcherIn(folders)).mtimeMs >= statSync(made.bundle).mtimeMs;
}

/** What `init` and `install` say of what they have made; nothing secret. */
export const describeSetUp = ({ made, verifierKey, launcher, keyId, upgrade }: SetUp, { state, config }: Folders): readonly string[] => [
  made.installation ? `Set up in ${state} and ${config}.` : `Already set up in ${state} and ${config}: log and keys stay as they are.`,
  ...(upgrade ? [describeUpgrade(upgrade)] : []),
  `Signing key   ${verifierKey}`,
  '              (the public half: keep it elsewhere; `hookwarden audit verify --key` holds the log against it)',
  `Launcher      ${launcher}`,
  ...(keyId === undefined ? ['Key           a command gives it: run `hookwarden unlock`'] : []),
];
