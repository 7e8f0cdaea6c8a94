import { existsSync } from 'node:fs';
import { HOSTS, type Host } from '../domain/event.ts';
import { ok, type Result } from '../domain/result.ts';
import { launcherIn } from '../state/launcher.ts';
import { MACHINE_LAUNCHER } from '../state/machine-launcher.ts';
import { keptTargets } from '../wiring/backup.ts';
import { applyUninstall, type Change, isNothing, planUninstall } from '../wiring/change.ts';
import type { Scope } from '../wiring/host-wiring.ts';
import { WIRINGS } from '../wiring/index.ts';
import type { Places } from '../wiring/places.ts';
import { removeFolders } from '../wiring/settings-file.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { confirm, YES_OPTION } from './confirm.ts';
import { localFolders, uniqueName } from './machine.ts';
import { administer, PIN_OPTION } from './person.ts';
import { settingsDiff } from './settings-diff.ts';
import { printable, printableLines } from './terminal.ts';
import { changingSettings, removeMachineLauncher } from './wire-hosts.ts';
import { aimOf, scopeOptions } from './wiring-scope.ts';

export const command: CliCommand = {
  options: (parser) =>
    scopeOptions(parser)
      .option('yes', YES_OPTION)
      .option('pin-fd', PIN_OPTION)
      .epilogue(
        'Takes the launcher out of the settings of your own and of this project. A file that nobody has changed since `install` becomes what it ' +
          'was, byte for byte; from any other only what runs the launcher is taken. Keys, policy and the log stay where they are.\n' +
          'Only a person does this: an agent’s attempt is denied.',
      ),
  run: uninstall,
};

async function uninstall(input: CliInput): Promise<ExitCode> {
  const aim = aimOf(input);
  if (!aim.ok) return fail(aim.error);
  const { hosts, scope, places } = aim.value;
  const planned = changesOf(hosts.length > 0 ? hosts : HOSTS, scope === undefined ? ['user', 'project'] : [scope], places);
  const changes = planned.flatMap((change) => (change.ok ? [change.value] : []));
  const faults = planned.flatMap((change) => (change.ok ? [] : [change.error]));
  const pending = changes.filter((change) => !isNothing(change));
  if (pending.length > 0) print(pending.map(({ target, before, after }) => settingsDiff(target, before, after)).join('\n'));
  if (pending.length === 0) return finish(changes, faults, scope);
  if (!(await confirm('Take the guard out of these settings?', input, 'uninstall'))) return 1;
  return asPerson(input, () => finish(changes, faults, scope));
}

/** Without an installation there is no PIN to ask for. */
const asPerson = (input: CliInput, act: () => ExitCode): Promise<ExitCode> | ExitCode =>
  existsSync(localFolders().config) ? administer(input, act) : act();

function changesOf(hosts: readonly Host[], scopes: readonly Scope[], places: Places): readonly Result<Change, string>[] {
  const { state } = localFolders();
  const files = hosts.flatMap((host) => scopes.flatMap((scope) => WIRINGS[host].files(scope, places)));
  return [...new Map(files.map((file) => [file.path, file])).values()].map((file) => planUninstall(file, state));
}

function finish(changes: readonly Change[], planning: readonly string[], scope: Scope | undefined): ExitCode {
  const folders = localFolders();
  const keeping = { state: folders.state, unique: uniqueName() };
  const done = changes.map((change) => ({ change, result: changingSettings(folders.state, () => applyUninstall(change, keeping)) }));
  // A folder that was made for the first of several files is empty only now.
  removeFolders([...new Set(done.flatMap(({ result }) => (result.ok ? result.value : [])))].sort());
  const faults = [...planning, ...done.flatMap(({ result }) => (result.ok ? [] : [result.error]))];
  const machine = scope === 'managed' ? removeMachineLauncher() : ok(false);
  const lines = done.flatMap(({ change, result }) => (result.ok && !isNothing(change) ? [described(change)] : []));
  print(
    [
      ...(lines.length > 0 ? lines : ['No settings here run the launcher.']),
      ...faults.map((fault) => `not done: ${printableLines(fault)}`),
    ].join('\n'),
  );
  if (machine.ok && machine.value) print(`removed   ${MACHINE_LAUNCHER}`);
  const elsewhere = keptTargets(folders.state);
  if (elsewhere.length > 0)
    print(
      `Still wired elsewhere, each to be taken out in its project or scope:\n${elsewhere.map((target) => `  ${printable(target)}`).join('\n')}`,
    );
  const left = `Left: ${folders.state} (log, launcher) and ${folders.config} (keys, policy).`;
  if (existsSync(launcherIn(folders)))
    print(elsewhere.length > 0 || faults.length > 0 ? left : `${left} Nothing runs them any more but you.`);
  return faults.length === 0 ? 0 : 1;
}

function described({ target: path, after, restores }: Change): string {
  const target = printable(path);
  if (after === undefined) return `removed   ${target}`;
  return restores ? `restored  ${target}, as it was before` : `unwired   ${target}, which was changed since; the rest of it stays`;
}
