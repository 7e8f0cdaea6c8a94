import type { Effect } from '../../../domain/effect.ts';
import { type Command, HOLE, type Program, type ProgramTable, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';

const SECRET_NAME =
  /(?:token|secret|passwo?r?d|passwd|passphrase|api_?key|access_?key|private_?key|credential|auth|_pat$|_key$|_pass$|dsn$|cookie|jwt)/i;

/** Whether a variable of this name holds a secret by custom. */
const isSecretVariable = (name: string): boolean =>
  SECRET_NAME.test(name) && !/^(?:SSH_AUTH_SOCK|XAUTHORITY|GPG_KEY_ID|.*_(?:FILE|PATH|URL|ID))$/i.test(name);

const dump: Effect = { kind: 'secret.dump', flags: ['environment'], note: 'every variable of the environment' };

/** `env` without a command prints every variable; with one it is a wrapper, which is told elsewhere. */
const env: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['u', 'unset', 'C', 'chdir', 'S', 'split-string', 'a', 'argv0'],
    switches: ['ignore-environment', 'null', 'debug', 'help', 'version'],
    stopAtOperand: true,
  });
  if (options.has('help', 'version', 'S', 'split-string', 'i', 'ignore-environment')) return {};
  const hasCommand = options.operands.some((word) => !/^[A-Za-z_]\w*=/.test(word.value));
  return hasCommand ? {} : { effects: [dump], stdout: { origin: 'dynamic' } };
};

const printenv: Program = (command) => {
  const names = readOptions(command.words.slice(1)).operands;
  if (command.words.some((word) => /^--(?:help|version)$/.test(word.value))) return {};
  return { effects: names.length === 0 ? [dump] : names.flatMap(readsVariable), stdout: { origin: 'dynamic' } };
};

function readsVariable(name: Word): readonly Effect[] {
  const isSecret = name.value.includes(HOLE) || isSecretVariable(name.value);
  return isSecret ? [{ kind: 'secret.read', operand: nameOperand(name), flags: ['environment'] }] : [];
}

/** `ps e` shows the environment of processes beside their arguments. */
const ps: Program = (command: Command) => {
  const [, first] = command.words;
  const shows = first !== undefined && /^[A-Za-df-z]*e[A-Za-z]*$/.test(first.value) && !first.value.startsWith('-');
  return shows ? { effects: [{ ...dump, note: 'the environment of other processes' }] } : {};
};

export const environment: ProgramTable = { env, printenv, ps };
