import { readFileSync, statSync } from 'node:fs';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { trustKeys } from '../state/capability-key-acts.ts';
import { localIssuer, onKeys } from './capability-place.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { keysOfSet } from './jwks.ts';

const MAX_BYTES = 64 * 1024;

/** Believes what the keys of a set sign, from now on, where it is made out to this audience. */
export async function importKeys(input: CliInput): Promise<ExitCode> {
  const file = input.text('what');
  if (file === undefined) return fail('say which set of keys: hookwarden capability keys import FILE');
  const own = localIssuer();
  if (!own.ok) return fail(own.error);
  const text = textOf(file);
  if (!text.ok) return fail(`${file}: ${text.error}`);
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

function textOf(file: string): Result<string, string> {
  try {
    if (file !== '-' && statSync(file).size > MAX_BYTES) return err(`more than ${MAX_BYTES / 1024} KiB`);
    const text = readFileSync(file === '-' ? 0 : file, 'utf8');
    return text.length > MAX_BYTES ? err(`more than ${MAX_BYTES / 1024} KiB`) : ok(text);
  } catch (error) {
    return err(error instanceof Error ? error.message : 'it cannot be read');
  }
}
