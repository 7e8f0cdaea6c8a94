import { constants, generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import { TOKEN_TYPE } from '../../src/capabilities/token.ts';
import type { Capability, Chain } from '../../src/domain/capability.ts';
import type { PublicJwk, TokenAlgorithm, TokenKey } from '../../src/domain/capability-key.ts';

export interface SigningKey {
  readonly known: TokenKey;
  readonly secret: KeyObject;
}

const generated = (algorithm: TokenAlgorithm) =>
  algorithm === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Only the members that a public half has. */
function jwkOf(key: KeyObject): PublicJwk {
  const { x = '', n = '', e = '', kty } = key.export({ format: 'jwk' });
  return kty === 'OKP' ? { kty: 'OKP', crv: 'Ed25519', x } : { kty: 'RSA', n, e };
}

export function newKey(algorithm: TokenAlgorithm, about: Partial<TokenKey> = {}): SigningKey {
  const { publicKey, privateKey } = generated(algorithm);
  const jwk = jwkOf(publicKey);
  const kid = hash('sha256', JSON.stringify(jwk), 'base64url');
  return { known: { kid, algorithm, jwk, issuer: 'here', audience: 'here', ...about }, secret: privateKey };
}

const base64url = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');

/** Signs whatever it is given: header and payload are JSON as it stands. */
export function signedText(header: string, payload: string, { secret }: SigningKey): string {
  const message = `${base64url(header)}.${base64url(payload)}`;
  const signature =
    secret.asymmetricKeyType === 'ed25519'
      ? sign(null, Buffer.from(message), secret)
      : sign('RSA-SHA256', Buffer.from(message), { key: secret, padding: constants.RSA_PKCS1_PADDING });
  return `${message}.${base64url(signature)}`;
}

export const headerOf = ({ known }: SigningKey, more: object = {}): string =>
  JSON.stringify({ alg: known.algorithm, kid: known.kid, typ: TOKEN_TYPE, ...more });

export const signed = (claims: object, key: SigningKey, more: object = {}): string =>
  signedText(headerOf(key, more), JSON.stringify(claims), key);

export const SECOND = 1_000_000;
/** When everything here takes place. */
export const NOW = 1_800_000_000 * SECOND;
export const HOUR = 3600 * SECOND;

const ROOT: Capability = {
  id: 'cap_root',
  type: 'filesystem',
  resource: 'src/**',
  operations: ['read', 'write'],
  constraints: { extensions: ['.ts'], uses: 10 },
  principal: 'ada',
  issuedAt: NOW,
  notBefore: NOW,
  expiresAt: NOW + HOUR,
  depth: 0,
};

/** A chain of so many links, each narrower than the one before. */
export function chainOf(length: number, about: Partial<Capability> = {}): Chain {
  return Array.from({ length }, (_, depth) => ({
    ...ROOT,
    ...(depth === 0 ? {} : { id: `cap_${depth}`, parent: depth === 1 ? 'cap_root' : `cap_${depth - 1}`, operations: ['read'] }),
    depth,
    expiresAt: ROOT.expiresAt - depth * SECOND,
    ...about,
  }));
}
