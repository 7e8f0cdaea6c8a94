import type { PublicJwk, TokenAlgorithm } from '../domain/capability-key.ts';
import { isObject } from '../domain/json.ts';

/** 32 bytes in base64url. */
const ED25519 = /^[A-Za-z0-9_-]{43}$/;
/** 2048 to 4096 bits: shorter ones can be broken, longer ones take long to verify. */
const MODULUS = /^[A-Za-z0-9_-]{342,683}$/;
/** 65537. What others there are help nobody but who forges signatures. */
const EXPONENT = 'AQAB';

/** The public half in a JWK, without whatever else stands there; undefined where it is of no kind that tokens are signed with. */
export function publicJwk(value: unknown): PublicJwk | undefined {
  if (!isObject(value)) return undefined;
  const { kty, crv, x, n, e } = value;
  if (kty === 'OKP' && crv === 'Ed25519' && isSpelt(x, ED25519)) return { kty, crv, x };
  return kty === 'RSA' && isSpelt(n, MODULUS) && e === EXPONENT ? { kty, n, e } : undefined;
}

/** One spelling for one key: another would pass for another key. */
const isSpelt = (value: unknown, form: RegExp): value is string =>
  typeof value === 'string' && form.test(value) && Buffer.from(value, 'base64url').toString('base64url') === value;

/** What a key of this kind signs by: it follows from the key, and from nothing that is said beside it. */
export const algorithmOf = ({ kty }: PublicJwk): TokenAlgorithm => (kty === 'OKP' ? 'EdDSA' : 'RS256');
