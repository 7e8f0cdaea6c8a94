import { tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where an installation keeps its things. Three folders, so that losing one never takes the others along. */
export interface Folders {
  /** The database, the launcher and caches; local disk. */
  readonly state: string;
  /** Keys and the credential. */
  readonly config: string;
  /** Denials that could not be recorded, until they can. */
  readonly runtime: string;
}

export const databaseIn = (folders: Folders): string => join(folders.state, 'hookwarden.db');

export type Environment = Readonly<Record<string, string | undefined>>;

/** A HOME that is empty or relative is none: then what the system says of the user counts. */
export const homeOf = (home: string | undefined): string => (home !== undefined && isAbsolute(home) ? home : userInfo().homedir);

/** HOOKWARDEN_HOME moves all three; else the XDG folders. Relative values are no folders, as XDG says, and count as unset. */
export function foldersOf(environment: Environment, home: string, uid: number | undefined): Folders {
  const own = folder(environment, 'HOOKWARDEN_HOME');
  if (own) return { state: join(own, 'state'), config: join(own, 'config'), runtime: join(own, 'run') };
  const base = homeOf(home);
  const runtime = folder(environment, 'XDG_RUNTIME_DIR');
  return {
    state: join(folder(environment, 'XDG_STATE_HOME') ?? join(base, '.local/state'), 'hookwarden'),
    config: join(folder(environment, 'XDG_CONFIG_HOME') ?? join(base, '.config'), 'hookwarden'),
    runtime: runtime ? join(runtime, 'hookwarden') : join(tmpdir(), `hookwarden-${uid ?? 'user'}`),
  };
}

function folder(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value && isAbsolute(value) ? value : undefined;
}
