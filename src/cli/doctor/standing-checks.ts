import { counted } from '../../domain/amounts.ts';
import type { Result } from '../../domain/result.ts';
import { clockBehind } from '../clock.ts';
import type { Standing } from '../standing.ts';
import { judgingWeaknesses } from '../weaknesses.ts';
import { type Check, failed, fine, warned } from './check.ts';

/** Policy, key, exceptions, sealing and log: what `status` says of them, and the clock. Launcher and hosts have checks of their own. */
export function standingChecks(standing: Result<Standing, string>, now: number): readonly Check[] {
  if (!standing.ok) return [failed('set-up', standing.error, 'Run in a terminal of your own: hookwarden install')];
  const { policy, log } = standing.value;
  const weaknesses = judgingWeaknesses(standing.value, now).map((text) => failed('enforced', text, 'See all of it: hookwarden status'));
  const layers = policy.ok ? policy.value.layers.map(({ layer }) => layer).join(', ') || 'built-in' : '';
  const sound = [
    ...(policy.ok ? [fine('policy', `${policy.value.mode}, profile ${policy.value.profile}, layers: ${layers}`)] : []),
    ...(log.ok ? [fine('log', counted(log.value.records, 'record'))] : []),
  ];
  return [...sound, ...weaknesses, clockCheck(now)];
}

function clockCheck(now: number): Check {
  const behind = clockBehind(now);
  if (!behind.ok) return failed('clock', behind.error.message, 'Mend what it says of the database.');
  return behind.value
    ? warned('clock', 'it was set back; what had expired stays so', 'Where the time before was wrong: hookwarden clock reset')
    : fine('clock', 'it was not set back');
}
