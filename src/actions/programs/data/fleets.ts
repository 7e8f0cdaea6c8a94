import type { Program } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { joined, programName } from '../../words.ts';
import { ASKS_FOR_HELP, argumentsOf } from '../effects.ts';
import { family } from '../family.ts';
import { named } from '../system/verbs.ts';

const VALUES = [
  'h',
  'hosts',
  'H',
  'host',
  'l',
  'user',
  'p',
  'par',
  'o',
  'outdir',
  'e',
  'errdir',
  't',
  'timeout',
  'O',
  'option',
  'x',
  'args',
  'w',
  'g',
  'f',
  'm',
  'machine',
  'X',
  'G',
];

/** The same shell command on many machines at once. */
const everywhere: Program = (command) => {
  const words = argumentsOf(command);
  if (words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
  const wrapper = programName(command.words[0]);
  const { operands } = readOptions(words, { values: VALUES, stopAtOperand: true });
  return operands.length > 0 ? { runs: [{ kind: 'shell', text: joined(operands), shell: 'sh', wrapper, remote: true }] } : {};
};

export const manyMachines = family('pssh parallel-ssh pdsh clush dsh', () => named('pssh parallel-ssh pdsh clush dsh', everywhere));
