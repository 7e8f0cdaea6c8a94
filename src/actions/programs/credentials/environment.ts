import type { Effect } from '../../../domain/effect.ts';
import { HOLE, type Program, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';
import { family } from '../family.ts';

const SECRET_NAME =
  /(?:token|secret|passwo?r?d|passwd|passphrase|api_?key|access_?key|private_?key|credential|auth|_pat$|_key$|_pass$|dsn$|cookie|jwt)/i;

/** Whether a variable of this name holds a secret by custom. */
const isSecretVariable = (name: string): boolean =>
  SECRET_NAME.test(name) && !/^(?:SSH_AUTH_SOCK|XAUTHORITY|GPG_KEY_ID|.*_(?:FILE|PATH|URL|ID))$/i.test(name);

const dump: Effect = { kind: 'secret.dump', flags: ['environment'], note: 'every variable of the environment' };

const printenv: Program = (command) => {
  const names = readOptions(command.words.slice(1)).operands;
  if (command.words.some((word) => /^--(?:help|version)$/.test(word.value))) return {};
  return { effects: names.length === 0 ? [dump] : names.flatMap(readsVariable), stdout: { origin: 'dynamic' } };
};

function readsVariable(name: Word): readonly Effect[] {
  const isSecret = name.value.includes(HOLE) || isSecretVariable(name.value);
  return isSecret ? [{ kind: 'secret.read', operand: nameOperand(name), flags: ['environment'] }] : [];
}

export const environment = family('printenv', () => ({ printenv }));
