import type { Effect } from '../../../domain/effect.ts';
import type { Program, Run, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { nameOperand, programName } from '../../words.ts';
import { family } from '../family.ts';
import { leadingAssignments, prefix, runOf } from './prefix.ts';

function raised(program: string, user: Word | undefined, interactive: boolean): Effect {
  return {
    kind: 'process.privilege',
    ...(user ? { operand: nameOperand(user) } : {}),
    ...(interactive ? { flags: ['interactive'] } : {}),
    note: program,
  };
}

const SUDO_VALUES = [
  ...['u', 'g', 'h', 'p', 'C', 'r', 't', 'T', 'U', 'D', 'R'],
  ...['user', 'group', 'host', 'prompt', 'close-from', 'role', 'type', 'command-timeout', 'other-user', 'chdir', 'chroot'],
];
const SUDO_IDLE = ['l', 'list', 'v', 'validate', 'K', 'remove-timestamp', 'V', 'version', 'help'];

const sudo: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), {
    values: SUDO_VALUES,
    switches: ['edit', 'login', 'shell', 'stdin'],
    stopAtOperand: true,
  });
  if (options.has(...SUDO_IDLE)) return {};
  const user = options.value('u', 'user');
  const { environment, rest } = leadingAssignments(options.operands);
  if (options.has('e', 'edit')) {
    const writes = rest.map((word): Effect => ({ kind: 'file.write', operand: pathOperand(word, setting), note: 'sudo -e' }));
    return { effects: [raised('sudo', user, true), ...writes] };
  }
  const opensShell = options.has('i', 's', 'login', 'shell') && rest.length === 0;
  if (rest.length === 0 && !opensShell) return {};
  const cwd = options.value('D', 'chdir');
  return { effects: [raised('sudo', user, opensShell)], runs: runOf(command, rest, { environment, ...(cwd ? { cwd } : {}) }) };
};

const SU_VALUES = ['c', 's', 'g', 'G', 'w', 'command', 'session-command', 'shell', 'group', 'supp-group'];

/** `su` and `runuser`: the user is an operand, the command a string for the user's shell. */
const su: Program = (command) => {
  const program = programName(command.words[0]);
  const options = readOptions(command.words.slice(1), { values: SU_VALUES });
  if (options.has('help', 'version', 'V')) return {};
  const operands = options.operands.filter((word) => word.value !== '-');
  const text = options.value('c', 'command', 'session-command');
  const runs: readonly Run[] = text
    ? [{ kind: 'shell', text, shell: 'sh', wrapper: program, arguments: operands.slice(1) }]
    : command.stdin
      ? [{ kind: 'stdin', as: 'sh', wrapper: program }]
      : [];
  return { effects: [raised(program, operands[0], runs.length === 0)], runs };
};

/** `runuser -u USER -- CMD…`; without `-u` it reads its words as `su` does. */
const runuser: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), { values: [...SU_VALUES, 'u', 'user'], stopAtOperand: true });
  const user = options.value('u', 'user');
  return user ? { effects: [raised('runuser', user, false)], runs: runOf(command, options.operands) } : su(command, setting);
};

const sg: Program = (command) => {
  const options = readOptions(command.words.slice(1), { values: ['c'] });
  const text = options.value('c') ?? options.operands[1];
  return text ? { runs: [{ kind: 'shell', text, shell: 'sh', wrapper: 'sg' }] } : {};
};

/** Wrappers that run a command as someone else. */
export const privilege = family('sudo su runuser sg doas pkexec gosu su-exec setpriv chroot', () => ({
  sudo,
  su,
  runuser,
  sg,
  doas: prefix({
    values: ['u', 'C', 'a'],
    idle: ['L'],
    effects: (options, inner) => (inner.length > 0 || options.has('s') ? [raised('doas', options.value('u'), inner.length === 0)] : []),
  }),
  pkexec: prefix({ values: ['user'], idle: ['version', 'help'], effects: (options) => [raised('pkexec', options.value('user'), false)] }),
  gosu: prefix({ operands: 1, effects: () => [raised('gosu', undefined, false)] }),
  'su-exec': prefix({ operands: 1, effects: () => [raised('su-exec', undefined, false)] }),
  setpriv: prefix({
    values: ['reuid', 'regid', 'groups', 'bounding-set', 'inh-caps', 'ambient-caps', 'securebits'],
    effects: () => [raised('setpriv', undefined, false)],
  }),
  chroot: prefix({ values: ['userspec', 'groups'], operands: 1 }),
}));
