import { posix } from 'node:path';
import { own } from '../../../domain/own.ts';
import { quoted } from '../../../domain/quoted.ts';
import { type Command, literal, type Outcome, type Program, type Setting, type Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { isKnown, joined, splitQuoted, withValue } from '../../words.ts';
import { family, type ProgramFamily } from '../family.ts';
import { configured, mergeOutcomes } from './config.ts';
import { discarding } from './discard.ts';
import { environmentOutcomes, environmentPairs, pairOf } from './environment.ts';
import { configuredAlias } from './folder.ts';
import { forges } from './forge.ts';
import { filterRepo, history } from './history.ts';
import { effect, type GitLine, plainly, shellRun, type VerbTable } from './line.ts';
import { others } from './others.ts';
import { push } from './push.ts';
import { refs } from './refs.ts';
import { sharing } from './sharing.ts';
import { tools } from './tools.ts';

const verbs: VerbTable = { ...discarding, ...refs, ...history, ...sharing, ...tools, push };

const GLOBAL_OPTIONS = {
  values: ['C', 'c', 'git-dir', 'work-tree', 'namespace', 'super-prefix', 'config-env', 'attr-source', 'list-cmds'],
  switches: ['exec-path', 'bare', 'no-pager', 'paginate', 'version', 'help', 'literal-pathspecs', 'no-optional-locks'],
  stopAtOperand: true,
};

/** The folder that git works in; undefined once a step of the way is not known. */
function folderOf(options: Options, start: string | undefined): string | undefined {
  return [...options.all('C'), ...options.all('work-tree').slice(-1)].reduce<string | undefined>((folder, word) => {
    if (!isKnown(word)) return undefined;
    return word.value.startsWith('/') ? posix.normalize(word.value) : folder && posix.resolve(folder, word.value);
  }, start);
}

/** `--config-env=key=NAME`: the value stands in a variable. */
function fromVariable(word: Word, environment: Command['environment'], setting: Setting): readonly [string, Word] {
  const [key, name] = pairOf(word);
  const inherited = own(setting.machine.environment, name.value);
  return [key, own(environment, name.value) ?? withValue(word, inherited ?? '')];
}

const MAX_ALIASES = 4;

function run(line: GitLine, depth: number): Outcome {
  const verb = Object.hasOwn(verbs, line.verb) ? verbs[line.verb] : undefined;
  if (line.words.some((word) => word.value === '--help') || (line.words.length === 1 && line.words[0]?.value === '-h'))
    return plainly('git.read')(line);
  if (verb) return verb(line);
  const given = line.configuration.get(`alias.${line.verb}`);
  const stored = given || depth >= MAX_ALIASES || line.verb === '' ? undefined : configuredAlias(line.verb, line.setting);
  const alias = given ?? (stored === undefined ? undefined : { ...literal(stored), certainty: 'derived' as const });
  if (!alias || depth >= MAX_ALIASES) return plainly('git.local')(line);
  // A shell alias of `-c` was followed where it was configured.
  if (alias.value.startsWith('!')) return given ? {} : { runs: [shellRun(line, shellAlias(alias, line.words))] };
  const [name, ...words] = splitQuoted(alias);
  return run({ ...line, verb: name?.value ?? '', words: [...words, ...line.words] }, depth + 1);
}

/** git hands an alias's text to the shell with the words behind it. */
function shellAlias(alias: Word, words: readonly Word[]): Word {
  const text = withValue(alias, alias.value.slice(1));
  return words.length === 0 ? text : joined([text, ...words.map((word) => (isKnown(word) ? withValue(word, quoted(word.value)) : word))]);
}

const program: Program = (command, outer) => {
  const options = readOptions(command.words.slice(1), GLOBAL_OPTIONS);
  const setting: Setting = { ...outer, cwd: folderOf(options, outer.cwd) };
  const pairs = [
    ...environmentPairs(command.environment),
    ...options.all('c').map(pairOf),
    ...options.all('config-env').map((word) => fromVariable(word, command.environment, setting)),
  ];
  const programs = options.value('exec-path');
  const foreign: Outcome = programs
    ? { effects: [{ kind: 'git.config-exec', operand: pathOperand(programs, setting), note: 'git --exec-path' }] }
    : {};
  const before = [
    ...environmentOutcomes(command.environment, setting),
    ...pairs.map(([key, value]) => configured(key, value, setting)),
    foreign,
  ];
  const [verb, ...words] = options.operands;
  if (!verb) return mergeOutcomes(before);
  const folder = options.all('C').at(-1);
  const line: GitLine = {
    command,
    verb: isKnown(verb) ? verb.value : '',
    words,
    setting,
    ...(folder ? { folder } : {}),
    configuration: new Map(pairs.map(([key, value]) => [key.toLowerCase(), value])),
  };
  return mergeOutcomes([...before, run(line, 0)]);
};

const standalone =
  (verb: string, run: VerbTable[string]): Program =>
  (command, setting) =>
    run?.({ command, verb, words: command.words.slice(1), setting, configuration: new Map() }) ?? {};

const itself = family('git hub git-filter-repo bfg', () => ({
  git: program,
  hub: program,
  'git-filter-repo': standalone('filter-repo', filterRepo),
  bfg: standalone('bfg', (line) => ({ effects: [effect(line, 'git.rewrite', ['history'])] })),
}));

/** Git, the programs that are git under another name, and the code hosts' own. */
export const git: readonly ProgramFamily[] = [itself, forges, others];
