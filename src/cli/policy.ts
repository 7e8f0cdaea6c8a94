import type { CliCommand } from './command.ts';
import { PROJECT_OPTION, projectIsThere } from './local-policy.ts';
import { administer, PIN_OPTION } from './person.ts';
import { diff } from './policy-diff.ts';
import { lint } from './policy-lint.ts';
import { replayPolicies } from './policy-replay.ts';
import { printSchema, show } from './policy-show.ts';
import { trustProject } from './policy-trust.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', {
        choices: ['show', 'lint', 'diff', 'replay', 'trust', 'untrust', 'schema'],
        default: 'show',
        describe: 'What to do',
      })
      .positional('file', {
        type: 'string',
        describe: 'A policy file (lint: default every layer found here; diff: the first; replay: the one to try)',
      })
      .positional('more', { type: 'string', array: true, describe: 'The second policy file (diff); logs, default the audit log (replay)' })
      .option('effective', { type: 'boolean', describe: 'Every value in force, those that are built in too (show)' })
      .option('cwd', PROJECT_OPTION)
      .check(projectIsThere, false)
      .option('against', {
        type: 'string',
        default: 'current',
        describe: 'What to compare with: a policy file or folder, current, or builtin (replay)',
      })
      .option('max-newly-passed', {
        type: 'string',
        default: '0',
        describe: 'How many calls may meet less, or which share: 20, 0.5% (replay)',
      })
      .option('max-newly-stopped', { type: 'string', default: '1%', describe: 'How many calls may meet more, or which share (replay)' })
      .option('max-passed-weight', { type: 'string', describe: 'What all that meets less may weigh by severity (replay)' })
      .option('examples', { type: 'number', default: 3, describe: 'Calls shown of each change (replay)' })
      .option('format', { choices: ['text', 'json'], default: 'text', describe: 'What is printed (replay)' })
      .option('home', { type: 'string', describe: 'Judge as if this were the home folder (replay)' })
      .option('pin-fd', PIN_OPTION)
      .option('json', { type: 'boolean', describe: 'For scripts (show, lint, diff)' })
      .example('$0 policy show --effective', 'what holds here, and which line of which file says so')
      .example('$0 policy replay new.yaml --against current ~/.claude/projects', 'what a new policy would have stopped and passed')
      .example('$0 policy lint .hookwarden/policy.yaml', 'what is wrong with a file before it is shared')
      .epilogue(
        'Layers: /etc/hookwarden (managed), the configuration folder (user), .hookwarden in the project; each a policy.yaml and rules/*.yaml or rules/PACK/*.yaml.\n' +
          'trust vouches for the project’s layer as it is now, so that it may loosen what you could; any change to it ends that.',
      ),
  run: (input) => {
    switch (input.text('action')) {
      case 'lint':
        return lint(input);
      case 'diff':
        return diff(input);
      case 'replay':
        return replayPolicies(input);
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
