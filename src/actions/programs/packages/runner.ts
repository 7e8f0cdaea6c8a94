import { posix } from 'node:path';
import type { EffectFlag } from '../../../domain/effect.ts';
import type { Outcome, Run, Setting, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { isKnown, withValue } from '../../words.ts';
import { installs, sourceFlags } from './install.ts';

const MAX_LEVELS = 12;

/** True where a program of this name is installed for the project. */
function isInstalled(name: string, folder: string, setting: Setting): boolean {
  let at = setting.remote ? undefined : setting.cwd;
  for (let level = 0; at !== undefined && level < MAX_LEVELS; level++) {
    if (setting.machine.files.kind(posix.join(at, folder, name)) !== undefined) return true;
    const parent = posix.dirname(at);
    at = parent === at ? undefined : parent;
  }
  return false;
}

/** `@scope/name@1.2.3` without its version. */
const withoutVersion = (spec: string): string => spec.replace(/(?!^)(?:@|==|~=|>=).*$/, '').replace(/\[.*\]$/, '');

const EXACT_VERSION = /(?!^)(?:@|==)v?\d+\.\d+\.\d+/;

export interface Runner {
  readonly wrapper: string;
  /** Where installed programs lie below a project's folder. */
  readonly folder: string;
  readonly values: readonly string[];
  /** Options that name packages to get first. */
  readonly packages: readonly string[];
  /** Options whose value is shell text. */
  readonly shell?: readonly string[];
  /** With any of these nothing is fetched. */
  readonly offline: readonly string[];
}

/** A program that fetches a package where it must, and runs it at once: npx, uvx, `pnpm dlx`. */
export function runPackage(words: readonly Word[], setting: Setting, runner: Runner): Outcome {
  const options = readOptions(words, {
    values: [...runner.values, ...runner.packages, ...(runner.shell ?? [])],
    switches: ['yes', 'no', 'no-install', 'quiet', 'offline'],
    stopAtOperand: true,
  });
  const [spec, ...rest] = options.operands;
  const named = options.all(...runner.packages);
  const text = runner.shell && options.value(...runner.shell);
  const wanted = named.length > 0 ? named : spec ? [spec] : [];
  const fetched = options.has(...runner.offline)
    ? []
    : wanted.filter((word) => !isInstalled(posix.basename(withoutVersion(word.value)), runner.folder, setting));
  const effects = fetched.flatMap((word) => installs([word], pinning(word), runner.wrapper));
  if (text) return { effects, runs: [{ kind: 'shell', text, shell: 'sh', wrapper: runner.wrapper }] };
  return { effects, runs: spec ? programRuns(spec, rest, runner.wrapper) : [] };
}

function pinning(word: Word): readonly EffectFlag[] {
  return EXACT_VERSION.test(word.value) || sourceFlags(word.value).includes('from-path') ? [] : ['unpinned'];
}

const OTHERWISE_NAMED: ReadonlyMap<string, string> = new Map([
  ['aws-cdk', 'cdk'],
  ['firebase-tools', 'firebase'],
  ['netlify-cli', 'netlify'],
  ['@railway/cli', 'railway'],
  ['@shopify/cli', 'shopify'],
  ['@salesforce/cli', 'sf'],
]);

/** A package's program usually has the package's name. */
function programRuns(spec: Word, rest: readonly Word[], wrapper: string): readonly Run[] {
  const unversioned = isKnown(spec) ? withoutVersion(spec.value) : '';
  const name = OTHERWISE_NAMED.get(unversioned) ?? posix.basename(unversioned);
  return name === '' ? [] : [{ kind: 'argv', argv: [withValue(spec, name), ...rest], wrapper }];
}
