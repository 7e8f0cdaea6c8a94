import type { Effect } from '../../../domain/effect.ts';
import { literal, type Outcome, type Program, type Run, type Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { nameOperand, withValue } from '../../words.ts';
import { ASKS_FOR_HELP, argumentsOf } from '../effects.ts';

const VALUES = [
  ...['i', 'inventory', 'm', 'module-name', 'u', 'user', 'e', 'extra-vars', 'f', 'forks', 'l', 'limit', 't', 'tags', 'a', 'args'],
  ...['c', 'connection', 'T', 'timeout', 'B', 'background', 'P', 'poll', 'o', 'M', 'module-path', 'playbook-dir', 'task-timeout'],
  ...['become-user', 'become-method', 'private-key', 'key-file', 'vault-id', 'vault-password-file', 'skip-tags', 'start-at-task'],
  ...['U', 'url', 'd', 'directory', 'C'],
];

/** Modules that hand their arguments to a shell or start a program. */
const RUNS = /^(?:(?:ansible\.(?:builtin|legacy)|community\.\w+)\.)?(?:shell|command|raw|expect)$/;
const SCRIPT = /^(?:ansible\.(?:builtin|legacy)\.)?script$/;
/** Modules that tell what is there. */
const READS =
  /^(?:(?:ansible\.(?:builtin|legacy)|community\.\w+)\.)?(?:ping|win_ping|setup|debug|stat|\w+_facts|\w+_info|gather_facts|find|slurp|getent|assert|fail|wait_for\w*)$/;

/** A try-out, or one that only tells what it would do. */
const isTrial = (options: Options): boolean => options.has('C', 'check', 'syntax-check', 'list-hosts', 'list-tasks', 'list-tags');

/** Without ssh: this machine is what is changed. */
const isHere = (options: Options): boolean =>
  options.value('c', 'connection')?.value === 'local' ||
  options.operands[0]?.value === 'localhost' ||
  /^(?:localhost|127\.0\.0\.1),?$/.test(options.value('i', 'inventory')?.value ?? '');

const COMMON = VALUES.filter((name) => name !== 'C');

/** `ansible HOSTS -m shell -a '…'`: one module on many machines. */
export const ansible: Program = (command) => {
  const words = argumentsOf(command);
  if (words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
  const options = readOptions(words, { values: COMMON });
  const [hosts] = options.operands;
  const module = options.value('m', 'module-name')?.value ?? 'command';
  if (!hosts || isTrial(options) || READS.test(module)) return {};
  const text = options.value('a', 'args');
  const remote = !isHere(options);
  const effect: Effect = { kind: 'infra.exec', operand: nameOperand(hosts), note: `ansible -m ${module}` };
  if (!text) return { effects: [effect] };
  const run: Run | undefined = RUNS.test(module)
    ? { kind: 'shell', text: withValue(text, withoutParameters(text.value)), shell: 'sh', wrapper: 'ansible', remote }
    : SCRIPT.test(module)
      ? { kind: 'file', path: withValue(text, text.value.split(' ')[0] ?? ''), as: 'unknown', wrapper: 'ansible' }
      : undefined;
  if (run) return { effects: [effect], runs: [run] };
  if (!/\bstate=["']?absent\b/.test(text.value)) return { effects: [effect] };
  return { effects: [{ ...effect, kind: 'infra.change', flags: ['delete'] }], runs: removal(module, text, remote) };
};

const FILES = /^(?:(?:ansible\.(?:builtin|legacy)|ansible\.windows)\.)?(?:win_)?file$/;

/** The module for files, told that none shall be there. */
function removal(module: string, text: Word, remote: boolean): readonly Run[] {
  const path = /\b(?:path|dest|name)=("[^"]+"|'[^']+'|\S+)/.exec(text.value)?.[1]?.replace(/^["']|["']$/g, '');
  if (!FILES.test(module) || path === undefined) return [];
  return [{ kind: 'argv', argv: [literal('rm'), literal('-rf'), withValue(text, path)], wrapper: 'ansible', remote }];
}

/** `chdir=/srv creates=x make install` is run as `make install`. */
const withoutParameters = (text: string): string => text.replace(/^(?:(?:chdir|creates|removes|executable|stdin|warn)=\S*\s+){1,8}/, '');

export const playbook: Program = (command): Outcome => {
  const words = argumentsOf(command);
  const options = readOptions(words, { values: COMMON });
  const [book] = options.operands;
  if (!book || isTrial(options) || words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
  return { effects: [{ kind: 'infra.change', operand: nameOperand(book), note: 'ansible-playbook' }] };
};

/** Fetches a playbook and makes this machine what it says. */
export const pulled: Program = (command) => {
  const options = readOptions(argumentsOf(command), { values: VALUES });
  const url = options.value('U', 'url');
  if (!url || isTrial(readOptions(argumentsOf(command), { values: COMMON }))) return {};
  return { effects: [{ kind: 'infra.change', operand: nameOperand(url), flags: ['from-url'], note: 'ansible-pull' }] };
};
