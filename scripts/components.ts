// Which packages of others run as part of the program or beside it: from the lock file, and from what the build has bundled.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isObject, type JsonObject, parseJson, stringAt } from '../src/domain/json.ts';
import { sqliteVersion } from '../src/state/sqlite.ts';

const ROOT = resolve(import.meta.dirname, '..');

export interface Component {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly licence: string;
  /** A package URL. */
  readonly purl: string;
  /** Of the package as the registry has it: SHA-512, hexadecimal. */
  readonly digest?: string;
  /** Part of the files in dist/; else installed beside them. */
  readonly bundled: boolean;
  /** What it came with, word for word. */
  readonly texts: readonly string[];
  /** Package URLs. */
  readonly needs: readonly string[];
}

type Packages = Readonly<Record<string, JsonObject>>;

/** Each package once a version, by name; the program itself is not among them. */
export function components(): readonly Component[] {
  const packages = lockedPackages();
  const bundled = new Set(bundledPackages());
  const places = Object.keys(packages).filter((place) => place !== '' && (packages[place]?.['dev'] !== true || bundled.has(place)));
  const found = new Map<string, Component>();
  for (const place of places) {
    const component = componentAt(place, packages, bundled.has(place));
    const before = found.get(component.purl);
    found.set(component.purl, before ? { ...before, bundled: before.bundled || component.bundled } : component);
  }
  const known = [...found.values()].map((one) => ({ ...one, needs: one.needs.filter((purl) => found.has(purl) || purl === SQLITE.purl) }));
  return [...known, SQLITE].toSorted((left, right) => (left.purl < right.purl ? -1 : 1));
}

/** What the program itself asks for, as package URLs. */
export const ownNeeds = (): readonly string[] => needsOf('', lockedPackages());

/** The library in better-sqlite3, which is no package of npm. */
const SQLITE: Component = sqlite();

function sqlite(): Component {
  const version = sqliteVersion();
  if (!version.ok) throw new Error(version.error.message);
  const text = 'SQLite is in the public domain: its authors have dedicated all of its code to it.';
  const purl = `pkg:generic/sqlite@${version.value}`;
  return { name: 'sqlite', version: version.value, licence: 'blessing', purl, bundled: false, texts: [text], needs: [] };
}

function lockedPackages(): Packages {
  const lock = parseJson(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const packages = isObject(lock) ? lock['packages'] : undefined;
  if (!isObject(packages)) throw new Error('package-lock.json holds no packages');
  return Object.fromEntries(Object.entries(packages).flatMap(([place, one]) => (isObject(one) ? [[place, one]] : [])));
}

function bundledPackages(): readonly string[] {
  const places = parseJson(readFileSync(join(ROOT, 'dist/bundled.meta.json'), 'utf8'));
  return Array.isArray(places) ? places.filter((place) => typeof place === 'string') : [];
}

function componentAt(place: string, packages: Packages, bundled: boolean): Component {
  const digest = sha512Of(packages[place]);
  const name = nameOf(place);
  return {
    ...{ name, version: stringAt(packages[place], 'version') ?? '', licence: stringAt(packages[place], 'license') ?? 'NOASSERTION' },
    ...{ purl: purlOf(place, packages), bundled, texts: licenceTexts(join(ROOT, place)) },
    ...(digest !== undefined && { digest }),
    needs: [...needsOf(place, packages), ...(name === 'better-sqlite3' ? [SQLITE.purl] : [])],
  };
}

const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

const purlOf = (place: string, packages: Packages): string =>
  `pkg:npm/${nameOf(place).replace('@', '%40')}@${stringAt(packages[place], 'version') ?? ''}`;

function sha512Of(one: JsonObject | undefined): string | undefined {
  const [, base64] = /^sha512-([A-Za-z0-9+/=]+)$/.exec(stringAt(one, 'integrity') ?? '') ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
}

/** The nearest of that name, from inside the package outwards, as Node looks for it. */
function needsOf(place: string, packages: Packages): readonly string[] {
  const dependencies = packages[place]?.['dependencies'];
  if (!isObject(dependencies)) return [];
  return Object.keys(dependencies).flatMap((name) => {
    for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
      const candidate = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
      if (packages[candidate]) return [purlOf(candidate, packages)];
      if (from === '') return [];
    }
  });
}

function licenceTexts(folder: string): readonly string[] {
  if (!existsSync(folder)) throw new Error(`${folder} is not installed: run npm ci`);
  return readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(name))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}
