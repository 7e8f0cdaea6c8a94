import { calculateJwkThumbprint, importJWK } from 'jose';
import { algorithmOf, publicJwk } from '../capabilities/jwk.ts';
import { isName } from '../capabilities/names.ts';
import { isObject, type JsonValue, parseJson, stringAt } from '../domain/json.ts';
import { scanJson } from '../domain/json-scan.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type KnownKey, MAX_KEYS } from '../state/capability-keyring.ts';

const LIMITS = { depth: 6, values: 2000, keyLength: 40 };
/** Members that only a private or a shared key has. */
const SECRET = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** What is said of a set beside what stands in it. */
export interface Origin {
  /** Whose keys they are; without it each has to say so, as `iss`. */
  readonly issuer: string | undefined;
  readonly audience: string;
  /** What this installation is called: it imports no key in its own name. */
  readonly own: string;
  /** Microseconds since 1970. */
  readonly now: number;
}

/** The keys of a set (RFC 7517): all of them fit to verify tokens with, or why not. */
export async function keysOfSet(text: string, origin: Origin): Promise<Result<readonly KnownKey[], string>> {
  const entries = entriesIn(text);
  if (!entries.ok) return entries;
  const keys: KnownKey[] = [];
  for (const [at, entry] of entries.value.entries()) {
    const key = await keyIn(entry, origin);
    if (!key.ok) return err(`key ${at + 1}: ${key.error}. No key was imported.`);
    keys.push(key.value);
  }
  return ok(keys);
}

function entriesIn(text: string): Result<readonly JsonValue[], string> {
  const set = scanJson(text, LIMITS).ok ? parseJson(text) : undefined;
  const keys = isObject(set) ? set['keys'] : undefined;
  if (!Array.isArray(keys) || keys.length === 0) return err('that is no set of keys: JSON with a list under "keys", and no name twice');
  return keys.length > MAX_KEYS ? err(`more than ${MAX_KEYS} keys`) : ok(keys);
}

async function keyIn(entry: JsonValue, { issuer, audience, own, now }: Origin): Promise<Result<KnownKey, string>> {
  if (!isObject(entry)) return err('that is no key');
  const secret = SECRET.find((name) => entry[name] !== undefined);
  if (secret !== undefined)
    return err(`it holds a secret ("${secret}"): whoever has the file can sign. Have its owner rotate it, and export the public half`);
  const jwk = publicJwk(entry);
  if (!jwk) return err('it is neither for Ed25519 nor RSA of 2048 to 4096 bits with 65537');
  const algorithm = algorithmOf(jwk);
  if (!(await importJWK({ ...jwk }, algorithm).catch(() => undefined))) return err('it is none that anything could be verified with');
  const { alg = algorithm, use = 'sig' } = entry;
  if (alg !== algorithm || use !== 'sig') return err(`it says that it is for something else than to sign with ${algorithm}`);
  const from = issuer ?? stringAt(entry, 'iss');
  if (from === undefined) return err('it does not say whose it is: --issuer ID, as its owner’s `hookwarden capability keys list` shows it');
  if (from === own) return err('it claims to be of this installation');
  const kid = entry['kid'] ?? (await calculateJwkThumbprint({ ...jwk }));
  if (!isName(kid) || !isName(from) || !isName(audience)) return err('a name has 1 to 128 letters, digits and . _ ~ : / @ -');
  return ok({ kid, algorithm, jwk, issuer: from, audience, since: now });
}
