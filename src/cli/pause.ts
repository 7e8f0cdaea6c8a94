import { grant, pause } from './allow.ts';
import type { CliCommand } from './command.ts';
import { PIN_OPTION } from './person.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('for', { type: 'string', demandOption: true, describe: 'For how long, at most an hour: 10m' })
      .option('because', { type: 'string', demandOption: true, describe: 'Why; it stands in the record' })
      .option('pin-fd', PIN_OPTION)
      .epilogue('For emergencies. Absolute rules, keys and roles hold on, and each record says what would have been decided.'),
  run: (input) => grant(input, pause),
};
