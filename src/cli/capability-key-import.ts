import { systemClock } from '../hook/machine.ts';
import { trustKeys } from '../state/capability-key-acts.ts';
import { localIssuer, onKeys } from './capability-place.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { keysOfSet } from './jwks.ts';
import { readBounded } from './read-bounded.ts';

const MAX_BYTES = 64 * 1024;

/** Believes what the keys of a set sign, from now on, where it is made out to this audience. */
export async function importKeys(input: CliInput): Promise<ExitCode> {
  const file = input.text('what');
  if (file === undefined) return fail('say which set of keys: hookwarden capability keys import FILE');
  const own = localIssuer();
  if (!own.ok) return fail(own.error);
  const text = readBounded(file, MAX_BYTES);
  if (!text.ok) return fail(text.error);
  const now = systemClock.now();
  const origin = { issuer: input.text('issuer'), audience: input.text('audience') ?? own.value, own: own.value, now };
  const keys = await keysOfSet(text.value, origin);
  if (!keys.ok) return fail(`${file}: ${keys.error}`);
  const done = onKeys((place) => trustKeys(place, keys.value, now));
  if (!done.ok) return fail(done.error);
  for (const { kid, algorithm, issuer, audience } of keys.value)
    print(`Tokens of ${issuer} for ${audience}, signed with ${kid} (${algorithm}), count from now on.`);
  return 0;
}
