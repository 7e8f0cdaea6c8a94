import type { Effect } from '../../domain/effect.ts';
import { isObject, type JsonValue } from '../../domain/json.ts';
import { hostOperand, parseAddress } from '../addresses.ts';
import { literal } from '../command.ts';
import { type Index, lookalikeOf, packageName } from '../programs/packages/lookalike.ts';
import type { Held, Step } from './held.ts';

const MAX_FOUND = 64;

export function parsedJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an install runs by itself. */
const LIFECYCLE = /^(?:pre|post)?install$|^prepare$|^prepack$|^preprepare$|^postprepare$|^dependencies$/;
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'imports'] as const;
const PAIR = /"([\w@:./-]{1,128})"\s*:\s*("(?:[^"\\]|\\.){1,4000}")/g;
const VERSION = /^(?:[\^~<>=*v\d]|latest$|next$|npm:|workspace:)/;

/** The scripts of a package and the packages that it asks for; of a part of the file every pair of names and texts. */
export function packageManifest(text: string): Held {
  const whole = parsedJson(text);
  if (!isObject(whole)) {
    const pairs = [...text.matchAll(PAIR)].map((match): readonly [string, string] => [match[1] ?? '', stringOf(match[2] ?? '')]);
    const versions = pairs.filter(([, value]) => VERSION.test(value));
    return { steps: pairs.filter(([, value]) => !VERSION.test(value)).map(scriptStep), effects: imitations(versions, 'npm') };
  }
  const scripts = isObject(whole['scripts']) ? textsOf(whole['scripts']) : [];
  const wanted = DEPENDENCIES.flatMap((key) => (isObject(whole[key]) ? textsOf(whole[key]) : []));
  return { steps: scripts.map(scriptStep), effects: imitations(wanted, 'npm') };
}

const scriptStep = ([name, text]: readonly [string, string]): Step => ({
  text,
  ...(LIFECYCLE.test(name) && { flags: ['lifecycle-scripts'] as const }),
});

const textsOf = (object: Readonly<Record<string, JsonValue | undefined>>): readonly (readonly [string, string])[] =>
  Object.entries(object).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));

function stringOf(written: string): string {
  const value = parsedJson(written);
  return typeof value === 'string' ? value : '';
}

function imitations(wanted: readonly (readonly [string, string])[], index: Index): readonly Effect[] {
  return wanted.slice(0, 2_000).flatMap(([name, version]): readonly Effect[] => {
    if (/^(?:file|link|workspace|portal|git|https?|github)[:+]/.test(version)) return [];
    const meant = lookalikeOf(packageName(name), index);
    return meant === undefined ? [] : [{ kind: 'package.install', operand: literalName(name), flags: ['lookalike'], note: meant }];
  });
}

const literalName = (name: string) => ({ text: name, value: name, certainty: 'literal', classes: [] }) as const;

/** The packages of a list for pip, one a line. */
export function requirements(text: string): Held {
  const names = text
    .split('\n', MAX_LINES)
    .map((line) => line.trim())
    .filter((line) => /^[A-Za-z]/.test(line) && !/\s@\s|:\/\//.test(line));
  return {
    steps: [],
    effects: imitations(
      names.map((line) => [packageName(line), ''] as const),
      'pypi',
    ),
  };
}

const MAX_LINES = 5_000;
const RESOLVED =
  /^\s*(?:"resolved"\s*:\s*"|resolved\s+"|resolution:.*tarball:\s*|url\s*=\s*"|source\s*=\s*\{\s*(?:url|registry)\s*=\s*")(https?:[^"\s#]+)/;

/** A lock file names where each package comes from: one that comes from another place than its neighbours has been exchanged. */
export function lockFile(text: string): Held {
  const addresses = text.split('\n', 100_000).flatMap((line) => RESOLVED.exec(line)?.[1] ?? []);
  const hosts = new Map<string, string>();
  for (const address of addresses) hosts.set(parseAddress(address).host ?? '', address);
  const isOwn = hosts.size === 1 && addresses.length > 3;
  const effects = [...hosts.values()].slice(0, MAX_FOUND).flatMap((address): readonly Effect[] => {
    const word = literal(address);
    const operand = hostOperand(word);
    const has = (...kinds: readonly string[]) => operand.classes.some((kind) => kinds.includes(kind));
    if (has('loopback', 'private') || (has('registry', 'code-host') && !/^http:/i.test(address))) return [];
    if (isOwn && !has('ip', 'paste', 'tunnel', 'webhook', 'shortener') && !/^http:/i.test(address)) return [];
    return [{ kind: 'package.install', operand, flags: ['odd-index'], note: 'a lock file' }];
  });
  return { steps: [], effects };
}
