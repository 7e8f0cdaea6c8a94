import { posix, win32 } from 'node:path';
import type { Machine } from '../domain/facts.ts';

/** Where a person's and a machine's settings may lie. */
export interface Places {
  readonly platform: Machine['platform'];
  readonly home: string;
  readonly project: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The names in a folder; none where it cannot be read. */
  readonly list: (folder: string) => readonly string[];
}

export const pathsOf = (platform: Places['platform']) => (platform === 'win32' ? win32 : posix);

export const inHome = ({ platform, home }: Places, path: string): string => pathsOf(platform).join(home, path);
export const inProject = ({ platform, project }: Places, path: string): string => pathsOf(platform).join(project, path);

/** In the folder that a variable names where it names one, else in `fallback` of the home folder. */
export function inFolder(places: Places, variable: string, fallback: string, path: string): string {
  const { isAbsolute, join } = pathsOf(places.platform);
  const named = places.environment[variable];
  return named !== undefined && isAbsolute(named) ? join(named, path) : inHome(places, posix.join(fallback, path));
}

/** What only an administrator writes, by platform. */
export const inMachine = ({ platform }: Places, folders: Readonly<Record<Places['platform'], string>>, path: string): string =>
  pathsOf(platform).join(folders[platform], path);
