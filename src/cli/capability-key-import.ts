import { readFileSync, statSync } from 'node:fs';
import { calculateJwkThumbprint } from 'jose';
import { algorithmOf, publicJwk } from '../capabilities/jwk.ts';
import { isName } from '../capabilities/names.ts';
import { isObject, type JsonValue, parseJson, stringAt } from '../domain/json.ts';
import { scanJson } from '../domain/json-scan.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { trustKeys } from '../state/capability-key-acts.ts';
import { type KnownKey, MAX_KEYS } from '../state/capability-keyring.ts';
import { localIssuer, onKeys } from './capability-place.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';

const MAX_BYTES = 64 * 1024;
const LIMITS = { depth: 6, values: 2000, keyLength: 40 };
/** Members that only a private or a shared key has. */
const SECRET = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Believes what the keys of a set (RFC 7517) sign, from now on, where it is made out to this audience. */
export async function importKeys(input: CliInput): Promise<ExitCode> {
  const file = input.text('what');
  if (file === undefined) return fail('say which set of keys: hookwarden capability keys import FILE');
  const own = localIssuer();
  if (!own.ok) return fail(own.error);
  const read = readSet(file);
  if (!read.ok) return fail(`${file}: ${read.error}`);
  const keys: KnownKey[] = [];
  for (const [at, entry] of read.value.entries()) {
    const key = await keyIn(entry, { issuer: input.text('issuer'), audience: input.text('audience') ?? own.value, own: own.value });
    if (!key.ok) return fail(`${file}: key ${at + 1}: ${key.error}. No key was imported.`);
    keys.push(key.value);
  }
  const done = onKeys((place) => trustKeys(place, keys, systemClock.now()));
  if (!done.ok) return fail(done.error);
  for (const { kid, algorithm, issuer, audience } of keys)
    print(`Tokens of ${issuer} for ${audience}, signed with ${kid} (${algorithm}), count from now on.`);
  return 0;
}

function readSet(file: string): Result<readonly JsonValue[], string> {
  const text = textOf(file);
  if (!text.ok) return text;
  const scanned = scanJson(text.value, LIMITS);
  const set = scanned.ok ? parseJson(text.value) : undefined;
  const keys = isObject(set) ? set['keys'] : undefined;
  if (!Array.isArray(keys) || keys.length === 0) return err('that is no set of keys: JSON with a list under "keys", and no name twice');
  return keys.length > MAX_KEYS ? err(`more than ${MAX_KEYS} keys`) : ok(keys);
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

interface Origin {
  readonly issuer: string | undefined;
  readonly audience: string;
  readonly own: string;
}

async function keyIn(entry: JsonValue, { issuer, audience, own }: Origin): Promise<Result<KnownKey, string>> {
  if (!isObject(entry)) return err('that is no key');
  const secret = SECRET.find((name) => entry[name] !== undefined);
  if (secret !== undefined)
    return err(`it holds a secret ("${secret}"): whoever has the file can sign. Have its owner rotate it, and export the public half`);
  const jwk = publicJwk(entry);
  if (!jwk) return err('it is neither for Ed25519 nor RSA of 2048 to 4096 bits with 65537');
  const algorithm = algorithmOf(jwk);
  const { alg = algorithm, use = 'sig' } = entry;
  if (alg !== algorithm || use !== 'sig') return err(`it says that it is for something else than to sign with ${algorithm}`);
  const from = issuer ?? stringAt(entry, 'iss');
  if (from === undefined) return err('it does not say whose it is: --issuer ID, as its owner’s `hookwarden capability keys list` shows it');
  if (from === own) return err('it claims to be of this installation');
  const kid = entry['kid'] ?? (await calculateJwkThumbprint({ ...jwk }));
  if (!isName(kid) || !isName(from) || !isName(audience)) return err('a name has 1 to 128 letters, digits and . _ ~ : / @ -');
  return ok({ kid, algorithm, jwk, issuer: from, audience, since: systemClock.now() });
}
