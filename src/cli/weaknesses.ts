import type { SealedCalls } from '../domain/policy.ts';
import { isGuarded, unheldEvents, type Wiring } from '../wiring/find.ts';
import { WIRINGS } from '../wiring/index.ts';
import { showTime } from './amounts.ts';
import type { Standing } from './standing.ts';

const DAY = 86_400_000_000;
const SOON = 7 * DAY;

/** Whatever keeps calls from being judged as the policy says, or soon will; each with what mends it. */
export const weaknessesOf = (standing: Standing, now: number): readonly string[] => [
  ...judgingWeaknesses(standing, now),
  ...(standing.launcher.made
    ? wiringWeaknesses(standing.launcher.path, standing.wiring)
    : ['There is no launcher for hosts to run. Run: hookwarden init']),
];

/** Of the calls that hosts ask about. */
export function judgingWeaknesses(
  { policy, presented, exceptions, sealing, log, damage }: Omit<Standing, 'launcher' | 'wiring'>,
  now: number,
): readonly string[] {
  return [
    ...(policy.ok ? [] : [`The policy is broken, and every call is denied: ${policy.error}`]),
    ...(policy.ok && policy.value.mode === 'observe' ? ['The mode is observe: nothing is stopped, only recorded.'] : []),
    ...(exceptions.ok ? exceptions.value.filter(({ kind }) => kind === 'pause') : []).map(
      ({ id, expiresAt, because }) =>
        `Paused until ${showTime(expiresAt)} (${because}): only absolute rules stop anything. To end it: hookwarden exceptions revoke ${id}`,
    ),
    ...keyWeaknesses(presented, now),
    ...(policy.ok ? sealingWeaknesses(policy.value.seal, sealing) : []),
    ...(damage === undefined ? [] : [damage]),
    ...(log.ok ? [] : [`The log cannot be read, and every call is denied: ${log.error}`]),
  ];
}

function keyWeaknesses(presented: Standing['presented'], now: number): readonly string[] {
  if (!presented.ok) return [`The key cannot be read, and every call is denied: ${presented.error}`];
  const { from, until, key } = presented.value;
  if (from === 'nowhere') return ['No key is at hand, and every call is denied. Run `hookwarden unlock`, or `hookwarden init`.'];
  if (!key && until !== undefined && until <= now)
    return [`The unlock ended ${showTime(until)}, and every call is denied. Run: hookwarden unlock`];
  if (!key) return ['The key at hand does not work (unknown, wrong, expired, revoked, or its owner suspended), and every call is denied.'];
  const ends = Math.min(...[key.expires_at, key.revoked_at].flatMap((end) => end ?? []));
  return ends - now < SOON
    ? [`The key ends ${showTime(ends)}. Make its successor: hookwarden key rotate ${key.key_id}${from === 'file' ? ' --place' : ''}`]
    : [];
}

function sealingWeaknesses(seal: SealedCalls = 'off', sealing: Standing['sealing']): readonly string[] {
  if (seal === 'off' || (sealing.ok && sealing.value)) return [];
  return sealing.ok
    ? [`The policy wants inputs kept sealed (audit.seal: ${seal}), and nothing is: there is no key. Run: hookwarden keys create-sealing`]
    : [`Inputs are to be kept sealed, and every call of which one is to be kept is denied: ${sealing.error}`];
}

function wiringWeaknesses(launcher: string, wiring: readonly Wiring[]): readonly string[] {
  const faults = wiring.flatMap(({ path, fault }) => (fault === undefined ? [] : [`${path}: ${fault}.`]));
  if (!isGuarded(wiring))
    return [`No agent has ${launcher} in its settings, so nothing is judged. Run in a terminal of your own: hookwarden install`, ...faults];
  const left = Object.values(WIRINGS).flatMap((host) => {
    const own = wiring.filter((one) => one.host === host.host);
    const unheld = isGuarded(own) ? unheldEvents(host, own) : [];
    return unheld.length === 0
      ? []
      : [`${host.title} does not hold every call back: ${unheld.join(', ')}. Run: hookwarden install ${host.host}`];
  });
  return [...faults, ...left];
}
