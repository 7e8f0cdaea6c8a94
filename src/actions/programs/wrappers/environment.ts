import type { Effect } from '../../../domain/effect.ts';
import { WITHOUT_QUESTIONS } from '../../agents/options.ts';
import type { Command, Outcome, Program, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { joined, programName, splitQuoted, withValue } from '../../words.ts';
import { family } from '../family.ts';
import { leadingAssignments, prefix, runOf } from './prefix.ts';

const DUMP: Effect = { kind: 'secret.dump', flags: ['environment'], note: 'env' };
const MAX_SPLITS = 8;

function readEnv(command: Command, words: readonly Word[], splits: number): Outcome {
  const options = readOptions(words, {
    values: ['u', 'C', 'S', 'P', 'unset', 'chdir', 'split-string'],
    switches: ['ignore-environment', 'null', 'debug'],
    stopAtOperand: true,
  });
  if (options.has('help', 'version')) return {};
  const split = options.value('S', 'split-string');
  if (split && splits < MAX_SPLITS) return readEnv(command, [...splitQuoted(split), ...options.operands], splits + 1);
  const { environment, rest } = leadingAssignments(options.operands.filter((word, at) => !(at === 0 && word.value === '-')));
  const cwd = options.value('C', 'chdir');
  const taken = options.all('u', 'unset').filter(({ value }) => Object.hasOwn(WITHOUT_QUESTIONS, value));
  const left = Object.fromEntries(taken.map((word) => [word.value, withValue(word, '')]));
  if (rest.length > 0) return { runs: runOf(command, rest, { environment: { ...left, ...environment }, ...(cwd ? { cwd } : {}) }) };
  return options.has('i', 'ignore-environment') ? {} : { effects: [DUMP] };
}

const env: Program = (command) => readEnv(command, command.words.slice(1), 0);

/** `direnv exec DIR CMD`, and `direnv allow`, which lets a project's .envrc run. */
const direnv: Program = (command, setting) => {
  const [verb, folder, ...inner] = command.words.slice(1);
  if (verb?.value === 'exec' && folder) return { runs: runOf(command, inner) };
  if (verb?.value === 'allow' || verb?.value === 'permit' || verb?.value === 'grant') {
    const path = { text: '.envrc', value: `${folder?.value ?? setting.cwd ?? '.'}/.envrc`, certainty: 'derived' } as const;
    return { runs: [{ kind: 'file', path, as: 'bash', wrapper: 'direnv' }] };
  }
  return {};
};

/** `mise exec [tool@version…] -- CMD` and the same of asdf. */
const versions: Program = (command) => {
  const [verb, ...rest] = command.words.slice(1);
  const separator = rest.findIndex((word) => word.value === '--');
  if (verb?.value === 'exec' || verb?.value === 'x') {
    const options = readOptions(rest, { values: ['c', 'C', 'command', 'cd', 'j', 'jobs'] });
    const text = options.value('c', 'command');
    if (text) return { runs: [{ kind: 'shell', text, shell: 'sh', wrapper: 'mise' }] };
    const inner =
      separator >= 0 ? rest.slice(separator + 1) : rest.filter((word) => !word.value.includes('@') && !word.value.startsWith('-'));
    return { runs: runOf(command, inner) };
  }
  return {};
};

const dotenv = prefix({ values: ['e', 'f', 'v', 'p', 'c'] });

/** `concurrently 'a' 'b'`: every operand is a shell line. */
const concurrently: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['n', 'c', 's', 'p', 'l', 't', 'm', 'names', 'success', 'prefix', 'max-processes', 'prefix-colors', 'restart-tries'],
  });
  return { runs: options.operands.map((text) => ({ kind: 'shell', text, shell: 'sh', wrapper: 'concurrently' }) as const) };
};

/** Programs that fill the environment (with secrets, mostly) for the command behind `--`. */
const behindSeparator: Program = (command) => {
  const at = command.words.findIndex((word) => word.value === '--');
  return at < 0 ? {} : { runs: runOf(command, command.words.slice(at + 1)) };
};

/** `watchexec`, `nodemon`: a command that runs again and again; `--exec` has it as shell text. */
const repeating: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['x', 'exec', 'e', 'exts', 'w', 'watch', 'i', 'ignore', 'f', 'filter', 'd', 'debounce', 'delay', 'ext', 's', 'signal'],
    stopAtOperand: true,
  });
  const text = options.value('x', 'exec');
  if (text) return { runs: [{ kind: 'shell', text, shell: 'sh', wrapper: programName(command.words[0]) }] };
  const [first, ...rest] = options.operands;
  if (first && /\.[cm]?[jt]s$/.test(first.value))
    return { runs: [{ kind: 'file', path: first, as: 'javascript', wrapper: 'nodemon', arguments: rest }] };
  return { runs: runOf(command, options.operands) };
};

/** `hyperfine 'a' 'b'`: every operand is a shell line, as are the preparations. */
const hyperfine: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: [
      'w',
      'r',
      'm',
      'M',
      'p',
      'c',
      's',
      'L',
      'P',
      'D',
      'n',
      'S',
      'warmup',
      'runs',
      'prepare',
      'cleanup',
      'setup',
      'conclude',
      'export-json',
      'export-markdown',
      'parameter-list',
      'shell',
      'style',
    ],
  });
  const texts = [...options.all('p', 's', 'c', 'prepare', 'setup', 'cleanup', 'conclude'), ...options.operands];
  return { runs: texts.map((text) => ({ kind: 'shell', text, shell: 'sh', wrapper: 'hyperfine' }) as const) };
};

/** Wrappers about the environment that a command runs in. */
export const environment = family(
  `env genv direnv mise rtx asdf dotenv op doppler infisical aws-vault chamber watchexec nodemon hyperfine concurrently cross-env
   cross-env-shell`,
  () => ({
    env,
    genv: env,
    direnv,
    mise: versions,
    rtx: versions,
    asdf: versions,
    dotenv,
    op: behindSeparator,
    doppler: behindSeparator,
    infisical: behindSeparator,
    'aws-vault': behindSeparator,
    chamber: behindSeparator,
    watchexec: repeating,
    nodemon: repeating,
    hyperfine,
    concurrently,
    'cross-env': prefix({ assignments: true }),
    'cross-env-shell': (command) => {
      const { environment: assigned, rest } = leadingAssignments(command.words.slice(1));
      if (rest.length === 0) return {};
      return Object.keys(assigned).length > 0 && rest.length > 1
        ? { runs: runOf(command, rest, { environment: assigned }) }
        : { runs: [{ kind: 'shell', text: joined(rest), shell: 'sh', wrapper: 'cross-env-shell' }] };
    },
  }),
);
