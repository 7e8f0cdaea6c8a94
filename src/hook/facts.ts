import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import type { Shell } from '../domain/event.ts';
import type { Facts, Machine } from '../domain/facts.ts';
import { PLACE_VARIABLES } from '../domain/place-variables.ts';
import { type Environment, type Folders, homeOf } from '../state/folders.ts';
import { isWithin, localFiles } from './files.ts';

/** Variables whose values a command's text may be expanded with. None of them is a secret. */
const SHOWN = ['HOME', 'LANG', 'LOGNAME', 'SHELL', 'TMPDIR', 'USER', ...PLACE_VARIABLES] as const;
const MAX_LEVELS = 64;

export interface Moment {
  readonly now: number;
  readonly attended: boolean;
  readonly cwd: string;
  readonly environment: Environment;
  readonly folders: Folders;
  /** The folder that the program was installed into. */
  readonly program: string;
}

export function gatherFacts({ now, attended, cwd, environment, folders, program }: Moment): Facts {
  const home = withoutSlash(normalize(homeOf(environment['HOME'])));
  const project = projectOf(normalize(cwd), home);
  const machine = {
    platform: platform(),
    shell: shellOf(environment['SHELL']),
    home,
    project,
    tempFolders: tempFolders(environment, home),
    ownPaths: [folders.state, folders.config, folders.runtime, program],
    environment: Object.fromEntries(SHOWN.map((name) => [name, environment[name]])),
    files: localFiles(project),
  };
  return { machine, now, attended };
}

export function platform(): Machine['platform'] {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

const withoutSlash = (path: string): string => (path.length > 1 ? path.replace(/\/$/, '') : path);

/** Agents run their commands in zsh where that is the user's shell, and else in Bash. */
const shellOf = (shell: string | undefined): Shell => (basename(shell ?? '') === 'zsh' ? 'zsh' : 'bash');

/** The nearest git root. A repository that is the home folder or holds it is a way of keeping settings, and makes no project of a home. */
export function projectOf(cwd: string, home: string): string {
  let folder = withoutSlash(cwd);
  for (let level = 0; level < MAX_LEVELS && !isWithin(folder, home); level++) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) break;
    folder = dirname(folder);
  }
  return withoutSlash(cwd);
}

const TEMPORARY = /^[._]?te?mp(?:[-._]\w{1,64})?$/i;
const SHORT_LIVED = [
  '/tmp',
  '/var/tmp',
  '/dev/shm',
  '/run/user',
  '/private/tmp',
  '/private/var/tmp',
  '/var/folders',
  '/private/var/folders',
];

/** TMPDIR may come from a project's settings: only its name, or where it lies, makes a folder one in which anything may be deleted. */
function tempFolders(environment: Environment, home: string): readonly string[] {
  const given = environment['TMPDIR'];
  const common = process.platform === 'darwin' ? ['/tmp', '/var/tmp', '/private/tmp', '/private/var/tmp'] : ['/tmp', '/var/tmp'];
  if (given === undefined || !isAbsolute(given)) return common;
  const folder = withoutSlash(normalize(given));
  const shortLived = !isWithin(home, folder) && SHORT_LIVED.some((place) => isWithin(place, folder));
  const credible = !isWithin(folder, home) && (shortLived || TEMPORARY.test(basename(folder)));
  return credible && !common.includes(folder) ? [folder, ...common] : common;
}
