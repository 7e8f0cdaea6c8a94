import type { CliCommand } from './command.ts';
import { scanSecrets } from './secrets-scan.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ['scan'], default: 'scan', describe: 'What to do' })
      .positional('path', { type: 'string', array: true, describe: 'Files and folders (default: this folder)' })
      .option('history', { type: 'string', describe: 'What commits hold instead of files; --history=RANGE for some of them only' })
      .option('stdin', { type: 'boolean', describe: 'What comes on standard input instead of files' })
      .option('gitignore', { type: 'boolean', describe: 'Leave out what git ignores' })
      .option('format', { choices: ['table', 'json', 'sarif', 'junit'], default: 'table', describe: 'How to say it' })
      .option('out', { type: 'string', describe: 'A new file to write it to, instead of standard output' })
      .option('baseline', { type: 'string', describe: 'A file of findings that are known and do not count' })
      .option('write-baseline', { type: 'boolean', describe: 'Write what is found to the --baseline file, and count nothing' })
      .option('max-size', { type: 'number', default: 10, describe: 'Megabytes; larger files are not scanned, and said to be not' })
      .option('threads', { type: 'number', describe: 'How many to scan in (default: one for each processor, at most 8)' })
      .epilogue(
        'Nothing leaves this machine. A comment on its line lets a finding pass: hookwarden:allow RULE REASON. Exit codes: 0 nothing found, 1 something found or not scanned, 3 it could not be done.',
      ),
  run: (input) => scanSecrets(input),
};
