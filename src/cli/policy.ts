import type { CliCommand } from './command.ts';
import { administer, PIN_OPTION } from './person.ts';
import { diff } from './policy-diff.ts';
import { lint } from './policy-lint.ts';
import { printSchema, show } from './policy-show.ts';
import { trustProject } from './policy-trust.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', {
        choices: ['show', 'lint', 'diff', 'trust', 'untrust', 'schema'],
        default: 'show',
        describe: 'What to do',
      })
      .positional('file', { type: 'string', describe: 'A policy file (lint: default every layer found here; diff: the first)' })
      .positional('other', { type: 'string', describe: 'The second policy file (diff)' })
      .option('effective', { type: 'boolean', describe: 'Every value in force, those that are built in too (show)' })
      .option('cwd', { type: 'string', describe: 'The project’s folder; default: this one' })
      .option('pin-fd', PIN_OPTION)
      .option('json', { type: 'boolean', describe: 'For scripts (show, lint, diff)' })
      .example('$0 policy show --effective', 'what holds here, and which line of which file says so')
      .example('$0 policy lint .hookwarden/policy.yaml', 'what is wrong with a file before it is shared')
      .epilogue(
        'Layers: /etc/hookwarden (managed), the configuration folder (user), .hookwarden in the project; each a policy.yaml and rules/*.yaml.\n' +
          'trust vouches for the project’s layer as it is now, so that it may loosen what you could; any change to it ends that.',
      ),
  run: (input) => {
    switch (input.text('action')) {
      case 'lint':
        return lint(input);
      case 'diff':
        return diff(input);
      case 'trust':
        return administer(input, () => trustProject(input, true));
      case 'untrust':
        return trustProject(input, false);
      case 'schema':
        return printSchema();
      default:
        return show(input);
    }
  },
};
