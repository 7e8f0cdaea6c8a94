import { HOSTS } from '../domain/event.ts';
import { type CliCommand, fail } from './command.ts';

/** Only its help: `hookwarden hook` itself never comes here, for the program's entry runs the hot bundle. */
export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('host', { choices: HOSTS, describe: 'Which agent sends the event' })
      .epilogue(
        'Reads one event on standard input; answers 0 (no objection, or a question on stdout) or 2 (denied, the reason on stderr).',
      ),
  run: () => fail('`hook` is run through bin/hookwarden.cjs, which found no hot bundle. Install the package again.'),
};
