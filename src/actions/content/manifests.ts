import type { Effect } from '../../domain/effect.ts';
import { isObject, type JsonValue, parseJson } from '../../domain/json.ts';
import { literal } from '../command.ts';
import { sourceFlags, strayIndex } from '../programs/packages/install.ts';
import { type Index, lookalikeOf, packageName } from '../programs/packages/lookalike.ts';
import type { Held, HeldReader, Step } from './held.ts';
import { indexes } from './settings.ts';

/** What an install runs by itself. */
const LIFECYCLE = /^(?:pre|post)?install$|^prepare$|^prepack$|^preprepare$|^postprepare$|^dependencies$/;
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
const PAIR = /"([\w@:./-]{1,128})"\s*:\s*("(?:[^"\\]|\\.){1,4000}")/g;
const VERSION = /^(?:[\^~<>=*v\d]|latest$|next$|npm:|workspace:|(?:https?|git\+\w+|github|gitlab):\S+$)/;
/** Addresses that say where to read more. */
const ABOUT = /^(?:homepage|url|repository|bugs|funding|registry|email|author|license|\$schema)$/;

/** The scripts of a package and the packages that it asks for; of a part of the file every pair of names and texts. */
export function packageManifest(text: string): Held {
  const whole = parseJson(text);
  if (!isObject(whole)) {
    const pairs = [...text.matchAll(PAIR)].map((match): readonly [string, string] => [match[1] ?? '', stringOf(match[2] ?? '')]);
    const versions = pairs.filter(([, value]) => VERSION.test(value));
    const specs = versions.filter(([name]) => !ABOUT.test(name)).map(([, value]) => value);
    return {
      steps: pairs.filter(([, value]) => !VERSION.test(value)).map(scriptStep),
      effects: [...imitations(versions, 'npm'), ...elsewhere(specs)],
    };
  }
  const scripts = isObject(whole['scripts']) ? textsOf(whole['scripts']) : [];
  const wanted = DEPENDENCIES.flatMap((key) => (isObject(whole[key]) ? textsOf(whole[key]) : []));
  return { steps: scripts.map(scriptStep), effects: [...imitations(wanted, 'npm'), ...elsewhere(wanted.map(([, version]) => version))] };
}

const scriptStep = ([name, text]: readonly [string, string]): Step => ({
  text,
  ...(LIFECYCLE.test(name) && { flags: ['lifecycle-scripts'] as const }),
});

const textsOf = (object: Readonly<Record<string, JsonValue | undefined>>): readonly (readonly [string, string])[] =>
  Object.entries(object).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));

function stringOf(written: string): string {
  const value = parseJson(written);
  return typeof value === 'string' ? value : '';
}

/** Packages that come from an address or a repository instead of a registry. */
const elsewhere = (specs: readonly string[]): readonly Effect[] =>
  specs.slice(0, 2_000).flatMap((spec): readonly Effect[] => {
    const flags = sourceFlags(spec).filter((flag) => flag !== 'from-path');
    return flags.length === 0 ? [] : [{ kind: 'package.install', operand: literalName(spec), flags, note: 'a dependency' }];
  });

function imitations(wanted: readonly (readonly [string, string])[], index: Index): readonly Effect[] {
  return wanted.slice(0, 2_000).flatMap(([name, version]): readonly Effect[] => {
    if (/^(?:file|link|workspace|portal|git|https?|github)[:+]/.test(version)) return [];
    const meant = lookalikeOf(packageName(name), index);
    return meant === undefined ? [] : [{ kind: 'package.install', operand: literalName(name), flags: ['lookalike'], note: meant }];
  });
}

const literalName = (name: string) => ({ text: name, value: name, certainty: 'literal', classes: [] }) as const;

/** The packages of a list for pip, one a line, and the indexes that it names. */
export function requirements(text: string): Held {
  const lines = text.split('\n', MAX_LINES).map((line) => line.trim());
  const named = lines.filter((line) => /^[A-Za-z]/.test(line) && !line.includes('://'));
  const addressed = lines.filter((line) => line.includes('://') && !/^(?:#|--?(?!e\b|-editable)[a-z])/.test(line));
  const indexed = lines.flatMap((line) => /^(?:--(?:extra-)?index-url|-i|--find-links|-f)[\s=]+(\S+)/.exec(line)?.[1] ?? []);
  return {
    steps: [],
    effects: [
      ...imitations(namesOf(named), 'pypi'),
      ...elsewhere(addressed.map((line) => line.replace(/^(?:-e|--editable)[\s=]+/, ''))),
      ...indexed.flatMap((address) => strayIndex(literal(address), 'a list of packages')),
    ],
  };
}

const namesOf = (specs: readonly string[]): readonly (readonly [string, string])[] => specs.map((spec) => [packageName(spec), '']);

const SECTION = /^\s*\[([^\]]+)\]\s*$/;
const IN_LIST = /"([A-Za-z][\w.-]*(?:\[[^\]]*\])?)\s*(?:[<>=!~;(][^"]*)?"/g;

/** The dependencies in a TOML manifest: keys of their sections, and for Python the lists under `dependencies`. */
const tomlManifest =
  (index: Index): HeldReader =>
  (text) => {
    let section = '';
    let isList = false;
    const names: string[] = [];
    for (const line of text.split('\n', MAX_LINES)) {
      section = SECTION.exec(line)?.[1] ?? section;
      const key = /^\s*"?([\w.-]+)"?\s*=/.exec(line)?.[1];
      if (index === 'pypi' && /^\s*(?:\w*dependencies|requires|dev|test|docs|lint)\s*=\s*\[/.test(line)) isList = true;
      if (isList) names.push(...[...line.matchAll(IN_LIST)].map((match) => packageName(match[1] ?? '')));
      else if (key !== undefined && key !== 'python' && /(?:^|[.-])dependencies(?:\.|$)/.test(section)) names.push(key);
      if (/\]\s*,?\s*$/.test(line)) isList = false;
    }
    return { steps: [], effects: [...imitations(namesOf(names), index), ...indexes(text).effects] };
  };

export const pythonManifest = tomlManifest('pypi');
export const cargoManifest = tomlManifest('crates');

/** The gems that a project asks for, and where from. */
export function gemfile(text: string): Held {
  const named = [...text.matchAll(/^[ \t]*(?:gem|add_(?:development_|runtime_)?dependency)[\s(]+["']([\w.-]{1,64})["']/gm)].map(
    (match) => match[1] ?? '',
  );
  const indexed = [...text.matchAll(/^[ \t]*source[\s(]+["'](https?:[^"']+)["']/gm)].map((match) => match[1] ?? '');
  const stray = indexed.flatMap((address) => strayIndex(literal(address), 'a Gemfile'));
  return { steps: [], effects: [...imitations(namesOf(named), 'gems'), ...stray] };
}

const MAX_LINES = 5_000;
