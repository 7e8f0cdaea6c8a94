import type { Effect } from '../../../domain/effect.ts';
import type { Command, Outcome, Program, Run, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand, programName, withValue } from '../../words.ts';
import { argumentsOf } from '../effects.ts';
import { family } from '../family.ts';
import { runOf } from '../wrappers/prefix.ts';
import { always, named, verbs } from './verbs.ts';

const attached = (target: Word, command: Command): Effect => ({
  kind: 'process.inspect',
  operand: nameOperand(target),
  note: programName(command.words[0]),
});

/** What a debugger is told to hand on: `!command`, `shell command`, `python code`. */
function handedOn(word: Word, wrapper: string): readonly Run[] {
  const shell = /^\s*(?:!|(?:shell|platform shell)\s)\s*(.+)$/s.exec(word.value)?.[1];
  if (shell !== undefined) return [{ kind: 'shell', text: withValue(word, shell), shell: 'sh', wrapper }];
  const code = /^\s*(?:python|py|script)\s+(.+)$/s.exec(word.value)?.[1];
  return code === undefined ? [] : [{ kind: 'code', text: withValue(word, code), language: 'python', wrapper }];
}

/** Debuggers: harmless on a program that they start, another thing on one that runs already. */
function debug(command: Command): Outcome {
  const wrapper = programName(command.words[0]);
  const options = readOptions(argumentsOf(command), {
    values: [
      'p',
      'pid',
      'attach-pid',
      'n',
      'attach-name',
      'ex',
      'iex',
      'eval-command',
      'o',
      'O',
      'one-line',
      'x',
      'command',
      's',
      'source',
    ],
    singleDash: true,
  });
  const [, second] = options.operands;
  const target =
    options.value('p', 'pid', 'attach-pid', ...(wrapper === 'lldb' ? ['n', 'attach-name'] : [])) ??
    (wrapper === 'gdb' && second && /^\d+$/.test(second.value) ? second : undefined);
  const commands = options.all('ex', 'iex', 'eval-command', 'o', 'O', 'one-line');
  const attaching = commands.find((word) => /^\s*(?:attach|process attach)\b/.test(word.value));
  const started = command.words.findIndex((word) => word.value === '--args' || (wrapper === 'lldb' && word.value === '--'));
  const program = started > 0 && command.words[started + 1] ? command.words.slice(started + 1) : [];
  return {
    effects: [target, attaching].filter((word) => word !== undefined).map((word) => attached(word, command)),
    runs: [...commands.flatMap((word) => handedOn(word, wrapper)), ...runOf(command, program)],
  };
}

const watches: Program = always('process.inspect');

/** Programs that look at what other programs, a keyboard, a screen or a network hold. */
export const watching = family(
  `gdb lldb rust-gdb xinput logkeys showkey evtest xspy keysniffer xwd scrot grim arpspoof ettercap bettercap responder dsniff
   driftnet tcpflow airodump-ng aireplay-ng sslstrip mimikatz mimipenguin lazagne pspy pspy64 procdump`,
  () => ({
    gdb: debug,
    lldb: debug,
    'rust-gdb': debug,
    xinput: verbs([{ word: /^(?:test|test-xi2|--test|--test-xi2)$/, kind: 'process.inspect' }, {}]),
    ...named('logkeys showkey evtest xspy keysniffer xwd scrot grim', watches),
    ...named('arpspoof ettercap bettercap responder dsniff driftnet tcpflow airodump-ng aireplay-ng sslstrip', watches),
    ...named('mimikatz mimipenguin lazagne pspy pspy64 procdump', watches),
  }),
);
