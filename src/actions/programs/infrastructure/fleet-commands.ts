import type { Effect } from '../../../domain/effect.ts';
import type { Outcome, Program, Run, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { joined, nameOperand } from '../../words.ts';
import { ASKS_FOR_HELP, argumentsOf } from '../effects.ts';

const SALT_VALUES = [
  ...['c', 'config-dir', 't', 'timeout', 'b', 'batch', 'out', 'output', 'l', 'log-level', 'username', 'password', 'module-dirs'],
  ...['state-output', 'return', 'roster', 'roster-file', 'user', 'passwd', 'priv'],
];

const READS =
  /^(?:test\.|grains\.(?!set|append|del|remove)|status\.|sys\.|disk\.usage|network\.|pkg\.(?:list|version|info)|service\.(?:status|get)|state\.show)/;
const RUNS = /^cmd\.(?:run|shell|run_all|run_stdout|run_bg|script|exec_code)/;
const REMOVES = /\.(?:remove|purge|delete|absent|rmdir|uninstall)\b|^key\.|^saltutil\.kill/;

/** What a function of Salt does with the machines it is sent to. */
function sent(name: Word | undefined, rest: readonly Word[], target: Word | undefined, remote: boolean, wrapper: string): Outcome {
  if (!name || READS.test(name.value) || rest.some((word) => /^test=true$/i.test(word.value))) return {};
  if (/^pillar\.(?:items|get|item|raw|data)$/.test(name.value))
    return { effects: [{ kind: 'secret.read', note: `${wrapper} ${name.value}` }] };
  const operand = target && { operand: nameOperand(target) };
  const note = `${wrapper} ${name.value}`;
  if (!RUNS.test(name.value)) {
    const effect: Effect = REMOVES.test(name.value)
      ? { kind: 'infra.change', flags: ['delete'], note, ...operand }
      : { kind: 'infra.change', note, ...operand };
    return { effects: [effect] };
  }
  const text = rest.find((word) => !/^\w+=/.test(word.value));
  const runs: readonly Run[] = text ? [{ kind: 'shell', text, shell: 'sh', wrapper, remote }] : [];
  return { effects: [{ kind: 'infra.exec', note, ...operand }], runs };
}

/** `salt TARGET FUNCTION ARGUMENTS`. */
export const salt: Program = (command) => {
  const words = argumentsOf(command);
  if (words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
  const [target, name, ...rest] = readOptions(words, { values: SALT_VALUES }).operands;
  return sent(name, rest, target, true, 'salt');
};

/** The same on this machine, without a master. */
export const saltCall: Program = (command) => {
  const [name, ...rest] = readOptions(argumentsOf(command), { values: SALT_VALUES }).operands;
  return sent(name, rest, undefined, false, 'salt-call');
};

const KNIFE_VALUES = [
  'c',
  'config',
  'x',
  'ssh-user',
  'P',
  'ssh-password',
  'i',
  'identity-file',
  'C',
  'concurrency',
  'a',
  'attribute',
  'p',
  'port',
];

/** `knife ssh QUERY COMMAND`; the rest is told by its table. */
export const knifed =
  (table: Program): Program =>
  (command, setting) => {
    const [verb, , ...argv] = readOptions(argumentsOf(command), { values: KNIFE_VALUES }).operands;
    const outcome = table(command, setting);
    const sends = verb?.value === 'ssh' || verb?.value === 'winrm';
    return sends && argv.length > 0
      ? { ...outcome, runs: [{ kind: 'shell', text: joined(argv), shell: 'sh', wrapper: 'knife', remote: true }] }
      : outcome;
  };
