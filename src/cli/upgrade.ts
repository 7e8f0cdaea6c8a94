import { existsSync } from 'node:fs';
import { systemClock, systemRandom } from '../hook/machine.ts';
import type { Upgrade } from '../state/create.ts';
import { databaseIn } from '../state/folders.ts';
import { readyStore } from '../state/initialise.ts';
import { readInstallation } from '../state/installation.ts';
import { maintaining } from '../state/lock.ts';
import { type CliCommand, type ExitCode, fail, print } from './command.ts';
import { localFolders } from './machine.ts';
import { describeUpgrade, makeLauncher } from './set-up.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser.epilogue(
      'Keeps a copy of the database as it is, beside it, then adds what this version needs, all of it or nothing; and makes the launcher ' +
        'anew. While it runs, calls are denied. Killed, it is to be run again. A database of a newer version is left alone.',
    ),
  run: () => {
    const folders = localFolders();
    const installation = readInstallation(folders.config);
    if (!installation.ok) return fail(installation.error.message);
    if (!existsSync(databaseIn(folders))) return fail('there is no database yet. Run: hookwarden init');
    const progress = (what: string): boolean => process.stderr.write(`${what} …\n`);
    const ports = { random: systemRandom, now: systemClock.now(), progress };
    const store = maintaining(folders.state, () => readyStore(folders, installation.value, ports));
    if (!store.ok) return fail(store.error.message);
    store.value.log.db.close();
    return report(store.value.upgrade, installation.value.id);
  },
};

function report(upgrade: Upgrade | undefined, installId: string): ExitCode {
  const launcher = makeLauncher(localFolders(), installId);
  if (!launcher.ok) return fail(launcher.error.message);
  print(upgrade ? describeUpgrade(upgrade) : 'The database is up to date.');
  return 0;
}
