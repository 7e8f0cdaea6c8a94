import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import type { Outcome, Run, Setting, Word } from '../../command.ts';
import type { Options } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { nameOperand, withValue } from '../../words.ts';
import { indexFlags, installs, publishes, removes, runsScript, setsIndex } from './install.ts';
import { lifecycleRuns } from './package-json.ts';

/** One command line of a JavaScript package manager. */
export interface Line {
  readonly program: string;
  readonly words: readonly Word[];
  readonly options: Options;
  readonly setting: Setting;
  readonly verb: string;
  /** Operands behind the verb. */
  readonly rest: readonly Word[];
  readonly note: string;
}

export type Verb = (line: Line) => Outcome;

function installFlags({ options, program, verb }: Line): readonly EffectFlag[] {
  const ignoring = options.value('ignore-scripts')?.value;
  const scripts = ignoring === 'false' || !options.has('ignore-scripts');
  return [
    ...(options.has('g', 'global') || options.value('location')?.value === 'global' ? (['global'] as const) : []),
    ...indexFlags(options.all('registry')),
    ...(scripts && (program === 'npm' || program === 'yarn') ? (['lifecycle-scripts'] as const) : []),
    ...(ignoring === 'false' || verb === 'rebuild' ? (['force'] as const) : []),
    ...(options.value('strict-ssl')?.value === 'false' ? (['insecure'] as const) : []),
  ];
}

export const install: Verb = (line) => {
  const effects = installs(line.rest, installFlags(line), line.note);
  const own = line.rest.length === 0 && !line.options.has('ignore-scripts', 'g', 'global');
  return { effects, runs: own ? lifecycleRuns(line.setting, line.program) : [] };
};

export const remove: Verb = (line) => ({ effects: removes(line.rest, line.options.has('g', 'global') ? ['global'] : [], line.note) });

export const publish: Verb = (line) => {
  if (line.options.has('dry-run')) return { effects: [runsScript(line.note)] };
  return { effects: [publishes(line.note, indexFlags(line.options.all('registry')), line.rest[0])] };
};

export const publishing =
  (flags: readonly EffectFlag[], ...harmless: readonly string[]): Verb =>
  ({ rest, note, options }) =>
    options.has('dry-run') || (rest[0] && harmless.includes(rest[0].value)) ? {} : { effects: [publishes(note, flags, rest[0])] };

export const credential =
  (kind: 'secret.write' | 'secret.read'): Verb =>
  ({ note }) => ({ effects: [{ kind, note }] });

/** `npm token`: a new one is printed, and so is the beginning of those that there are. */
export const token: Verb = ({ rest: [verb], note }) => {
  const kind = verb?.value === 'create' ? 'secret.write' : 'secret.read';
  return { effects: [verb?.value === 'revoke' || verb?.value === 'delete' ? publishes(note, ['owner'], verb) : { kind, note }] };
};

/** `npm create NAME` gets and runs `create-NAME`. */
export const create: Verb = (line) => {
  const name = line.rest[0];
  return name ? { effects: installs([withValue(name, `create-${name.value}`)], ['unpinned'], line.note) } : {};
};

/** What scripts are run with anyway, or an option that loads nothing. */
const SHELL =
  /^(?:\/(?:usr\/(?:local\/)?|opt\/homebrew\/)?bin\/|[a-z]:[\\/](?:program files|windows)[\\/][^"]*[\\/])?(?:(?:ba|z|da|k|a|fi)?sh|pwsh|powershell|cmd)(?:\.exe)?$|^--max-[\w-]+=\d+$/i;

const SECRET_SETTING = /_auth|_password|authtoken|:username/i;

export const config: Verb = (line) => {
  const [verb, first, second] = line.rest;
  if (verb?.value === 'get' && first && SECRET_SETTING.test(first.value)) return { effects: [{ kind: 'secret.read', note: line.note }] };
  if (verb?.value !== 'set' || !first) return {};
  const equals = first.value.indexOf('=');
  const key = (equals < 0 ? first.value : first.value.slice(0, equals)).toLowerCase();
  const value = equals < 0 ? second : withValue(first, first.value.slice(equals + 1));
  if (SECRET_SETTING.test(key)) return { effects: [{ kind: 'secret.write', note: line.note }] };
  if (!value) return {};
  if (/(?:^|:)registry$|^npmregistryserver$/.test(key)) return { effects: setsIndex(value, line.note) };
  if (key === 'script-shell' || key === 'scriptshell' || key === 'node-options')
    return SHELL.test(value.value)
      ? {}
      : { effects: [{ kind: 'package.script', operand: nameOperand(value), flags: ['persist'], note: `${line.note} ${key}` }] };
  if (key === 'ignore-scripts' && value.value === 'false')
    return { effects: [{ kind: 'package.install', flags: ['lifecycle-scripts', 'persist'], note: line.note }] };
  return key === 'strict-ssl' && value.value === 'false'
    ? { effects: [{ kind: 'package.install', flags: ['insecure', 'persist'], note: line.note }] }
    : {};
};

/** `npm pkg set scripts.NAME=TEXT`: the text is judged as what it will do. */
export const pkg: Verb = (line) => {
  const [verb, ...pairs] = line.rest;
  if (verb?.value !== 'set' && verb?.value !== 'delete') return {};
  const scripts = pairs.flatMap((word): readonly Run[] => {
    const text = /^scripts\.[^=]*=(.*)$/s.exec(word.value)?.[1];
    return text === undefined ? [] : [{ kind: 'shell', text: withValue(word, text), shell: 'sh', wrapper: 'npm pkg' }];
  });
  const file: Word = { text: 'package.json', value: 'package.json', certainty: 'derived' };
  const write: Effect = { kind: 'file.write', operand: pathOperand(file, line.setting), note: line.note };
  return { effects: [write], runs: scripts };
};
