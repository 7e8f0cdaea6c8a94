import { posix } from 'node:path';
import type { Machine } from '../domain/facts.ts';
import type { Operand, PathClass } from '../domain/operand.ts';
import { HOLE, type Setting, type Word } from './command.ts';
import { fitsAlmostAll, hasGlob } from './globs.ts';
import { kindsOf, namesBehindGlob } from './path-kinds.ts';
import { folded, globReachesOwnState, holdsOwnState, type Place, placeElsewhere, placeOf, withoutSlash } from './places.ts';

export interface PathOptions {
  /** False for what acts on a symbolic link itself (rm, mv, ln): only the folder is resolved. */
  readonly follow?: boolean;
  /** True where all that lies below shares the fate (rm -r, mv): it then counts what the folder holds. */
  readonly tree?: boolean;
}

/** Longer paths no system takes; more of them would only cost time. */
const MAX_PATH = 4096;

/** A word that names a file, made absolute against the setting's folder, resolved through links where that is cheap, and classed. */
export function pathOperand(word: Word, setting: Setting, options: PathOptions = {}): Operand {
  const value = writtenPath(word);
  const hole = value.indexOf(HOLE);
  if (hole >= 0) {
    return { text: word.text, certainty: 'unknown', classes: [...new Set(possibleClasses(word, value, hole, setting))] };
  }
  const absolute = absolutePath(value, setting);
  if (absolute === undefined) return { text: word.text, certainty: 'unknown', classes: relativeKinds(value) };
  return {
    text: word.text,
    value: absolute,
    certainty: value === word.value ? word.certainty : 'derived',
    classes: classesOf(absolute, word.glob === true, setting, options),
  };
}

/** What is below the folder of a process is the same for every process. */
const SOME_PROCESS = /^\/proc\/[^/\0]*\0[^/]*\//;

function writtenPath(word: Word): string {
  const path = word.value.slice(0, MAX_PATH);
  return path.startsWith('/proc/') ? path.replace(SOME_PROCESS, '/proc/pid/') : path;
}

/** Most paths are normal; to look for what is not is far quicker than to read them letter by letter, as `normalize` does. */
const normal = (path: string): string =>
  path.startsWith('/') && !path.includes('/.') && !path.includes('//') ? path : posix.normalize(path);

/** The classes of an absolute, normal path. */
export function classifyPath(absolute: string, setting: Setting): readonly PathClass[] {
  return classesOf(normal(absolute), false, setting, {});
}

/** What a path with unknown pieces might be: by the certain part in front of them, and by what is left when they are empty. */
function possibleClasses(word: Word, value: string, hole: number, setting: Setting): readonly PathClass[] {
  const classesAt = (path: string, glob: boolean): readonly PathClass[] => {
    const absolute = absolutePath(path, setting);
    return absolute === undefined ? relativeKinds(path) : classesOf(absolute, glob, setting, {});
  };
  const kinds = /\$\{?HISTFILE\b/.test(word.text) ? [...relativeKinds(value), 'history-file' as const] : relativeKinds(value);
  const glob = word.glob === true;
  const empty = value.replaceAll(HOLE, '');
  const whenEmpty = word.unset && empty !== '' ? classesAt(empty, glob) : [];
  if (hole === 0) return [...(word.unset ? (['unset'] as const) : []), ...whenEmpty, ...kinds];
  const slash = value.lastIndexOf('/', hole);
  const folder = value.slice(0, slash + 1);
  const child = classesAt(`${folder}${NO_NAME}`, false);
  const underRoot = folder !== '' && absolutePath(folder, setting) === '/' ? (['root'] as const) : [];
  const vanishes = word.unset === true && slash === hole - 1;
  return [...child, ...underRoot, ...kinds, ...(vanishes ? [...whenEmpty, 'unset' as const] : [])];
}

/** A name that is nothing in particular, for "something in this folder". */
const NO_NAME = '\u{1}';

/** Looked at before a pattern is, for most paths have none. */
const mayHaveDrive = (value: string): boolean => value.charAt(1) === ':' || (value.startsWith('/') && (value.charAt(2) || '/') === '/');

function absolutePath(value: string, setting: Setting): string | undefined {
  const windows = mayHaveDrive(value) ? /^(?:([A-Za-z]):(?=[\\/]|$)|\/([A-Za-z])(?=\/|$))/.exec(value) : null;
  const drive = windows?.[1] ?? (setting.machine.platform === 'win32' ? windows?.[2] : undefined);
  if (drive !== undefined) return `${drive.toLowerCase()}:${normal(`/${value.slice(2).replaceAll('\\', '/')}`)}`;
  if (value === '') return undefined;
  if (value.startsWith('~')) return fromHome(value, setting);
  const path = throughProc(value, setting.cwd);
  if (path.startsWith('/')) return withoutSlash(normal(path.startsWith('//') ? path.slice(1) : path));
  if (setting.cwd === undefined) return undefined;
  return withoutSlash(normal(`${setting.cwd}/${setting.machine.platform === 'win32' ? path.replaceAll('\\', '/') : path}`));
}

/** The absolute path alone, where it is known: without its classes, which cost more. */
export function absoluteOf(word: Word, setting: Setting): string | undefined {
  const value = writtenPath(word);
  return value.includes(HOLE) ? undefined : absolutePath(value, setting);
}

/** `~` and `~name` where no shell has expanded them; on another machine any home stands for the person's there. */
function fromHome(value: string, setting: Setting): string {
  const slash = value.indexOf('/');
  const user = value.slice(1, slash < 0 ? undefined : slash);
  const rest = slash < 0 ? '' : value.slice(slash);
  if (user !== '' && !/^[a-z_][\w-]*$/i.test(user)) return withoutSlash(normal(`${setting.cwd ?? ''}/${value}`));
  const home =
    user === 'root' || setting.remote ? '/root' : user === '' ? setting.machine.home : `${posix.dirname(setting.machine.home)}/${user}`;
  return withoutSlash(normal(home + rest));
}

/** `/proc/self/root/etc` is `/etc`, `/proc/self/cwd` the working folder. */
function throughProc(value: string, cwd: string | undefined): string {
  if (!value.includes('proc/')) return value;
  const link = /^\/+proc\/+(?:self|thread-self|\d+)\/+(root|cwd)(?=\/|$)/.exec(value);
  if (!link) return value;
  const rest = value.slice(link[0].length);
  return link[1] === 'root' ? `/${rest}` : `${cwd ?? ''}${rest}`;
}

function classesOf(path: string, glob: boolean, setting: Setting, options: PathOptions): readonly PathClass[] {
  // What find printed comes back as a plain word.
  const pattern = (glob || path.includes('/**/')) && hasGlob(path);
  return pattern ? globClasses(path, setting, options) : classesOfOne(path, setting, options);
}

/** Of one path, whatever letters it holds. */
function classesOfOne(path: string, setting: Setting, options: PathOptions): readonly PathClass[] {
  if (setting.remote) return remoteClasses(path, setting, options);
  const written = classesAsWritten(path, setting, options);
  const real = realPath(path, written, setting, options);
  if (real === path) return written;
  const target = classesAsWritten(real, setting, options);
  return [...new Set([...target, ...written.filter((one) => !WHERE.has(one))])];
}

/** Classes of where a path lies, which a link leaves behind; what its name says of it stays. */
const WHERE: ReadonlySet<PathClass> = new Set(['outside', 'project', 'cache']);

/** The disk is asked only where a link could lead somewhere worse than where it lies. */
function realPath(path: string, written: readonly PathClass[], setting: Setting, options: PathOptions): string {
  if (written.length === 0 || written.some((one) => one === 'root' || one === 'system' || one === 'device')) return path;
  if (options.follow !== false) return setting.machine.files.resolve(path) ?? path;
  const folder = posix.dirname(path);
  const real = setting.machine.files.resolve(folder);
  return real === undefined || real === folder ? path : posix.join(real, posix.basename(path));
}

/** Inside a container a path means this machine's only where a folder of it is mounted. */
export function onThisMachine(path: string, { mounts }: Setting): string | undefined {
  const mount = mounts.find(({ target }) => path === target || path.startsWith(target === '/' ? target : `${target}/`));
  return mount && posix.join(mount.source, path.slice(mount.target.length));
}

function remoteClasses(path: string, setting: Setting, options: PathOptions): readonly PathClass[] {
  const mounted = onThisMachine(path, setting);
  if (mounted !== undefined) return classesOf(mounted, false, { ...setting, remote: false }, options);
  // An agent over there is not the one that this guard watches.
  return merged(path, placeElsewhere(path)).filter((one) => one !== 'agent-hooks' && one !== 'agent-folder');
}

const MAX_REMEMBERED = 4096;
const remembered = new WeakMap<Machine, Map<string, readonly PathClass[]>>();

function classesAsWritten(path: string, setting: Setting, options: PathOptions): readonly PathClass[] {
  const classes = rememberedClasses(path, setting, options);
  const { names, machine } = setting;
  const place = names && placeOf(path, machine).inProject;
  return place !== undefined && names?.isSensitive(place, options.tree === true) ? [...classes, 'secret', 'sensitive'] : classes;
}

/** By the names alone, so that what was found for a path once holds for the same machine. */
function rememberedClasses(path: string, setting: Setting, options: PathOptions): readonly PathClass[] {
  const { machine } = setting;
  let known = remembered.get(machine);
  if (!known || known.size >= MAX_REMEMBERED) {
    known = new Map();
    remembered.set(machine, known);
  }
  const key = options.tree ? `${path}\0` : path;
  const before = known.get(key);
  if (before) return before;
  const classes = classesByName(path, setting, options);
  known.set(key, classes);
  return classes;
}

function classesByName(path: string, setting: Setting, options: PathOptions): readonly PathClass[] {
  const classes = merged(path, placeOf(path, setting.machine));
  return options.tree && !classes.includes('own-state') && holdsOwnState(path, setting.machine) ? [...classes, 'own-state'] : classes;
}

function merged(path: string, place: Place): readonly PathClass[] {
  const full = folded(path);
  const kinds = kindsOf({ path: place.inProject ?? full, full, inHome: place.inHome, inProject: place.inProject !== undefined });
  return kinds.size === 0 ? place.classes : [...place.classes, ...kinds];
}

/** `folder/*` stands for the folder; `folder/*.log` for something in it, and for each well-known name it spells; so does a pattern at any depth. */
function globClasses(path: string, setting: Setting, options: PathOptions): readonly PathClass[] {
  const segments = path.split('/');
  const first = segments.findIndex(hasGlob);
  const folder = segments.slice(0, first).join('/') || '/';
  if (segments.slice(first).every(fitsAlmostAll)) return classesOfOne(folder, setting, options);
  const found = new Set<PathClass>(first > 1 ? [] : segments[1] === '**' ? ['system'] : ['root']);
  // `**` may also stand for no folder at all.
  const patterns = path.includes('/**/') ? [path, path.replaceAll('/**/', '/')] : [path];
  for (const candidate of patterns.flatMap(namesBehindGlob)) for (const one of classesOfOne(candidate, setting, options)) found.add(one);
  if (!setting.remote && globReachesOwnState(path, options.tree === true, setting.machine)) found.add('own-state');
  return [...found];
}

/** Without a folder to start from, a path can still say what it is. */
function relativeKinds(value: string): PathClass[] {
  const full = folded(value.replaceAll(HOLE, NO_NAME));
  const anchored = full.startsWith('/') ? full.slice(1) : full;
  return [...kindsOf({ path: anchored, full: anchored, inProject: false })].filter((kind) => kind !== 'cache');
}
