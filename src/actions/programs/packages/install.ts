import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import type { HostClass } from '../../../domain/operand.ts';
import { hostOperand } from '../../addresses.ts';
import type { Word } from '../../command.ts';
import { isKnown, nameOperand, withValue } from '../../words.ts';

const GIT_SOURCE = /^(?:git[+@:]|(?:github|gitlab|bitbucket|gist|sourcehut):|ssh:\/\/git@|.*\.git(?:[#@]|$))/i;
const PATH_SOURCE = /^(?:\.{1,2}(?:[/[]|$)|[~/]|file:|link:|portal:)/;
const ARCHIVE = /\.(?:tgz|tar\.gz|whl|zip|deb|rpm|apk|gem|crate|nupkg|pkg\.tar\.\w+|snap|flatpak|jar)$/i;

/** Where a package comes from, when it is not its manager's index. */
export function sourceFlags(spec: string): readonly EffectFlag[] {
  // `name @ https://…` (pip) and `name@git+https://…` (npm) name the source behind the name.
  const source = spec.replace(/^[\w.@/[\],-]*?\s*@\s*(?=(?:git\+|https?:|file:|github:|\.{0,2}\/))/, '');
  if (GIT_SOURCE.test(source)) return ['from-git'];
  if (/^https?:/i.test(source)) return /^http:/i.test(source) ? ['from-url', 'plain-http'] : ['from-url'];
  return PATH_SOURCE.test(source) || ARCHIVE.test(source) ? ['from-path'] : [];
}

/** The quality of an index that an option names: a known registry or one on this machine is none. */
export function indexFlags(indexes: readonly Word[]): readonly EffectFlag[] {
  const odd = indexes.some((word) => {
    const { classes } = hostOperand(word);
    return !isKnown(word) || !(classes.includes('registry') || classes.includes('loopback'));
  });
  const plain = indexes.some((word) => /^http:/i.test(word.value) && !hostOperand(word).classes.includes('loopback'));
  return [...(odd ? (['odd-index'] as const) : []), ...(plain ? (['plain-http'] as const) : [])];
}

/** The addresses in a list of indexes, as GOPROXY and UV_INDEX have them; words such as `direct` are none. */
export const addressesIn = (word: Word): readonly Word[] =>
  word.value
    .split(/[,|\s]/, MAX_INDEXES)
    .filter((part) => /^https?:/i.test(part))
    .map((part) => withValue(word, part));

const MAX_INDEXES = 16;

/** Getting packages; without names, those that the project lists. */
export function installs(packages: readonly Word[], flags: readonly EffectFlag[], note: string): readonly Effect[] {
  if (packages.length === 0) return [{ kind: 'package.install', ...withFlags(flags), note }];
  return packages.flatMap((word): readonly Effect[] => {
    const operand = nameOperand(word);
    const install: Effect = { kind: 'package.install', operand, ...withFlags([...flags, ...sourceFlags(word.value)]), note };
    // What is installed for everyone takes the place of the guard that runs now.
    return flags.includes('global') && OWN_PACKAGE.test(word.value) ? [install, { kind: 'guard.tamper', operand, note }] : [install];
  });
}

const OWN_PACKAGE = /(?:^|\/)[^/@]*hookwarden[^/]*$/i;

const NOBODYS: readonly HostClass[] = ['ip', 'tunnel', 'paste', 'webhook', 'shortener'];

/** An index in the clear or on a host that belongs to nobody in particular, where every other one may be somebody's own. */
export function strayIndex(word: Word, note: string): readonly Effect[] {
  const operand = hostOperand(word);
  const { classes } = operand;
  const nearby = classes.includes('loopback') || classes.includes('private');
  const stray = /^http:/i.test(word.value) || NOBODYS.some((kind) => classes.includes(kind));
  return stray && !nearby ? [{ kind: 'package.install', operand, flags: ['odd-index', 'persist'], note }] : [];
}

/** A setting that makes an index the one that packages come from from now on; nothing where the index is a usual one. */
export function setsIndex(word: Word, note: string): readonly Effect[] {
  return addressesIn(word).flatMap((address): readonly Effect[] => {
    const flags = indexFlags([address]);
    return flags.length === 0 ? [] : [{ kind: 'package.install', operand: hostOperand(address), flags: [...flags, 'persist'], note }];
  });
}

export function removes(packages: readonly Word[], flags: readonly EffectFlag[], note: string): readonly Effect[] {
  return packages.map((word) => ({ kind: 'package.remove', operand: nameOperand(word), ...withFlags(flags), note }));
}

/** Making something public, or taking it back. */
export function publishes(note: string, flags: readonly EffectFlag[] = [], what?: Word): Effect {
  return { kind: 'package.publish', ...(what ? { operand: nameOperand(what) } : {}), ...withFlags(flags), note };
}

/** Running code that the project holds, under a name. */
export function runsScript(note: string, name?: Word): Effect {
  return { kind: 'package.script', ...(name ? { operand: nameOperand(name) } : {}), note };
}

const withFlags = (flags: readonly EffectFlag[]) => (flags.length > 0 ? { flags } : {});
