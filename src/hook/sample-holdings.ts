import { ed25519PublicKey, ed25519Signer } from '../audit/ed25519.ts';
import { TOKEN_TYPE } from '../capabilities/token.ts';
import { claimsOf } from '../capabilities/token-claims.ts';
import type { Capability, Chain } from '../domain/capability.ts';
import type { KnownKey } from '../state/capability-keyring.ts';

/** Longer than any rehearsal takes. */
const HOUR = 3_600_000_000;

const rootOf = (principal: string, now: number) => ({ principal, issuedAt: now - HOUR, expiresAt: now + HOUR, depth: 0 });

/** Covers any program, for a rehearsal at that time. */
export const samplePrograms = (principal: string, now: number): Capability => ({
  ...rootOf(principal, now),
  ...{ id: 'cap_programs', type: 'process', resource: '*', operations: ['run'], constraints: { arguments: [['**']] } },
});

/** Two links that cover reading a few files. */
export function sampleFiles(principal: string, now: number): Chain {
  const about = { type: 'filesystem', resource: 'src/**', operations: ['read'] } as const;
  const root: Capability = { ...rootOf(principal, now), ...about, id: 'cap_files', constraints: { extensions: ['.ts'] } };
  return [root, { ...root, id: 'cap_fewer', parent: root.id, depth: 1, constraints: { extensions: ['.ts'], uses: 10 } }];
}

/** A key that everybody knows. */
export const sampleKey = (name: string, seed: Uint8Array): KnownKey => ({
  kid: name,
  algorithm: 'EdDSA',
  jwk: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(ed25519PublicKey(seed)).toString('base64url') },
  issuer: name,
  audience: name,
  since: 0,
});

/** The token of a chain, signed with such a key. */
export function sampleToken(chain: Chain, { kid, algorithm, ...address }: KnownKey, seed: Uint8Array): string {
  const header = { alg: algorithm, kid, typ: TOKEN_TYPE };
  const message = [header, claimsOf(chain, address)].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const { sign } = ed25519Signer(kid, seed, ed25519PublicKey(seed));
  return `${message}.${Buffer.from(sign(Buffer.from(message))).toString('base64url')}`;
}
