import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { algorithmOf, publicJwk } from '../capabilities/jwk.ts';
import { isName } from '../capabilities/names.ts';
import type { TokenAlgorithm } from '../domain/capability-key.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { addOwnKey, type Retirement } from '../state/capability-key-acts.ts';
import { type OwnKey, signingKey } from '../state/capability-keyring.ts';
import { showTime } from './amounts.ts';
import { overlapOf } from './capability-keys.ts';
import { localIssuer, localKeyring, onKeys } from './capability-place.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { dropSigningHalf, keepSigningHalf } from './signing-half.ts';

const ALGORITHMS: readonly TokenAlgorithm[] = ['EdDSA', 'RS256'];
/** Bits; what is held to be enough beyond 2030. */
const MODULUS = 3072;

export async function createKey(input: CliInput): Promise<ExitCode> {
  const [keyring, issuer] = [localKeyring(), localIssuer()];
  if (!keyring.ok) return fail(keyring.error);
  if (!issuer.ok) return fail(issuer.error);
  if (signingKey(keyring.value)) return fail('there is a key that signs already. Change it: hookwarden capability keys rotate');
  const algorithm = ALGORITHMS.find((known) => known === (input.text('algorithm') ?? 'EdDSA'));
  if (algorithm === undefined) return fail(`--algorithm: it is ${ALGORITHMS.join(' or ')}`);
  const audience = input.text('audience') ?? issuer.value;
  if (!isName(audience)) return fail('--audience: a name of letters, digits and . _ ~ : / @ -');
  return make({ algorithm, audience, issuer: issuer.value }, undefined, input);
}

export async function rotateKey(input: CliInput): Promise<ExitCode> {
  const keyring = localKeyring();
  if (!keyring.ok) return fail(keyring.error);
  const old = signingKey(keyring.value);
  if (!old) return fail('there is no key that signs. Make one: hookwarden capability keys create');
  const overlap = overlapOf(input);
  if (!overlap.ok) return fail(overlap.error);
  const retirement = { kid: old.kid, at: systemClock.now() + overlap.value };
  const code = await make(old, retirement, input);
  if (code !== 0) return code;
  const left = dropSigningHalf(old.kept);
  const until = overlap.value === 0 ? 'none of its tokens counts any more' : `its tokens count until ${showTime(retirement.at)}`;
  print(`Key ${old.kid} is retired: ${until}.${left === undefined ? '' : ` But ${left}.`}`);
  return 0;
}

async function make(
  like: Pick<OwnKey, 'algorithm' | 'audience' | 'issuer'>,
  replaced: Retirement | undefined,
  input: CliInput,
): Promise<ExitCode> {
  const { algorithm, audience, issuer } = like;
  const made = await newKey(algorithm, input);
  if (!made.ok) return fail(made.error);
  const now = systemClock.now();
  const key = { ...made.value, algorithm, audience, issuer, since: now };
  const done = onKeys((place) => addOwnKey(place, key, replaced, now));
  if (!done.ok) {
    dropSigningHalf(key.kept);
    return fail(done.error);
  }
  print(
    `Key ${key.kid} (${algorithm}) signs capabilities for ${audience} from now on. Without its private half it cannot; keep a copy of that.`,
  );
  return 0;
}

async function newKey(algorithm: TokenAlgorithm, input: CliInput): Promise<Result<Pick<OwnKey, 'kid' | 'jwk' | 'kept'>, string>> {
  const { kid, jwk, privateHalf } = await newPair(algorithm);
  const kept = await keepSigningHalf(kid, privateHalf, input);
  return kept.ok ? ok({ kid, jwk, kept: kept.value }) : err(kept.error);
}

/** Named by its thumbprint (RFC 7638), so that no two keys share a name; never by one that a command would take for an option. */
export async function newPair(algorithm: TokenAlgorithm): Promise<Pick<OwnKey, 'kid' | 'jwk'> & { readonly privateHalf: string }> {
  for (;;) {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true, modulusLength: MODULUS });
    const jwk = publicJwk(await exportJWK(publicKey));
    if (!jwk || algorithmOf(jwk) !== algorithm) throw new Error(`a new key for ${algorithm} is none`);
    const kid = await calculateJwkThumbprint({ ...jwk });
    if (!kid.startsWith('-')) return { kid, jwk, privateHalf: await exportPKCS8(privateKey) };
  }
}
