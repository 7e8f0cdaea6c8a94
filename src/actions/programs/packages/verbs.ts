import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import type { Program, Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { programName } from '../../words.ts';
import { addressesIn, indexFlags, installs, publishes, removes, runsScript, setsIndex, strayIndex } from './install.ts';

/** A package manager as data: which of its verbs do what. Verbs of two words are written with a blank. */
export interface Manager {
  readonly install?: readonly string[];
  readonly remove?: readonly string[];
  readonly publish?: readonly string[];
  /** Taking something published back. */
  readonly withdraw?: readonly string[];
  /** Options with which the verb `owner` changes who may publish; without them it lists who may. */
  readonly owners?: readonly string[];
  /** Verbs that run the project's own code. */
  readonly script?: readonly string[];
  readonly login?: readonly string[];
  /** Verbs that name an index for later. */
  readonly addIndex?: readonly string[];
  /** The same where everyone has indexes of their own. */
  readonly addRepository?: readonly string[];
  readonly singleDash?: boolean;
  readonly values?: readonly string[];
  /** Options that name an index other than the manager's own. */
  readonly indexes?: readonly string[];
  /** Options that name an index by a word or by an address; only an address can be odd. */
  readonly channels?: readonly string[];
  readonly insecure?: readonly string[];
  readonly global?: readonly string[];
  readonly git?: readonly string[];
  readonly path?: readonly string[];
  readonly dry?: readonly string[];
}

function verbOf(operands: readonly Word[], spec: Manager): { verb: string; rest: readonly Word[] } {
  const [first, second] = operands;
  const pair = `${first?.value ?? ''} ${second?.value ?? ''}`;
  const { install, remove, publish, withdraw, script, login, addIndex, addRepository } = spec;
  const known = [install, remove, publish, withdraw, script, login, addIndex, addRepository].some((verbs) => verbs?.includes(pair));
  return known ? { verb: pair, rest: operands.slice(2) } : { verb: first?.value ?? '', rest: operands.slice(1) };
}

function installFlags(options: Options, spec: Manager): readonly EffectFlag[] {
  const flags: EffectFlag[] = [
    ...indexFlags([...options.all(...(spec.indexes ?? [])), ...options.all(...(spec.channels ?? [])).flatMap(addressesIn)]),
  ];
  if (spec.insecure && options.has(...spec.insecure)) flags.push('insecure');
  if (spec.global && options.has(...spec.global)) flags.push('global');
  if (spec.git && options.has(...spec.git)) flags.push('from-git');
  if (spec.path && options.has(...spec.path)) flags.push('from-path');
  return flags;
}

/** What the command line of such a manager does; undefined where no verb of the table stands in it. */
export function managed(program: string, words: readonly Word[], spec: Manager): readonly Effect[] | undefined {
  const options = readOptions(words, { values: spec.values ?? [], singleDash: spec.singleDash === true });
  const { verb, rest } = verbOf(options.operands, spec);
  const note = `${program} ${verb}`;
  const dry = options.has('dry-run', ...(spec.dry ?? []));
  if (spec.install?.includes(verb)) return dry ? [] : installs(rest, installFlags(options, spec), note);
  if (spec.remove?.includes(verb)) return dry ? [] : removes(rest, [], note);
  if (spec.publish?.includes(verb)) return [dry ? runsScript(note) : publishes(note, installFlags(options, spec), rest[0])];
  if (spec.owners && verb === 'owner') {
    const who = options.value(...spec.owners);
    return who ? [publishes(note, ['owner'], who)] : [];
  }
  if (spec.withdraw?.includes(verb)) return [publishes(note, ['delete'], rest[0])];
  if (spec.script?.includes(verb)) return [runsScript(note, rest[0])];
  if (spec.addRepository?.includes(verb)) return rest.flatMap((word) => strayIndex(word, note));
  if (spec.addIndex?.includes(verb)) return [...rest, ...options.all(...(spec.indexes ?? []))].flatMap((word) => setsIndex(word, note));
  return spec.login?.includes(verb) ? [{ kind: 'secret.write', note }] : undefined;
}

/** A program that is such a manager and nothing more. */
export function manager(spec: Manager): Program {
  return (command) => ({ effects: managed(programName(command.words[0]), command.words.slice(1), spec) ?? [] });
}
