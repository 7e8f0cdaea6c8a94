import { type CliCommand, fail, print } from './command.ts';
import { localFolders } from './machine.ts';
import { describeSetUp, setUp } from './set-up.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('yes', { alias: 'y', type: 'boolean', describe: 'Ask nothing; so far nothing is asked in any case' })
      .epilogue(
        'Makes a signing key, a local principal with its key, the database and the launcher, each only where it is missing.\n' +
          'Where `hookwarden unlock` fetches the key from elsewhere, no other is made. `hookwarden install` does the same, and wires hosts.\n' +
          'HOOKWARDEN_HOME moves everything into one folder. Nothing secret is printed.',
      ),
  run: () => {
    const folders = localFolders();
    const made = setUp(folders);
    if (!made.ok) return fail(made.error.message);
    print(
      [...describeSetUp(made.value, folders), '              (what hosts run: `hookwarden install` puts it into their settings)'].join(
        '\n',
      ),
    );
    return 0;
  },
};
