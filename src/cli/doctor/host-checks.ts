import { spawnSync } from 'node:child_process';
import { isGuarded, unheldEvents, type Wiring } from '../../wiring/find.ts';
import type { HostWiring } from '../../wiring/host-wiring.ts';
import type { HostHere } from '../hosts-here.ts';
import { type Check, compareVersions, failed, fine, warned } from './check.ts';

const PATIENCE_MS = 10_000;

/** What a host is, by its own word; run from the root folder and with nothing of the environment that it could load from. */
export function versionOf(program: string): string | undefined {
  const { HOME, PATH } = process.env;
  const done = spawnSync(program, ['--version'], {
    cwd: '/',
    env: { HOME, PATH },
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return /\d+\.\d+\.\d+/.exec(done.stdout ?? '')?.[0];
}

/** Whether a host holds calls back, and is new enough for it. */
export function hostChecks({ wiring, program }: HostHere, wired: readonly Wiring[], version: string | undefined): readonly Check[] {
  const name = wiring.host;
  const own = wired.filter((one) => one.host === wiring.host);
  const faults = own.flatMap(({ path, fault }) => (fault === undefined ? [] : [failed(name, `${path}: ${fault}`, mendOf(fault, wiring))]));
  const install = `Run in a terminal of your own: hookwarden install ${name}`;
  // What is wrong with the settings is in the way of wiring them.
  if (!isGuarded(own)) return faults.length > 0 ? faults : [warned(name, `${wiring.title} is here, and nothing guards it`, install)];
  const unheld = unheldEvents(wiring, own);
  const held =
    unheld.length > 0
      ? failed(name, `${wiring.title} does not hold every call back: ${unheld.join(', ')}`, install)
      : fine(name, described(wiring, own, version));
  return [...faults, held, ...versionChecks(wiring, program, version)];
}

const mendOf = (fault: string, { title }: HostWiring): string =>
  fault.startsWith('it is not what') ? 'Run: hookwarden doctor --fix' : `Mend that file by hand; ${title} runs no hook before.`;

const described = ({ title, tried }: HostWiring, own: readonly Wiring[], version: string | undefined): string => {
  const run = tried === undefined ? 'built from its documentation, never run' : `run with ${tried}`;
  return `${title}${version === undefined ? '' : ` ${version}`} (${run}) asks the launcher by ${own.map(({ path }) => path).join(', ')}`;
};

function versionChecks({ host, title, minimum }: HostWiring, program: string | undefined, version: string | undefined): readonly Check[] {
  if (!minimum || (version !== undefined && compareVersions(version, minimum.version) >= 0)) return [];
  if (version !== undefined)
    return [failed(host, `${title} ${version}, older than ${minimum.version}, ${minimum.otherwise[0]}`, minimum.otherwise[1])];
  const why = program === undefined ? 'its program is not on PATH' : `${program} does not say`;
  return [warned(host, `which version ${title} has is not known: ${why}`, `It has to be ${minimum.version} or newer.`)];
}
