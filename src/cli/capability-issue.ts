import { importPKCS8, type JWTPayload, SignJWT } from 'jose';
import { TOKEN_TYPE, verifyToken } from '../capabilities/token.ts';
import { claimsOf } from '../capabilities/token-claims.ts';
import type { Chain } from '../domain/capability.ts';
import type { TokenKey } from '../domain/capability-key.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { type OwnKey, signingKey } from '../state/capability-keyring.ts';
import { localKeyring } from './capability-place.ts';
import type { CliInput } from './command.ts';
import { openSigningHalf } from './signing-half.ts';

/** Something that signs in the name of this installation. */
export interface Signing {
  readonly key: OwnKey;
  /** Whose tokens count here, itself among them. */
  readonly known: readonly TokenKey[];
  readonly sign: (claims: JWTPayload, type: string) => Promise<string>;
}

/** Opens the key that signs; asks for its passphrase, or runs its command. */
export async function openSigning(input: CliInput): Promise<Result<Signing, string>> {
  const keyring = localKeyring();
  if (!keyring.ok) return keyring;
  const key = signingKey(keyring.value);
  if (!key) return err('there is no key that signs. Make one: hookwarden capability keys create');
  const pem = await openSigningHalf(key, input);
  if (!pem.ok) return pem;
  const { algorithm } = key;
  const half = await importPKCS8(pem.value, algorithm).catch(() => undefined);
  if (half === undefined) return err(`what came back is no private key for ${algorithm}`);
  return ok(signingWith(key, half, keyring.value.keys));
}

export const signingWith = (key: OwnKey, half: Awaited<ReturnType<typeof importPKCS8>>, known: readonly TokenKey[] = [key]): Signing => ({
  key,
  known,
  sign: (claims, type) => new SignJWT(claims).setProtectedHeader({ alg: key.algorithm, kid: key.kid, typ: type }).sign(half),
});

/** A token for a chain. What would not be believed here is not given out. */
export async function tokenFor(chain: Chain, { key, known, sign }: Signing): Promise<Result<string, string>> {
  const token = await sign({ ...claimsOf(chain, key) }, TOKEN_TYPE);
  const verified = verifyToken(token, known, systemClock.now());
  return verified.ok ? ok(token) : err(`no token can be made of this capability: it would be ${verified.error.reason}`);
}
