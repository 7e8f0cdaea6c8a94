import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../domain/result.ts';
import { removePrivate, writePrivate } from '../state/files.ts';
import { launcherIn, shKnowsPrivileged } from '../state/launcher.ts';
import { holding } from '../state/lock.ts';
import { MACHINE_LAUNCHER, machineLauncherText } from '../state/machine-launcher.ts';
import { applyInstall, type Change, isNothing, planInstall } from '../wiring/change.ts';
import { commandFor } from '../wiring/command.ts';
import type { HostWiring, Scope } from '../wiring/host-wiring.ts';
import type { Places } from '../wiring/places.ts';
import { localFolders, uniqueName } from './machine.ts';

/** What is to be written for one host. */
export interface HostPlan {
  readonly wiring: HostWiring;
  readonly changes: readonly Change[];
  /** Why nothing is. */
  readonly fault?: string;
}

export const isPending = ({ changes }: HostPlan): boolean => changes.some((change) => !isNothing(change));

/** One file that cannot be written keeps all of the host's as they are. */
export function planWiring(wiring: HostWiring, scope: Scope, places: Places): HostPlan {
  const files = wiring.files(scope, places);
  if (files.length === 0) return { wiring, changes: [], fault: noFiles(wiring, scope) };
  const command = commandFor(scope === 'managed' ? MACHINE_LAUNCHER : launcherIn(localFolders()), wiring.host);
  const changes: Change[] = [];
  for (const file of files) {
    const change = planInstall(file, command);
    if (!change.ok) return { wiring, changes: [], fault: change.error };
    changes.push(change.value);
  }
  return { wiring, changes };
}

const noFiles = ({ host, title }: HostWiring, scope: Scope): string =>
  host === 'kiro' && scope !== 'managed'
    ? 'it has no agent of its own yet that hooks could belong to. Make one, then install again'
    : `${title} has no ${scope} settings that hooks could be put into`;

/** Writes what was planned; an error names the first file that could not be written. */
export function applyPlan({ changes }: HostPlan): Result<undefined, string> {
  const { state } = localFolders();
  return changingSettings(state, () => {
    const keeping = { state, unique: uniqueName() };
    for (const change of changes) {
      const done = applyInstall(change, keeping);
      if (!done.ok) return done;
    }
    return ok(undefined);
  });
}

/** Alone: a backup and the settings that it is of are two files, and another's change must not come between them. */
export function changingSettings<T>(state: string, work: () => Result<T, string>): Result<T, string> {
  // Where nothing is kept, nobody else keeps anything there either.
  if (!existsSync(state)) return work();
  const path = join(state, 'settings.lock');
  const busy = `Another process is changing agents’ settings (${path}). Try again when it is done.`;
  const held = holding(path, busy, () => ok(work()));
  return held.ok ? held.value : err(held.error.message);
}

/** Root's own script, which managed settings name. */
export function writeMachineLauncher(): Result<undefined, string> {
  mkdirSync(dirname(MACHINE_LAUNCHER), { recursive: true });
  const written = writePrivate(MACHINE_LAUNCHER, machineLauncherText(shKnowsPrivileged()), uniqueName(), true);
  if (!written.ok) return err(written.error.message);
  for (const path of [dirname(MACHINE_LAUNCHER), MACHINE_LAUNCHER]) chmodSync(path, 0o755);
  return ok(undefined);
}

export const removeMachineLauncher = () => removePrivate(MACHINE_LAUNCHER);
