import type { Facts } from '../domain/facts.ts';
import { gatherFacts } from '../hook/facts.ts';
import { systemClock } from '../hook/machine.ts';
import type { Folders } from '../state/folders.ts';
import { rememberingFiles } from './remember.ts';

/** Where this program keeps its own, which no recorded call may have touched either. */
export interface OwnPlaces {
  readonly folders: Folders;
  readonly program: string;
}

const MAX_FACTS = 1000;
const LIFETIME = 5_000_000;

/** Rows come in runs from the same folders; what is known of those, disk and all, is gathered anew after a few seconds. */
export function rememberFacts({ folders, program }: OwnPlaces): (cwd: string, home: string) => Facts {
  const known = new Map<string, Facts>();
  let since = 0;
  return (cwd, home) => {
    const now = systemClock.now();
    if (now - since >= LIFETIME || known.size >= MAX_FACTS) {
      known.clear();
      since = now;
    }
    const key = `${cwd}\0${home}`;
    const before = known.get(key);
    if (before) return before;
    const moment = { now, attended: true, cwd, environment: { ...process.env, HOME: home }, folders, program };
    const facts = gatherFacts(moment);
    const remembering = { ...facts, machine: { ...facts.machine, files: rememberingFiles(facts.machine.files) } };
    known.set(key, remembering);
    return remembering;
  };
}
