import { TOKEN_OPTIONS } from './capability-token-options.ts';
import { type CliCommand, fail } from './command.ts';
import { PIN_OPTION } from './person.ts';

const ACTIONS = ['mode', 'keys'];

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ACTIONS, demandOption: true, describe: 'What to do' })
      .positional('id', { type: 'string', describe: 'central or token (mode); list, create, rotate, retire, export or import (keys)' })
      .positional('what', { type: 'string', describe: 'The key’s kid (keys retire), or a file, - for standard input (keys import)' })
      .options(TOKEN_OPTIONS)
      .option('pin-fd', PIN_OPTION)
      .option('json', { type: 'boolean', describe: 'For scripts (keys list)' })
      .example('$0 capability keys create', 'a key that signs tokens')
      .example('$0 capability keys import keys.json --audience ci', 'believe the tokens that another installation signs for `ci`'),
  run: async (input) => {
    switch (input.text('action')) {
      case 'mode':
        return (await import('./capability-mode.ts')).capabilityMode(input);
      case 'keys':
        return (await import('./capability-keys.ts')).capabilityKeys(input);
      default:
        return fail('say what to do: hookwarden capability --help');
    }
  },
};
