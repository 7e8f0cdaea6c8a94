import type { Effect, EffectFlag, EffectKind } from '../../../domain/effect.ts';
import { hostOperand } from '../../addresses.ts';
import { type Command, literal, type Program, type Setting, type Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { tierNamed } from '../../tiers/names.ts';
import { nameOperand, programName } from '../../words.ts';
import { ASKS_FOR_HELP, argumentsOf } from '../effects.ts';
import { fitPattern, type Operand, type Pattern, parsePattern } from './pattern.ts';

/** What a line of a client does: a pattern (see `Pattern`), and the effect; without one it only looks, or changes nothing that lasts. */
export type Act = readonly [pattern: string, kind?: EffectKind, ...flags: readonly EffectFlag[]];

/** A client of a service that runs elsewhere, as data. Lists of options are written with blanks between. */
export interface Service {
  /** The first that fits counts; of a line that none fits it is only known that it may change something. */
  readonly acts: readonly Act[];
  /** Options that take a value. Others are told by their place only: a word behind an unknown option may be its value. */
  readonly values?: string;
  /** Options whose value names what is acted on, where no operand does; the first of them that is given. */
  readonly names?: string;
  /** Words in front of the verbs that say nothing: `alpha`. */
  readonly skip?: string;
  /** Options that take none. */
  readonly switches?: string;
  /** Options that keep it to this machine. */
  readonly local?: string;
  /** Long options have one dash. */
  readonly singleDash?: boolean;
}

interface Reader {
  readonly patterns: readonly { readonly pattern: Pattern; readonly kind: EffectKind | undefined; readonly flags: readonly EffectFlag[] }[];
  readonly values: readonly string[];
  readonly names: readonly string[];
  readonly switches: readonly string[];
  readonly local: readonly string[];
  readonly skip: readonly string[];
  readonly singleDash: boolean;
}

/** Names with blanks between, one by one. */
export const listed = (names: string | undefined): readonly string[] => (names ? names.trim().split(/\s+/) : []);

function reader(spec: Service): Reader {
  const patterns = spec.acts.map(([text, kind, ...flags]) => ({ pattern: parsePattern(text), kind, flags }));
  const tested = patterns.flatMap(({ pattern }) => pattern.options);
  const names = listed(spec.names);
  const valued = tested.filter((term) => term.values).flatMap((term) => term.names);
  const plain = tested.filter((term) => !term.values).flatMap((term) => term.names);
  const values = [...new Set([...listed(spec.values), ...ENDPOINTS, ...names, ...valued])];
  const local = listed(spec.local);
  const switches = [...listed(spec.switches), ...COMMON_SWITCHES, ...local, ...plain].filter((name) => !values.includes(name));
  return { patterns, values, names, switches, local, skip: listed(spec.skip), singleDash: spec.singleDash ?? false };
}

const TRIES_ONLY = /^--?(?:dry-?run|what-if|plan-only)(?:=(?!none$|false$).*)?$/;
const ENDPOINTS = ['endpoint-url', 'endpoint', 'api-url', 'api-endpoint', 'base-url'];
const COMMON_SWITCHES = ['y', 'yes', 'force', 'f', 'quiet', 'q', 'json', 'verbose', 'debug', 'no-verify-ssl', 'recursive', 'all'];

/**
 * A program whose verbs choose what it does to something that runs elsewhere. Its table is made when the program is
 * met: a call meets few of them, and whatever is made before is read at each start.
 */
export function service(table: () => Service): Program {
  let known: Reader | undefined;
  return (command, setting) => {
    const words = argumentsOf(command);
    if (words.some((word) => ASKS_FOR_HELP.test(word.value) || TRIES_ONLY.test(word.value))) return {};
    known ??= reader(table());
    const options = readOptions(words, known);
    if (options.operands[0]?.value === 'help' || options.has(...known.local) || staysHere(command, setting, options)) return {};
    const effect = effectOf(known, operandsOf(words, options, known), options, programName(command.words[0]));
    return effect ? { effects: [effect] } : {};
  };
}

function effectOf(known: Reader, operands: readonly Operand[], options: Options, program: string): Effect | undefined {
  const [named] = options.all(...known.names);
  for (const { pattern, kind, flags } of known.patterns) {
    const found = fitPattern(pattern, operands, options);
    if (!found) continue;
    if (!kind) return undefined;
    const target = found.target ?? named;
    const spared = flags.includes('irrecoverable') && target !== undefined && isThrowaway(target);
    const kept = spared ? flags.filter((flag) => flag !== 'irrecoverable') : flags;
    const note = [program, ...found.verbs].join(' ');
    return { kind, note, ...(target && { operand: nameOperand(target) }), ...(kept.length > 0 && { flags: kept }) };
  }
  const [first, second] = operands;
  const note = [program, first?.word.value ?? '', second?.word.value ?? ''].join(' ').trim();
  return first && { kind: 'infra.change', note, ...(named && { operand: nameOperand(named) }) };
}

/** What is there to be thrown away is not beyond recovery, whatever its kind. */
function isThrowaway({ value }: Word): boolean {
  const tier = tierNamed(value);
  return tier === 'staging' || tier === 'local';
}

function operandsOf(words: readonly Word[], options: Options, { switches, skip }: Reader): readonly Operand[] {
  const begin = options.operands.findIndex((word) => !skip.includes(word.value));
  return options.operands.slice(Math.max(begin, 0)).map((word, index) => {
    const at = index + Math.max(begin, 0);
    const before = words[(options.positions[at] ?? 0) - 1]?.value ?? '';
    const isOption = before.startsWith('-') && before.length > 1 && !before.includes('=');
    return { word, mayBeValue: isOption && before !== '--' && !switches.includes(before.replace(/^--?/, '')) };
  });
}

/** An emulator on this machine holds nothing that lasts. */
function staysHere({ environment }: Command, { machine }: Setting, options: Options): boolean {
  const set = Object.keys(environment).filter((name) => /ENDPOINT|EMULATOR|API_(?:URL|HOST)/.test(name));
  const words = [...options.all(...ENDPOINTS), ...set.flatMap((name) => environment[name] ?? [])];
  const inherited = machine.environment['AWS_ENDPOINT_URL'];
  return [...words, ...(inherited === undefined ? [] : [literal(inherited)])].some((word) =>
    hostOperand(word).classes.includes('loopback'),
  );
}
