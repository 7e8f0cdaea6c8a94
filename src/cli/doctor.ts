import { HOSTS } from '../domain/event.ts';
import type { StoreFault } from '../domain/ports.ts';
import { VERSION } from '../domain/version.ts';
import { systemClock } from '../hook/machine.ts';
import type { Folders } from '../state/folders.ts';
import { readInstallation } from '../state/installation.ts';
import { findWiring, isGuarded, type Wiring } from '../wiring/find.ts';
import type { HostWiring, Scope } from '../wiring/host-wiring.ts';
import type { Places } from '../wiring/places.ts';
import { isWired } from '../wiring/plan.ts';
import { type CliCommand, type CliInput, type ExitCode, print } from './command.ts';
import { type Check, failed } from './doctor/check.ts';
import { hostChecks, versionOf } from './doctor/host-checks.ts';
import { diskCheck, filesCheck, launcherCheck, nodeCheck, sqliteCheck } from './doctor/machine-checks.ts';
import { programCheck } from './doctor/program-files.ts';
import { selfTest } from './doctor/self-test.ts';
import { standingChecks } from './doctor/standing-checks.ts';
import { type HostHere, hostHere, hostsHere, isHere, launchersHere, placesHere } from './hosts-here.ts';
import { PROJECT_OPTION, projectHere, projectIsThere } from './local-policy.ts';
import { localFolders } from './machine.ts';
import { setUp } from './set-up.ts';
import { standingOf } from './standing.ts';
import { coloured, printableLines } from './terminal.ts';
import { applyPlan, isPending, planWiring } from './wire-hosts.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('cwd', PROJECT_OPTION)
      .check(projectIsThere, false)
      .option('json', { type: 'boolean', describe: 'For scripts' })
      .option('fix', { type: 'boolean', describe: 'Make the launcher anew, and wire again what it is wired into' })
      .epilogue(
        'Looks at Node, SQLite, the program, the files, the disk, the clock, policy, key and log, and at each agent that is here; then asks the very command that ' +
          'each agent’s settings hold about a harmless and a forbidden call, which are recorded as a self-test and never run.\n' +
          'Exits with 1 where something fails. Only a person runs it with --fix.',
      ),
  run: doctor,
};

function doctor(input: CliInput): ExitCode {
  const project = projectHere(input);
  const places = placesHere(project);
  const fixed = input.flag('fix') ? fix(places) : [];
  const checks = examine(project, places);
  const sound = checks.every(({ state }) => state !== 'fail');
  if (input.flag('json')) print(JSON.stringify({ version: VERSION, ok: sound, fixed, checks }));
  else print([...fixed.map((text) => `${coloured('bold', 'fixed')}  ${printableLines(text)}`), ...checks.map(line)].join('\n'));
  return sound ? 0 : 1;
}

const INSTALL = 'Run in a terminal of your own: hookwarden install';

function examine(project: string, places: Places): readonly Check[] {
  const folders = localFolders();
  const installation = readInstallation(folders.config);
  const machine = [nodeCheck(), sqliteCheck(), programCheck()];
  if (!installation.ok) return [...machine, setUpFault(installation.error, folders)];
  const now = systemClock.now();
  const standing = standingOf(project, now);
  const wired = findWiring(launchersHere(), places);
  const hosts = HOSTS.map((host) => hostHere(host, places)).filter(
    (host) => isHere(host) || wired.some((one) => one.host === host.wiring.host),
  );
  return [
    ...machine,
    launcherCheck(folders),
    filesCheck(folders),
    diskCheck(folders),
    ...standingChecks(standing, now),
    ...(isGuarded(wired) ? [] : [failed('hosts', 'no agent runs the launcher, so nothing is judged', INSTALL)]),
    ...hosts.flatMap((host) => hostChecks(host, wired, versionHere(host, wired))),
    ...selfTests(wired, standing.ok && standing.value.policy.ok && standing.value.policy.value.mode === 'enforce'),
  ];
}

const setUpFault = ({ reason, message }: StoreFault, { config }: Folders): Check =>
  reason === 'missing'
    ? failed('set-up', `nothing is set up here yet: ${config} is not there`, INSTALL)
    : failed('set-up', message, 'Then look again: hookwarden doctor');

/** A host that nothing guards is not run either. */
const versionHere = ({ wiring, program }: HostHere, wired: readonly Wiring[]): string | undefined =>
  program === undefined || !wired.some(({ host }) => host === wiring.host) ? undefined : versionOf(program);

/** One of each host: its other settings name the same launcher. */
function selfTests(wired: readonly Wiring[], enforced: boolean): readonly Check[] {
  const [launcher = ''] = launchersHere();
  const guarded = new Map(wired.filter(({ events }) => events.length > 0).map((one) => [one.host, one]));
  return [...guarded.values()].map((one) => selfTest(one, launcher, enforced));
}

/** Only what is wired already is wired again. */
function fix(places: Places): readonly string[] {
  const made = setUp(localFolders());
  if (!made.ok) return [`The launcher could not be made: ${made.error.message}`];
  const scopes: readonly Scope[] = ['user', 'project'];
  const done = hostsHere(places).flatMap(({ wiring }) => scopes.flatMap((scope) => rewire(wiring, scope, places)));
  return [`The launcher was made for ${process.execPath}: ${made.value.launcher}`, ...done];
}

function rewire(wiring: HostWiring, scope: Scope, places: Places): readonly string[] {
  const plan = planWiring(wiring, scope, places);
  const wired = plan.changes.some(({ file, before }) => before !== undefined && isWired(file, before));
  if (plan.fault !== undefined || !isPending(plan) || !wired) return [];
  const applied = applyPlan(plan);
  return [applied.ok ? `${wiring.title} was wired again` : `${wiring.title} could not be wired: ${applied.error}`];
}

const SHOWN = { ok: ['green', 'ok'], warn: ['yellow', 'warn'], fail: ['red', 'fail'] } as const;

function line({ state, name, text, mend }: Check): string {
  const [colour, word] = SHOWN[state];
  const said = `${coloured(colour, word.padEnd(5))} ${coloured('bold', name)}  ${printableLines(text).replaceAll('\n', '\n      ')}`;
  return mend === undefined ? said : `${said}\n      ${printableLines(mend)}`;
}
