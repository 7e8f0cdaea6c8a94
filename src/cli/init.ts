import { join } from 'node:path';
import { systemClock, systemRandom } from '../hook/machine.ts';
import { initialise } from '../state/initialise.ts';
import { shKnowsPrivileged, writeLauncher } from '../state/launcher.ts';
import { type CliCommand, fail, print } from './command.ts';
import { localFolders, programFolder } from './machine.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('yes', { alias: 'y', type: 'boolean', describe: 'Ask nothing; so far nothing is asked in any case' })
      .epilogue(
        'Makes a signing key, a local principal with its key, the database and the launcher, each only where it is missing.\n' +
          'Where `hookwarden unlock` fetches the key from elsewhere, no other is made.\n' +
          'HOOKWARDEN_HOME moves everything into one folder. Nothing secret is printed.',
      ),
  run: () => {
    const folders = localFolders();
    const made = initialise(folders, { random: systemRandom, now: systemClock.now() });
    if (!made.ok) return fail(made.error.message);
    const launcher = writeLauncher({
      node: process.execPath,
      bundle: join(programFolder(), 'dist/hook.cjs'),
      folders,
      installId: made.value.id,
      privileged: shKnowsPrivileged(),
    });
    if (!launcher.ok) return fail(launcher.error.message);
    print(
      [
        made.value.made.installation
          ? `Set up in ${folders.state} and ${folders.config}.`
          : `Was set up in ${folders.state}; nothing is lost.`,
        `Signing key   ${made.value.verifierKey}`,
        '              (the public half: keep it elsewhere; `hookwarden audit verify --key` holds the log against it)',
        `Launcher      ${launcher.value}`,
        '              (what the host runs: see hooks.example.json)',
        ...(made.value.keyId === undefined ? ['Key           a command gives it: run `hookwarden unlock`'] : []),
      ].join('\n'),
    );
    return 0;
  },
};
