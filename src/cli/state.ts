import { counted } from '../domain/amounts.ts';
import { systemClock, systemRandom } from '../hook/machine.ts';
import { databaseIn } from '../state/folders.ts';
import { readInstallation, verifierKeyOf } from '../state/installation.ts';
import { maintaining } from '../state/lock.ts';
import { allRemoteWitnesses } from '../state/remote-witnesses.ts';
import { type Repaired, repair, repairable } from '../state/repair.ts';
import { readWitnessList } from '../state/witness.ts';
import { type CliCommand, type ExitCode, fail, print } from './command.ts';
import { localFolders, uniqueName } from './machine.ts';
import { administerDamaged, PIN_OPTION } from './person.ts';
import { makeLauncher } from './set-up.ts';
import { printableLines } from './terminal.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ['repair'], demandOption: true, describe: 'What to do' })
      .option('dry-run', { type: 'boolean', describe: 'Only say whether the database is damaged' })
      .option('pin-fd', PIN_OPTION)
      .epilogue(
        'repair moves a damaged database aside, never deletes it, saves what can be read of it, and begins a new log whose first record names ' +
          'the heads that are remembered of the old one. Keys and principals are brought over where the old log still vouches for them.',
      ),
  run: (input) => {
    const needed = repairable(localFolders());
    if (!needed.ok) return fail(needed.error.message);
    if (!input.flag('dry-run')) return administerDamaged(input, repairNow);
    const database = databaseIn(localFolders());
    print(
      needed.value === 'begun'
        ? `A repair of ${database} was interrupted; repair would end it.`
        : `${database} is damaged; repair would move it aside and begin a new log.`,
    );
    return 0;
  },
};

function repairNow(): ExitCode {
  const folders = localFolders();
  const { state } = folders;
  const relaunch = (installId: string) => makeLauncher(folders, installId);
  const ports = { random: systemRandom, now: systemClock.now(), unique: uniqueName(), relaunch };
  const done = maintaining(state, () => repair(folders, ports));
  if (!done.ok) return fail(done.error.message);
  const installation = readInstallation(folders.config);
  if (!installation.ok) return fail(installation.error.message);
  const [files, remote] = [readWitnessList(folders.config), allRemoteWitnesses(folders.config)];
  const lines = [
    ...(done.value ? told(done.value) : ['A repair that was interrupted is done.']),
    `The new log’s public key, to keep elsewhere: ${verifierKeyOf(installation.value)}`,
    ...(files.ok ? files.value : []).map(
      (path) => `${path} remembers the old log: keep it with that one, then: hookwarden audit witness --forget ${path}`,
    ),
    ...(remote.ok ? remote.value : []).map(
      ({ url, key }) =>
        `${url} has cosigned the old log: hookwarden audit witness --forget ${url}, then, once its keeper has the new key: hookwarden audit witness add ${url} --witness-key ${key}`,
    ),
  ];
  print(printableLines(lines.join('\n')));
  return 0;
}

function told({ quarantine, records, agreed, heads, principals, keys, refused }: Repaired): readonly string[] {
  return [
    `The damaged database is in ${quarantine}.`,
    `${records} of its records could be read; they are in records.unsigned.jsonl.gz beside it, and nothing vouches for them${agreed > 0 ? ` but for the first ${agreed}, which lead to a head that was signed` : ''}.`,
    ...heads.map(({ from, size }) => `The new log begins with the head of ${counted(size, 'record')} that ${from} remembers.`),
    `Brought over: ${counted(keys.length, 'key')} of ${counted(principals.length, 'principal')}.`,
    ...refused.map((one) => `Not brought over. ${one}`),
    ...(keys.length === 0
      ? ['No key works any more: `hookwarden init` makes one for this user, `hookwarden key create` those of others.']
      : []),
    'Capabilities that were given out before count no more, tokens included, for whatever took one back may be lost: `hookwarden capability request` gives new ones.',
    'Exceptions and sessions begin anew, and what was kept sealed is with the old database.',
  ];
}
