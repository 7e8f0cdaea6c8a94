import type { HostWiring } from './host-wiring.ts';
import { type Places, pathsOf } from './places.ts';

/** The disk, as far as finding a host needs it. */
export interface Presence {
  readonly isFolder: (path: string) => boolean;
  /** A file that this user may run. */
  readonly isProgram: (path: string) => boolean;
}

/** What says that a host is installed; neither where it is not. */
export interface HostTrace {
  /** Its program, by an absolute path. */
  readonly program?: string;
  /** A folder or file that it keeps. */
  readonly trace?: string;
}

export function findHost(wiring: HostWiring, places: Places, presence: Presence): HostTrace {
  const program = findProgram(wiring.programs, places, presence);
  const trace = wiring.traces(places).find((path) => presence.isFolder(path));
  return { ...(program !== undefined && { program }), ...(trace !== undefined && { trace }) };
}

/** On PATH, but neither in a folder given relative to wherever this is run nor in the project, which anybody may have filled. */
function findProgram(names: readonly string[], { platform, project, environment }: Places, { isProgram }: Presence): string | undefined {
  const { delimiter, isAbsolute, join, relative, sep } = pathsOf(platform);
  const isOutside = (folder: string): boolean => {
    const way = relative(project, folder);
    return isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`);
  };
  const endings = platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = (environment['PATH'] ?? environment['Path'] ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && isOutside(folder));
  const paths = folders.flatMap((folder) => names.flatMap((name) => endings.map((ending) => join(folder, name + ending))));
  return paths.find(isProgram);
}
