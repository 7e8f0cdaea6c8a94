import type { SealedCalls } from '../domain/policy.ts';
import { showTime } from './amounts.ts';
import type { Standing } from './standing.ts';
import { HELD_EVENTS, type Wiring } from './wiring.ts';

const DAY = 86_400_000_000;
const SOON = 7 * DAY;

/** Whatever keeps calls from being judged as the policy says, or soon will; each with what mends it. */
export function weaknessesOf({ policy, presented, launcher, wiring, exceptions, sealing, log }: Standing, now: number): readonly string[] {
  return [
    ...(policy.ok ? [] : [`The policy is broken, and every call is denied: ${policy.error}`]),
    ...(policy.ok && policy.value.mode === 'observe' ? ['The mode is observe: nothing is stopped, only recorded.'] : []),
    ...(exceptions.ok ? exceptions.value.filter(({ kind }) => kind === 'pause') : []).map(
      ({ id, expiresAt, because }) =>
        `Paused until ${showTime(expiresAt)} (${because}): only absolute rules stop anything. To end it: hookwarden exceptions revoke ${id}`,
    ),
    ...keyWeaknesses(presented, now),
    ...(policy.ok ? sealingWeaknesses(policy.value.seal, sealing) : []),
    ...(log.ok ? [] : [`The log cannot be read, and every call is denied: ${log.error}`]),
    ...(launcher.made ? wiringWeaknesses(launcher.path, wiring) : ['There is no launcher for hosts to run. Run: hookwarden init']),
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
  const events = wiring.flatMap((one) => one.events);
  const partly = wiring.flatMap((one) => one.partly);
  if (events.length + partly.length === 0)
    return [
      `No host that runs here has ${launcher} in its settings, so nothing is judged. hooks.example.json shows where it goes.`,
      ...faults,
    ];
  const missing = HELD_EVENTS.filter((event) => !events.includes(event)).map(
    (event) => partly.find((one) => one.startsWith(`${event} (`)) ?? event,
  );
  if (missing.length === 0) return faults;
  return [...faults, `Not held back for every call: ${missing.join(', ')}. hooks.example.json shows how they are wired.`];
}
