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
  if (kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && ED25519.test(x)) return { kty, crv, x };
  return kty === 'RSA' && typeof n === 'string' && MODULUS.test(n) && e === EXPONENT ? { kty, n, e } : undefined;
}

/** What a key of this kind signs by: it follows from the key, and from nothing that is said beside it. */
export const algorithmOf = ({ kty }: PublicJwk): TokenAlgorithm => (kty === 'OKP' ? 'EdDSA' : 'RS256');
