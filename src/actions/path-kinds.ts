import type { PathClass } from '../domain/operand.ts';
import { fitsGlob, hasGlob } from './globs.ts';
import { BUILD_FOLDERS, ENDINGS, NAMED, PATTERNED, PUBLIC, PUBLIC_NAME } from './path-table.ts';

/** Whole paths, and folders with all that lies below, by name: `a/b` anywhere, `~/a` in a home folder, `/a` from the root. */
const whole = new Map<string, readonly PathClass[]>();
const below = new Map<string, readonly PathClass[]>();
/** Many paths are of the same classes: they share one list. */
const lists = new Map<string, readonly PathClass[]>();
const shared = (classes: readonly PathClass[]): readonly PathClass[] => {
  const key = classes.join(' ');
  const list = lists.get(key) ?? classes;
  lists.set(key, list);
  return list;
};
const publicWhole = new Set<string>();
/** Names worth trying where a glob stands in for them. */
const sensitiveNames = new Set<string>();

for (const [kind, paths] of NAMED) {
  for (const written of paths.trim().split(/\s+/)) {
    const path = written.replaceAll('+', ' ');
    const table = path.endsWith('/') ? below : whole;
    const key = path.replace(/\/$/, '');
    table.set(key, shared([...(table.get(key) ?? []), kind]));
    if (kind !== 'cache' && kind !== 'manifest' && kind !== 'ci') for (const name of key.split('/')) sensitiveNames.add(name);
  }
}
const byEnding = new Map(ENDINGS.flatMap(([kind, endings]) => endings.split(' ').map((ending) => [`.${ending}`, shared([kind])])));
for (const path of PUBLIC) publicWhole.add(path.replace(/\/$/, ''));

const headOf = (path: string): string => (path.indexOf('/', 1) < 0 ? path : path.slice(0, path.indexOf('/', 1)));

/** How the paths of the tables begin and end: of most others that alone tells that they are none of them. */
const heads = new Set<string>();
const homeHeads = new Set<string>();
const lastNames = new Set<string>();
for (const key of [...whole.keys(), ...below.keys()]) {
  heads.add(headOf(key));
  if (key.startsWith('~/')) homeHeads.add(headOf(key.slice(2)));
}
for (const key of [...whole.keys(), ...publicWhole]) lastNames.add(key.slice(key.lastIndexOf('/') + 1));

export interface NamedPath {
  /** In lower case; the part inside the project where it lies in it, else all of it. */
  readonly path: string;
  readonly full: string;
  /** What follows a home folder, where it lies in one. */
  readonly inHome?: string | undefined;
  readonly inProject: boolean;
}

/** What a path is by its names: secret, vcs, shell-startup, …; nothing of where it lies. */
export function kindsOf(named: NamedPath): Set<PathClass> {
  const found = new Set<PathClass>();
  const add = (kinds: readonly PathClass[] | undefined) => {
    if (kinds) for (const kind of kinds) found.add(kind);
  };
  const segments = named.path.split('/').filter((segment) => segment !== '');
  const tails = lastSegments(segments);
  for (const tail of tails) add(whole.get(tail));
  segments.forEach((segment, at) => {
    if (!heads.has(segment)) return;
    add(below.get(segment));
    const next = segments[at + 1];
    if (next === undefined) return;
    add(below.get(`${segment}/${next}`));
    const third = segments[at + 2];
    if (third !== undefined) add(below.get(`${segment}/${next}/${third}`));
  });
  if (heads.has(headOf(named.full))) anchored(named.full, '', add);
  if (named.inHome !== undefined && homeHeads.has(headOf(named.inHome))) anchored(named.inHome, '~/', add);
  for (const [kind, text, pattern] of PATTERNED) if (named.full.includes(text) && pattern.test(named.full)) found.add(kind);
  add(byEnding.get(named.full.slice(named.full.lastIndexOf('.'))));
  if (named.inProject && segments.some((segment) => BUILD_FOLDERS.has(segment))) found.add('cache');
  if (found.has('secret') && (PUBLIC_NAME.test(named.full) || tails.some((tail) => publicWhole.has(tail)))) found.delete('secret');
  return found;
}

function anchored(path: string, anchor: string, add: (kinds: readonly PathClass[] | undefined) => void): void {
  add(whole.get(anchor + path));
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) add(below.get(anchor + path.slice(0, at)));
  add(below.get(anchor + path));
}

function lastSegments(segments: readonly string[]): string[] {
  const last = segments.at(-1);
  if (last === undefined || !lastNames.has(last)) return [];
  const two = `${segments.at(-2) ?? ''}/${last}`;
  return [last, two, `${segments.at(-3) ?? ''}/${two}`];
}

const MAX_CANDIDATES = 64;

/** The paths of known names that a pattern such as `/etc/sh?dow` or `~/.ss*` could mean, itself first. Bounded. */
export function namesBehindGlob(pattern: string): string[] {
  let paths = [''];
  const segments = pattern.split('/');
  for (const [at, segment] of segments.entries()) {
    const choices = [segment, ...(hasGlob(segment) ? namesFor(segment, paths[0] ?? '', at < segments.length - 1) : [])];
    paths = choices.flatMap((choice) => paths.map((path) => (at === 0 ? choice : `${path}/${choice}`))).slice(0, MAX_CANDIDATES);
  }
  return paths;
}

/**
 * Only names that the pattern spells out for a good part, or `cat *.json` would read every secret there is; in /etc all that fit.
 * Of a hidden folder on the way less is enough, since what follows has to fit as well.
 */
function namesFor(segment: string, folder: string, isOnTheWay: boolean): string[] {
  const spelled = segment.replace(/\[[^\]]*\]/g, '?').replace(/[*?]/g, '').length;
  if (spelled === 0) return [];
  const anchored = !hasGlob(segment.charAt(0));
  const isEnough = (name: string): boolean =>
    folder === '/etc' || (anchored && (spelled * 2 >= name.length || (isOnTheWay && spelled >= 3 && name.startsWith('.'))));
  return [...sensitiveNames].filter((name) => isEnough(name) && fitsGlob(segment, name));
}
