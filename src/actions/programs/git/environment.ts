import type { Command, Outcome, Setting, Word } from '../../command.ts';
import { literal } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { splitQuoted, withValue } from '../../words.ts';
import { configured } from './config.ts';

/** Variables that stand for a configuration key. */
const AS_KEY: Readonly<Record<string, string>> = {
  GIT_SSH_COMMAND: 'core.sshCommand',
  GIT_SSH: 'core.sshCommand',
  GIT_EDITOR: 'core.editor',
  GIT_SEQUENCE_EDITOR: 'sequence.editor',
  EDITOR: 'core.editor',
  VISUAL: 'core.editor',
  GIT_PAGER: 'core.pager',
  PAGER: 'core.pager',
  GIT_EXTERNAL_DIFF: 'diff.external',
  GIT_ASKPASS: 'core.askPass',
  SSH_ASKPASS: 'core.askPass',
  GIT_PROXY_COMMAND: 'core.gitProxy',
  GIT_TEMPLATE_DIR: 'init.templateDir',
};

/** Variables that name a file or folder from which git takes code or configuration. */
const AS_SOURCE = ['GIT_EXEC_PATH', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG'];

/** Variables by which hook runners are told to do nothing. */
const HOOK_SWITCHES: Readonly<Record<string, RegExp>> = {
  HUSKY: /^0$/,
  HUSKY_SKIP_HOOKS: /^(?:1|true)$/,
  HUSKY_SKIP_INSTALL: /^(?:1|true)$/,
  LEFTHOOK: /^(?:0|false)$/,
  LEFTHOOK_EXCLUDE: /./,
  SKIP: /./,
  PRE_COMMIT_ALLOW_NO_CONFIG: /^(?:1|true)$/,
  OVERCOMMIT_DISABLE: /^1$/,
  SKIP_SIMPLE_GIT_HOOKS: /^(?:1|true)$/,
};

const MAX_PAIRS = 64;

/** Configuration pairs in the environment: GIT_CONFIG_COUNT with its keys and values, and GIT_CONFIG_PARAMETERS. */
export function environmentPairs(environment: Command['environment']): readonly (readonly [string, Word])[] {
  const { GIT_CONFIG_COUNT, GIT_CONFIG_PARAMETERS } = environment;
  const count = Math.min(MAX_PAIRS, Number.parseInt(GIT_CONFIG_COUNT?.value ?? '0', 10) || 0);
  const numbered = Array.from({ length: count }, (_, at): readonly [string, Word] => [
    environment[`GIT_CONFIG_KEY_${at}`]?.value ?? '',
    environment[`GIT_CONFIG_VALUE_${at}`] ?? literal(''),
  ]);
  const parameters = GIT_CONFIG_PARAMETERS ? splitQuoted(GIT_CONFIG_PARAMETERS).slice(0, MAX_PAIRS).map(pairOf) : [];
  return [...numbered, ...parameters];
}

/** `key=value`, as `-c` takes it; a bare key is true. */
export function pairOf(word: Word): readonly [string, Word] {
  const equals = word.value.indexOf('=');
  return equals < 0 ? [word.value, withValue(word, 'true')] : [word.value.slice(0, equals), withValue(word, word.value.slice(equals + 1))];
}

/** What the environment of a git command makes it execute. */
export function environmentOutcomes(environment: Command['environment'], setting: Setting): readonly Outcome[] {
  return Object.entries(environment).flatMap(([name, value]): readonly Outcome[] => {
    const key = AS_KEY[name];
    if (key) return [configured(key, value, setting)];
    if (AS_SOURCE.includes(name) && value.value !== '/dev/null' && value.value !== '') {
      return [{ effects: [{ kind: 'git.config-exec', operand: pathOperand(value, setting), note: name }] }];
    }
    if (name === 'GIT_ALLOW_PROTOCOL' && /\bext\b/.test(value.value)) return [{ effects: [{ kind: 'git.config-exec', note: name }] }];
    return [];
  });
}

/** True where the environment switches hooks off. */
export function hooksSwitchedOff(environment: Command['environment']): boolean {
  return Object.entries(HOOK_SWITCHES).some(([name, off]) => off.test(environment[name]?.value ?? ''));
}
