import { hostOperand } from '../../addresses.ts';
import { literal } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';
import type { Builtin } from '../interpreter.ts';
import { assign } from '../scope.ts';

/** The descriptor that zsh gives to the first connection. */
const FIRST = '12';

/** zsh: `ztcp host port` connects, and leaves the descriptor in `REPLY`. */
const ztcp: Builtin = (_run, scope, call) => {
  const options = readOptions(call.words.slice(1), { values: ['d'] });
  const [host] = options.operands;
  if (!host || options.has('c', 'L')) return {};
  const descriptor = options.value('d')?.value ?? FIRST;
  scope.sockets = [...scope.sockets, descriptor];
  assign(scope, 'REPLY', [literal(descriptor)]);
  if (options.has('l')) return { effects: [{ kind: 'net.listen', operand: nameOperand(host), flags: ['raw-socket'] }] };
  return { effects: [{ kind: 'net.request', operand: hostOperand(host), flags: ['raw-socket'] }] };
};

export const sockets: Readonly<Record<string, Builtin>> = { ztcp };
