import { ok, type Result } from '../domain/result.ts';
import { isNothing } from '../wiring/change.ts';
import type { Scope } from '../wiring/host-wiring.ts';
import { WIRINGS } from '../wiring/index.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { confirm, YES_OPTION } from './confirm.ts';
import { hostsHere } from './hosts-here.ts';
import { localFolders } from './machine.ts';
import { describeSetUp, setUp } from './set-up.ts';
import { settingsDiff } from './settings-diff.ts';
import { coloured, printable, printableLines } from './terminal.ts';
import { applyPlan, type HostPlan, isPending, planWiring, writeMachineLauncher } from './wire-hosts.ts';
import { aimOf, scopeOptions } from './wiring-scope.ts';

export const command: CliCommand = {
  options: (parser) =>
    scopeOptions(parser)
      .option('dry-run', { type: 'boolean', describe: 'Show what would change, and change nothing' })
      .option('yes', YES_OPTION)
      .epilogue(
        'Finds the agents that are here, shows the change to the settings of each, asks, and writes. What is in those files already stays as it ' +
          'is, byte for byte; a backup is kept in the state folder. Sets this machine up first where `init` has not, and makes the ' +
          'launcher anew where Node or the program is another by now.\n' +
          'Exits with 0 where all is wired, 1 where something is not.',
      ),
  run: install,
};

async function install(input: CliInput): Promise<ExitCode> {
  const aim = aimOf(input);
  if (!aim.ok) return fail(aim.error);
  const { hosts, scope = 'user', places } = aim.value;
  const wirings = hosts.length > 0 ? hosts.map((host) => WIRINGS[host]) : hostsHere(places).map(({ wiring }) => wiring);
  if (wirings.length === 0) {
    print(NONE_HERE);
    return 1;
  }
  const plans = wirings.map((wiring) => planWiring(wiring, scope, places));
  print(plans.map(shown).join('\n'));
  if (input.flag('dry-run')) return plans.some(({ fault }) => fault !== undefined) ? 1 : 0;
  if (plans.some(isPending) && !(await confirm('Change these settings?', input, 'install'))) return 1;
  return write(plans, scope);
}

const NONE_HERE =
  'No agent was found here: none of their programs is on PATH, and none of their folders in your home.\nName one to wire it all the same: hookwarden install claude-code';

function shown({ wiring, changes, fault }: HostPlan): string {
  const title = coloured('bold', wiring.title);
  if (fault !== undefined) return `${title}: ${coloured('yellow', 'not wired')}: ${printableLines(fault)}`;
  const pending = changes.filter((change) => !isNothing(change));
  if (pending.length === 0) return `${title}: wired already in ${changes.map(({ target }) => printable(target)).join(', ')}`;
  return [`${title}:`, ...pending.map(({ target, before, after }) => settingsDiff(target, before, after))].join('\n');
}

/** First what the settings name, then the settings. */
function write(plans: readonly HostPlan[], scope: Scope): ExitCode {
  const folders = localFolders();
  const made = setUp(folders, true);
  if (!made.ok) return fail(made.error.message);
  // What everybody's agents read is of no use where only root can.
  if (scope === 'managed') process.umask(0o022);
  const machine = scope === 'managed' ? writeMachineLauncher() : ok(undefined);
  if (!machine.ok) return fail(machine.error);
  print(['', ...describeSetUp(made.value, folders), ''].join('\n'));
  const faults = plans.map((plan) => plan.fault ?? errorOf(applyPlan(plan)));
  print(plans.map((plan, i) => outcome(plan, faults[i])).join('\n'));
  const wired = faults.filter((fault) => fault === undefined).length;
  if (wired > 0) print(`\nStart ${wired === 1 ? 'it' : 'them'} anew. To see it work: hookwarden doctor`);
  return wired === plans.length ? 0 : 1;
}

const errorOf = (result: Result<unknown, string>): string | undefined => (result.ok ? undefined : result.error);

function outcome({ wiring, changes }: HostPlan, fault: string | undefined): string {
  const { title, cautions } = wiring;
  if (fault !== undefined) return `${coloured('yellow', 'not wired')}  ${title}: ${printableLines(fault)}`;
  const where = changes.map(({ target }) => printable(target)).join(', ');
  return [`${coloured('green', 'wired')}  ${title}  ${where}`, ...cautions.map((caution) => `  - ${caution}`)].join('\n');
}
