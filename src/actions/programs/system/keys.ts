import { type Command, literal, type Outcome, type Setting } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf, fileEffect, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';

const VALUES = ['f', 't', 'b', 'C', 'N', 'P', 'O', 'I', 's', 'n', 'V', 'z', 'Y', 'm', 'a', 'D', 'F', 'R', 'r', 'w', 'Z', 'M', 'S', 'E'];

/** Makes a key pair, unless told to show, convert or look something up. */
function sshKeygen(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: VALUES });
  const file = options.value('f') ?? literal(`~/.ssh/id_${options.value('t')?.value ?? 'ed25519'}`);
  if (options.has('R'))
    return { effects: [writeTo(options.value('f') ?? literal('~/.ssh/known_hosts'), setting, ['in-place'], 'ssh-keygen -R')] };
  if (options.has('l', 'F', 'B', 'L', 'A')) return { effects: options.value('f') ? [fileEffect('file.list', file, setting)] : [] };
  if (options.has('y', 'e', 'i', 'D', 's', 'Y', 'r')) return { effects: readsOf([file], setting) };
  return { effects: [writeTo(file, setting, options.has('p', 'c') ? ['in-place'] : ['create'], 'ssh-keygen')] };
}

/** Hands keys to the agent that signs with them; they stay where they are. */
function sshAdd(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['t', 'S', 'H', 'h', 'E', 'e', 's'] });
  return { effects: options.operands.map((word) => fileEffect('file.list', word, setting, { note: 'ssh-add' })) };
}

export const keys = family('ssh-keygen ssh-add', () => ({ 'ssh-keygen': sshKeygen, 'ssh-add': sshAdd }));
