import { holdsWord } from '../../../domain/word-list.ts';
import { REAL_NEIGHBOURS, REAL_SCOPES } from './popular/neighbours.ts';
import { POPULAR_NPM, POPULAR_SCOPES } from './popular/npm.ts';
import { POPULAR_CRATES, POPULAR_GEMS } from './popular/others.ts';
import { POPULAR_PYPI } from './popular/pypi.ts';

/** Where a package's name is looked up. */
export type Index = 'npm' | 'pypi' | 'crates' | 'gems';

interface Names {
  readonly popular: ReadonlySet<string>;
  /** Popular names without their separators. */
  readonly joined: ReadonlyMap<string, string>;
  readonly byLength: ReadonlyMap<number, readonly string[]>;
  readonly scopes: readonly string[];
  /** Neither popular nor imitations. */
  readonly real: ReadonlySet<string>;
}

const LISTS: Readonly<Record<Index, string>> = {
  npm: POPULAR_NPM,
  pypi: POPULAR_PYPI,
  crates: POPULAR_CRATES,
  gems: POPULAR_GEMS,
};

const read = new Map<Index, Names>();

const listed = (names: string): readonly string[] => names.trim().split(/\s+/);

/** The lists are read for the first package that is none of the popular ones as they are written, not when the program starts. */
function namesOf(index: Index): Names {
  const known = read.get(index);
  if (known) return known;
  const popular = listed(LISTS[index]).map((name) => normal(name, index));
  const byLength = new Map<number, string[]>();
  for (const name of popular) byLength.set(name.length, [...(byLength.get(name.length) ?? []), name]);
  const names: Names = {
    popular: new Set(popular),
    joined: new Map(popular.map((name) => [withoutSeparators(name), name])),
    byLength,
    scopes: index === 'npm' ? listed(POPULAR_SCOPES) : [],
    real: new Set(listed(REAL_NEIGHBOURS + REAL_SCOPES)),
  };
  read.set(index, names);
  return names;
}

/** PyPI and crates.io take separators for the same, and PyPI letters of both cases. */
function normal(name: string, index: Index): string {
  if (index === 'npm' || index === 'gems') return name;
  return index === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name.replaceAll('_', '-');
}

/** The name in what an installer is given: without version, extras, markers and an alias in front. */
export function packageName(spec: string): string {
  const aliased = /^@?[^@]+@npm:(.+)$/.exec(spec)?.[1] ?? spec;
  return /^(?:@[\w.~-]+\/)?[^\s@<>=!~;:[^(]+/u.exec(aliased.trim())?.[0] ?? '';
}

const withoutSeparators = (name: string): string => name.replace(/[-_.]/g, '');

/** Shorter names are too close to each other to tell an imitation from a name of its own. */
const MIN_LENGTH = 5;
const MAX_LENGTH = 64;

/**
 * The popular package that a name imitates: one edit away, other separators, a scope that is not the owner's, letters of another script.
 * Undefined for popular names themselves and for those that are known to be packages of their own.
 */
export function lookalikeOf(written: string, index: Index): string | undefined {
  if (written.length > MAX_LENGTH || holdsWord(LISTS[index], written)) return undefined;
  const name = normal(written, index);
  const isScoped = name.startsWith('@');
  if (!isScoped && name.length < MIN_LENGTH) return undefined;
  const names = namesOf(index);
  if (names.popular.has(name)) return undefined;
  if (isScoped) return scopeImitated(name, names);
  if (names.real.has(name)) return undefined;
  const joined = names.joined.get(withoutSeparators(name));
  if (joined !== undefined) return joined;
  for (let length = name.length - 1; length <= name.length + 1; length++)
    for (const popular of names.byLength.get(length) ?? []) if (isTypingError(name, popular)) return popular;
  return undefined;
}

function scopeImitated(name: string, { scopes, real }: Names): string | undefined {
  const [scope = '', rest = ''] = name.split('/');
  if (scopes.includes(scope) || real.has(scope)) return undefined;
  const imitated = scopes.find((known) => known.length > MIN_LENGTH && isTypingError(scope, known));
  return imitated === undefined ? undefined : `${imitated}/${rest}`;
}

/** A version at the end and a plural are names of their own more often than errors. */
function isTypingError(name: string, popular: string): boolean {
  if (popular.length < MIN_LENGTH || !isOneEdit(name, popular)) return false;
  if (withoutTail(name) === withoutTail(popular)) return false;
  // In a short name another letter is another word; letters that changed places, were doubled or are of another script are not.
  return popular.length > MIN_LENGTH + 1 || isSlip(name, popular) || /[^\0-\x7f]/.test(name);
}

const withoutTail = (name: string): string => name.replace(/(?:-?\d+|s)$/, '');

/** Damerau–Levenshtein distance of exactly one, in linear time. */
export function isOneEdit(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length - short.length > 1 || left === right) return false;
  const at = firstDifference(short, long);
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short.charAt(at) === long.charAt(at + 1) && short.charAt(at + 1) === long.charAt(at) && short.slice(at + 2) === long.slice(at + 2);
}

function isSlip(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  const at = firstDifference(short, long);
  if (short.length === long.length) return short.charAt(at) === long.charAt(at + 1) && short.charAt(at + 1) === long.charAt(at);
  return long.charAt(at) === long.charAt(at - 1) || long.charAt(at) === long.charAt(at + 1);
}

function firstDifference(short: string, long: string): number {
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  return at;
}
