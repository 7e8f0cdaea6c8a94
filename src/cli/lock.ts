import { systemClock } from '../hook/machine.ts';
import { credentialFile, keyCommandFile, readCredentialFile, unlockedFile } from '../state/credential.ts';
import { removePrivate } from '../state/files.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders, withAdmin } from './machine.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('forget', { type: 'boolean', describe: 'Forget the command that gives the key, too' })
      .epilogue('Every call is denied until `hookwarden unlock`, unless a key lies in the credential file: then this exits with 1.'),
  run: lock,
};

/** The key goes first: a log that cannot be written must not keep it at hand. */
function lock(input: CliInput): ExitCode {
  const { runtime, config } = localFolders();
  const removed = removePrivate(unlockedFile(runtime));
  if (!removed.ok) return fail(removed.error.message);
  const forgotten = input.flag('forget') ? removePrivate(keyCommandFile(config)) : undefined;
  if (forgotten && !forgotten.ok) return fail(forgotten.error.message);
  const recorded = withAdmin((admin) => admin.record({ act: 'key.lock' }, systemClock.now()));
  if (!recorded.ok) return fail(recorded.error.message);
  print(removed.value ? 'Locked: the key is no longer at hand.' : 'Nothing was unlocked.');
  const file = readCredentialFile(config);
  if (file.ok && file.value === undefined) return 0;
  print(`The key in ${credentialFile(config)} lets calls through all the same. Move it away, so that locking locks.`);
  return 1;
}
