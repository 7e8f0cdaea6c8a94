import type { Machine } from '../domain/facts.ts';
import type { PathClass } from '../domain/operand.ts';
import { fitsGlob } from './globs.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** The standard folders directly below the root; `/data` or `/app` of a container are not among them. */
const TOP_LEVEL = words('bin boot dev etc home lib lib32 lib64 libx32 media mnt nix opt proc root run sbin snap srv sys usr var');
const TOP_LEVEL_DARWIN = words('applications cores library network private system users volumes');
const TOP_LEVEL_WINDOWS = ['windows', 'program files', 'program files (x86)', 'programdata', 'users'];
const SYSTEM = words('bin boot etc lib lib32 lib64 libx32 nix opt proc run sbin snap sys usr var');
const SYSTEM_DARWIN = words('applications cores library private system');

const HARMLESS_DEVICES = words('null zero full random urandom tty stdin stdout stderr ptmx fd console');

const PERSONAL = words(
  'documents desktop downloads pictures music videos movies public templates dropbox onedrive creative icloud photos calibre maildir mail zotero',
);
/** Folders of a home whose loss, as a whole, is a person's loss. */
const PERSONAL_WHOLE = words('.config .local .local/share library library/application appdata appdata/roaming appdata/local');

const TEMP = ['/tmp', '/var/tmp', '/dev/shm', '/private/tmp', '/private/var/tmp', '/var/folders', '/private/var/folders', '/run/user'];

/** Folded once for each machine: comparisons below are plain. */
interface Known {
  readonly foldsCase: boolean;
  readonly home: string;
  readonly project: string;
  /** Somebody's home folder, or one that holds the home of who works here. */
  readonly projectIsHome: boolean;
  readonly temp: readonly string[];
  readonly own: readonly string[];
}

const knownOf = new WeakMap<Machine, Known>();

function known(machine: Machine): Known {
  const seen = knownOf.get(machine);
  if (seen) return seen;
  const foldsCase = machine.platform !== 'linux';
  const fold = (path: string) => withoutSlash(foldsCase ? folded(path) : path);
  const home = fold(machine.home);
  const project = fold(machine.project);
  const made: Known = {
    foldsCase,
    home,
    project,
    projectIsHome: isIn(home, project) || homePart(project, folded(project), home) === '',
    temp: [...TEMP, ...machine.tempFolders.map(fold)],
    own: machine.ownPaths.map((path) => folded(path).replace(/\/$/, '')),
  };
  knownOf.set(machine, made);
  return made;
}

export const withoutSlash = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);

/** Without regard to case and to how accents are encoded. */
export const folded = (path: string): string => path.normalize('NFC').replaceAll('\\', '/').toLowerCase();

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);

export interface Place {
  readonly classes: readonly PathClass[];
  /** The path inside the project, or inside a home folder; in lower case. */
  readonly inProject?: string;
  readonly inHome?: string;
}

/** Where an absolute, normal path lies. */
export function placeOf(absolute: string, machine: Machine): Place {
  const at = known(machine);
  const lower = folded(absolute);
  const path = at.foldsCase ? lower : absolute;
  const home = homePart(path, lower, at.home);
  const inProject = isOfProject(path, home, at) ? lower.slice(at.project.length + 1) : undefined;
  const classes = new Set<PathClass>();
  if (isRoot(lower, machine.platform)) classes.add('root');
  if (home === '' || lower === '/users' || (isIn(at.home, path) && path !== '/')) classes.add('home');
  const holdsProject = isIn(at.project, path) && !classes.has('root') && !classes.has('home');
  if (inProject === '' || holdsProject) classes.add('project-root');
  else if (inProject !== undefined) classes.add('project');
  if (home && inProject === undefined && isPersonal(home)) classes.add('personal');
  if (inProject === undefined || isRoot(at.project, machine.platform))
    for (const place of commonPlace(path, lower, at, machine.platform)) classes.add(place);
  if (inProject === undefined && needsPlace(classes, path) && !isHarmlessDevice(lower)) classes.add('outside');
  if (at.own.some((own) => isIn(lower, own))) classes.add('own-state');
  return { classes: [...classes], ...(inProject !== undefined && { inProject }), ...(home !== undefined && { inHome: home }) };
}

/** Who works in a home folder makes no project of what a person keeps in it, nor of what programs keep there in folders of theirs. */
function isOfProject(path: string, home: string | undefined, at: Known): boolean {
  if (at.project === '/' || !isIn(path, at.project)) return false;
  return !home || !at.projectIsHome || !(home.startsWith('.') || isPersonal(home));
}

/** Places that are the same in a container or on another machine. */
export function placeElsewhere(absolute: string): Place {
  const lower = folded(absolute);
  const classes = new Set<PathClass>();
  if (isRoot(lower, 'linux')) classes.add('root');
  const top = lower.split('/')[1] ?? '';
  if (isDevice(lower)) classes.add('device');
  else if (SYSTEM.has(top) && !TEMP.some((folder) => isIn(lower, folder)) && !isHarmlessDevice(lower)) classes.add('system');
  const home = homePart(absolute, lower, undefined);
  if (home === '' || lower === '/home') classes.add('home');
  return { classes: [...classes], ...(home !== undefined && { inHome: home }) };
}

/** Whether a folder holds any of this guard's own files: what happens to all of it happens to them. */
export function holdsOwnState(absolute: string, machine: Machine): boolean {
  const lower = folded(absolute);
  return known(machine).own.some((own) => isIn(own, lower));
}

const PLACES_OF_THEIR_OWN: readonly PathClass[] = ['root', 'home', 'system', 'temp', 'device'];

/** Whether a pattern can reach this guard's own files: one of them, or with `tree` a folder that holds them. */
export function globReachesOwnState(pattern: string, tree: boolean, machine: Machine): boolean {
  const wanted = folded(pattern).split('/');
  return known(machine).own.some((own) => {
    const names = own.split('/');
    if (wanted.length < names.length && !tree) return false;
    return names.every((name, at) => wanted[at] === undefined || fitsGlob(wanted[at], name));
  });
}

function needsPlace(classes: ReadonlySet<PathClass>, path: string): boolean {
  return path !== '/' && !PLACES_OF_THEIR_OWN.some((place) => classes.has(place));
}

function commonPlace(path: string, lower: string, at: Known, platform: Machine['platform']): readonly PathClass[] {
  if (at.temp.some((folder) => isIn(path, folder)) || isWindowsTemp(lower)) return ['temp'];
  if (isDevice(lower)) return ['device'];
  if (isIn(path, at.home) || isHarmlessDevice(lower)) return [];
  const top = lower.split('/')[1] ?? '';
  // Root's own home, which is not the person's who works here.
  if (top === 'root' || (SYSTEM.has(top) && !isIn(lower, '/var/www'))) return ['system'];
  if (platform === 'darwin' && SYSTEM_DARWIN.has(top)) return ['system'];
  return isWindowsSystem(lower) ? ['system'] : [];
}

const isWindowsTemp = (lower: string): boolean => lower.includes('/appdata/local/temp') && /\/appdata\/local\/temp(?:\/|$)/.test(lower);

const isWindowsSystem = (lower: string): boolean =>
  (lower.startsWith('c') || lower.startsWith('/mnt/c')) &&
  /^(?:\/mnt\/)?c:?\/(?:windows|program files(?: \(x86\))?|programdata)(?:\/|$)/.test(lower);

function isRoot(lower: string, platform: Machine['platform']): boolean {
  if (lower === '/') return true;
  const top = lower.slice(1);
  if (TOP_LEVEL.has(top) || (platform === 'darwin' && TOP_LEVEL_DARWIN.has(top))) return true;
  if (lower.charAt(1) !== ':' && !lower.startsWith('/mnt/')) return false;
  const onDrive = /^(?:[a-z]:(?:\/|$)|\/mnt\/[a-z]\/(?=.))(.*)$/.exec(lower)?.[1];
  return onDrive !== undefined && (onDrive === '' || TOP_LEVEL_WINDOWS.includes(onDrive));
}

function isDevice(lower: string): boolean {
  return (
    (lower.startsWith('/dev/') && !isHarmlessDevice(lower) && !isIn(lower, '/dev/shm')) ||
    (lower.startsWith('//') && /^\/\/[.?]\/physicaldrive/.test(lower))
  );
}

function isHarmlessDevice(lower: string): boolean {
  return lower.startsWith('/dev/') && (HARMLESS_DEVICES.has(lower.split('/')[2] ?? '') || lower.startsWith('/dev/pts/'));
}

const HOME_PARENTS = new Set(['root', 'home', 'users', 'var', 'mnt']);

/** What follows the home folder: of the person at work, or of any person. */
function homePart(path: string, lower: string, home: string | undefined): string | undefined {
  if (home !== undefined && isIn(path, home)) return lower.slice(home.length + 1);
  if (lower.charAt(1) !== ':' && !HOME_PARENTS.has(lower.split('/', 2)[1] ?? '')) return undefined;
  const other = /^(?:\/root|\/home\/[^/]+|\/users\/[^/]+|\/var\/root|[a-z]:\/users\/[^/]+|\/mnt\/[a-z]\/users\/[^/]+)(?=\/|$)/.exec(
    lower,
  )?.[0];
  return other === undefined || other === '/users/shared' ? undefined : lower.slice(other.length + 1);
}

function isPersonal(inHome: string): boolean {
  return PERSONAL_WHOLE.has(inHome) || PERSONAL.has(inHome.split('/')[0] ?? '');
}
