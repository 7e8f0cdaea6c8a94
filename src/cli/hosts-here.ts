import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { HOSTS, type Host } from '../domain/event.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { platform } from '../hook/facts.ts';
import { hint } from '../policy/fault.ts';
import { homeOf } from '../state/folders.ts';
import { launcherIn } from '../state/launcher.ts';
import { MACHINE_LAUNCHER } from '../state/machine-launcher.ts';
import { findHost, type HostTrace, type Presence } from '../wiring/detect.ts';
import type { HostWiring } from '../wiring/host-wiring.ts';
import { WIRINGS } from '../wiring/index.ts';
import type { Places } from '../wiring/places.ts';
import { localFolders } from './machine.ts';

/** This machine, as far as hosts' settings go. */
export const placesHere = (project: string): Places => ({
  platform: platform(),
  home: homeOf(process.env['HOME']),
  project,
  environment: process.env,
  list: namesIn,
});

/** The launchers that settings here may rightly run. */
export const launchersHere = (): readonly string[] => [launcherIn(localFolders()), MACHINE_LAUNCHER];

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

const disk: Presence = {
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  isProgram: (path) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  },
};

export interface HostHere extends HostTrace {
  readonly wiring: HostWiring;
}

export const hostHere = (host: Host, places: Places): HostHere => ({ wiring: WIRINGS[host], ...findHost(WIRINGS[host], places, disk) });

/** The hosts that are installed here, as far as their programs and folders tell. */
export const hostsHere = (places: Places): readonly HostHere[] => HOSTS.map((host) => hostHere(host, places)).filter(isHere);

export const isHere = ({ program, trace }: HostTrace): boolean => program !== undefined || trace !== undefined;

/** The hosts that somebody has named. */
export function namedHosts(names: readonly string[]): Result<readonly Host[], string> {
  const hosts: Host[] = [];
  for (const name of names) {
    const host = HOSTS.find((known) => known === name);
    if (!host) return err(`there is no host "${name}"${hint(name, HOSTS, `; known are ${HOSTS.join(', ')}`)}`);
    hosts.push(host);
  }
  return ok([...new Set(hosts)]);
}
