import { systemClock, systemRandom } from '../hook/machine.ts';
import { hasPin, PIN_LENGTH, pinFault, writePin } from '../state/pin.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { enterPin } from './hidden-entry.ts';
import { localFolders, withAdmin } from './machine.ts';
import { noAgentAbove, PIN_OPTION, provePerson } from './person.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ['set-pin', 'change-pin'], demandOption: true, describe: 'What to do' })
      .option('pin-fd', PIN_OPTION)
      .epilogue(
        'The PIN shows that a person lets something through: hookwarden allow-once, allow and pause ask for it. It is typed twice on a ' +
          'terminal, or read from a file descriptor (one line; change-pin reads the old PIN first), and kept as a scrypt hash.',
      ),
  run: (input) => (input.text('action') === 'change-pin' ? changePin(input) : setPin(input)),
};

async function setPin(input: CliInput): Promise<ExitCode> {
  const set = hasPin(localFolders().config);
  if (!set.ok) return fail(set.error.message);
  if (set.value) return fail('a PIN is set already. Whoever knows it can change it: hookwarden admin change-pin');
  const alone = noAgentAbove();
  return alone.ok ? keepPin(input, 'pin.set', false) : fail(alone.error);
}

async function changePin(input: CliInput): Promise<ExitCode> {
  const person = await provePerson(input);
  return person.ok ? keepPin(input, 'pin.change', true) : fail(person.error);
}

async function keepPin(input: CliInput, act: string, replace: boolean): Promise<ExitCode> {
  const descriptor = input.text('pin-fd');
  const first = await enterPin(`New PIN (${PIN_LENGTH}): `, descriptor);
  if (!first.ok) return fail(first.error);
  const fault = pinFault(first.value);
  if (fault !== undefined) return fail(fault);
  const second = descriptor === undefined ? await enterPin('The same again: ', undefined) : first;
  if (!second.ok) return fail(second.error);
  if (second.value !== first.value) return fail('the two are not the same; the PIN is as it was');
  const done = withAdmin((admin) => {
    const recorded = admin.record({ act }, systemClock.now());
    return recorded.ok ? writePin(localFolders().config, first.value, systemRandom, replace) : recorded;
  });
  if (!done.ok) return fail(done.error.message);
  if (!done.value) return fail('another process has set a PIN meanwhile');
  print('The PIN is set. It is asked for wherever a person has to show that they are one.');
  return 0;
}
