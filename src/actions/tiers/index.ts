import { posix } from 'node:path';
import type { Effect, EffectKind } from '../../domain/effect.ts';
import type { ProductionSign } from '../../domain/policy.ts';
import type { Command, Setting, Word } from '../command.ts';
import { type Options, readOptions } from '../options.ts';
import { absoluteOf } from '../paths.ts';
import { isKnown, programName } from '../words.ts';
import { type Tier, tierNamed } from './names.ts';
import { type Naming, namingOf, VARIABLES } from './programs.ts';
import { isOnProductionBranch, isRaised, saysProduction } from './signs.ts';

const PLACED: ReadonlySet<EffectKind> = new Set([
  'infra.create',
  'infra.change',
  'infra.destroy',
  'infra.exec',
  'storage.delete',
  'db.write',
  'db.drop',
  'db.truncate',
  'db.admin',
]);

/** Says of what is done to infrastructure and databases whether it is done to production, a stage before it, or this machine. */
export function placed(effects: readonly Effect[], command: Command, setting: Setting): readonly Effect[] {
  if (!effects.some(({ kind }) => PLACED.has(kind))) return effects;
  const tier = tierOf(command, setting);
  return tier === undefined ? effects : flagged(effects, tier);
}

export const flagged = (effects: readonly Effect[], tier: Tier): readonly Effect[] =>
  effects.map((effect) =>
    PLACED.has(effect.kind) && effect.flags?.includes(tier) !== true ? { ...effect, flags: [...(effect.flags ?? []), tier] } : effect,
  );

/**
 * Where a command works, by what it says itself, then by what the files say that its program reads; the environment may only raise
 * to production. Undefined where nothing tells.
 */
function tierOf(command: Command, setting: Setting): Tier | undefined {
  const naming = namingOf(programName(command.words[0]));
  const options = naming && optionsOf(command, naming);
  const { names } = setting;
  if (names && saysProduction(command, options, naming, names)) return 'production';
  const written = last([
    ...assigned(command, options, naming),
    ...(options && naming ? tiersOf(options.all(...list(naming.where))) : []),
    ...(options ? tiersOf(options.operands.filter((word) => word.value.includes('://'))) : []),
  ]);
  // What is called local on another machine is not on this one.
  const behind = inherited(command, naming, setting);
  if (written !== undefined) return written === 'local' && setting.remote ? behind : written;
  const here = naming && options && worksHere(command, options, naming, setting) ? 'local' : undefined;
  const found = naming && options && surroundings(command, options, naming, setting);
  if (found === 'production' || (naming && raised(naming, setting))) return 'production';
  if (names && here === undefined && isRaised(setting, naming, names)) return 'production';
  return found ?? behind ?? here ?? (names && isOnProductionBranch(setting, names) ? 'production' : undefined);
}

/** That a container runs on this machine says nothing of what a client in it reaches; a cluster that is made here is what its client works on. */
function inherited({ wrappers }: Command, naming: Naming | undefined, { tier }: Setting): Tier | undefined {
  const isOutside = tier === 'local' && naming?.elsewhere === true && !wrappers.some((wrapper) => namingOf(wrapper)?.wraps);
  return isOutside ? undefined : tier;
}

/** The tier that a run inherits: what is sent through a client lands where the client works. */
export function tierBehind(command: Command, setting: Setting, isSent: boolean): Tier | undefined {
  const naming = namingOf(programName(command.words[0]));
  return naming && (isSent || naming.wraps) ? tierOf(command, setting) : setting.tier;
}

function surroundings(command: Command, options: Options, naming: Naming, setting: Setting): Tier | undefined {
  const place = setting.remote || namesPlace(command, options, naming) ? undefined : fileTier(naming, options, command, setting);
  if (place !== undefined) return place;
  if (naming.words && command.words.slice(1).some(namesProduction)) return 'production';
  const { cwd, machine } = setting;
  const folder = naming.folder && !setting.remote && cwd?.startsWith(`${machine.project}/`) ? cwd.slice(machine.project.length) : undefined;
  return last(tiersOf(options.all(...list(naming.part)))) ?? (folder === undefined ? undefined : tierNamed(folder));
}

const list = (names = ''): readonly string[] => (names === '' ? NONE : names.split(' '));
const NONE: readonly string[] = [];

const optionsOf = (command: Command, { where, part, singleDash = false, own = false }: Naming): Options =>
  readOptions(command.words.slice(1), { values: [...list(where), ...list(part), 'kubeconfig'], singleDash, stopAtOperand: own });

/** What a command line says last holds. */
const last = (tiers: readonly Tier[]): Tier | undefined => tiers.at(-1);

const tiersOf = (words: readonly Word[]): readonly Tier[] => words.filter(isKnown).flatMap(({ value }) => tierNamed(value) ?? []);

/** Text in a language of its own, such as SQL, tells nothing of the place; `host=db.prod dbname=shop` does. */
const IS_PROSE = /\s(?!\w+=\S)/;

/** `--live` is a way of moving a machine, `--prod` a place. */
const IS_LIVE = /^-+live\b/;

const namesProduction = ({ value }: Word): boolean => !IS_PROSE.test(value) && !IS_LIVE.test(value) && tierNamed(value) === 'production';

/** Variables set for the command, in front of it or, as make and rake take them, behind it. */
function assigned({ environment }: Command, options: Options | undefined, naming: Naming | undefined): readonly Tier[] {
  const names = naming ? list(naming.variables) : VARIABLES;
  const own = names.flatMap((name) => (Object.hasOwn(environment, name) ? (environment[name] ?? []) : []));
  const behind = (options?.operands ?? []).filter(({ value }) => names.includes(value.slice(0, Math.max(0, value.indexOf('=')))));
  return [...tiersOf(own), ...tiersOf(behind)];
}

const namesPlace = ({ environment }: Command, options: Options, { where, variables }: Naming): boolean =>
  options.has(...list(where)) || list(variables).some((name) => Object.hasOwn(environment, name));

const worksHere = (command: Command, options: Options, naming: Naming, { machine, remote }: Setting): boolean =>
  naming.own === true &&
  !remote &&
  !namesPlace(command, options, naming) &&
  !list(naming.variables).some((name) => machine.environment[name] !== undefined);

const raised = (naming: Naming, { machine, remote }: Setting): boolean =>
  !remote && [...list(naming.variables), ...list(naming.marks)].some((name) => tierNamed(machine.environment[name] ?? '') === 'production');

const MAX_KUBECONFIG = 512 * 1024;
const MAX_WORKSPACE = 256;
const MAX_FILES = 8;

/** What the program itself would read: the current context of Kubernetes, the workspace that Terraform was set to. */
function fileTier({ file }: Naming, options: Options, command: Command, setting: Setting): Tier | undefined {
  const { files } = setting.machine;
  const read = (path: string, most: number): string => {
    const content = files.read(path, most);
    return content.kind === 'text' ? content.text : '';
  };
  if (file === 'workspace') {
    const folder = absoluteOf(options.value('chdir') ?? { text: '.', value: '.', certainty: 'literal' }, setting);
    return folder === undefined
      ? undefined
      : named('terraformWorkspace', read(posix.join(folder, '.terraform/environment'), MAX_WORKSPACE).trim(), setting);
  }
  if (file !== 'kubeconfig') return undefined;
  const paths = kubeconfigs(options, command, setting);
  for (const path of paths) {
    const context = /^current-context:[ \t]*["']?([^\s"'#]+)/m.exec(read(path, MAX_KUBECONFIG))?.[1];
    const tier = named('kubeContext', context ?? '', setting);
    if (tier !== undefined) return tier;
    if (context !== undefined) break;
  }
  // A file that is named after production is taken at its word.
  return paths.some((path) => tierNamed(posix.basename(path)) === 'production') ? 'production' : undefined;
}

/** The policy's own names come before those that speak for themselves. */
const named = (sign: ProductionSign, name: string, { names }: Setting): Tier | undefined =>
  names?.isProduction(sign, name) ? 'production' : tierNamed(name);

function kubeconfigs(options: Options, { environment }: Command, setting: Setting): readonly string[] {
  const { machine } = setting;
  const given = options.value('kubeconfig') ?? environment['KUBECONFIG'];
  if (given && !isKnown(given)) return [];
  const paths = given?.value ?? machine.environment['KUBECONFIG'] ?? posix.join(machine.home, '.kube/config');
  return paths
    .split(':', MAX_FILES)
    .filter((path) => path !== '')
    .flatMap((path) => absoluteOf({ text: path, value: path, certainty: 'derived' }, setting) ?? []);
}
