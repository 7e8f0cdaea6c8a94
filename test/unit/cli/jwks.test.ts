import { describe, expect, it } from 'vitest';
import { keysOfSet } from '../../../src/cli/jwks.ts';
import { NOW, newKey } from '../../support/tokens.ts';

const origin = { issuer: undefined, audience: 'here', own: 'here', now: NOW };
const good = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43), iss: 'elsewhere' };
const set = (...keys: readonly object[]): string => JSON.stringify({ keys });

describe('a set of keys', () => {
  it.each([
    ['that is no JSON', '{', /no set of keys/],
    ['with a name twice', '{"keys":[{"kty":"OKP","kty":"RSA"}]}', /no set of keys/],
    ['that is a list', '[]', /no set of keys/],
    ['without keys', set(), /no set of keys/],
    ['with too many', set(...Array.from({ length: 33 }, () => good)), /more than 32/],
    ['with a private half', set({ ...good, d: 'x' }), /holds a secret/],
    ['with a shared secret', set({ kty: 'oct', k: 'c2VjcmV0' }), /holds a secret/],
    ['with a curve that is for something else', set({ ...good, crv: 'X25519' }), /neither/],
    ['with a point cut short', set({ ...good, x: 'AAAA' }), /neither/],
    ['with a point spelt in another way', set({ ...good, x: `${'A'.repeat(42)}B` }), /neither/],
    ['with RSA of 1024 bits', set({ kty: 'RSA', n: 'A'.repeat(171), e: 'AQAB', iss: 'a' }), /neither/],
    ['with RSA of 16384 bits', set({ kty: 'RSA', n: 'A'.repeat(2731), e: 'AQAB', iss: 'a' }), /neither/],
    ['with RSA whose exponent is 3', set({ kty: 'RSA', n: 'A'.repeat(342), e: 'Aw', iss: 'a' }), /neither/],
    ['with a key for HS256', set({ ...good, alg: 'HS256' }), /something else/],
    ['with a key for the algorithm of another kind', set({ ...good, alg: 'RS256' }), /something else/],
    ['with a key to encrypt with', set({ ...good, use: 'enc' }), /something else/],
    ['with a key of nobody', set({ ...good, iss: undefined }), /--issuer/],
    ['with a key that claims to be of here', set({ ...good, iss: 'here' }), /of this installation/],
    ['with a kid that moves the cursor', set({ ...good, kid: '\u001b[2J' }), /a name has/],
    ['whose second key is bad', set(good, { ...good, alg: 'none' }), /key 2: .*No key was imported/],
  ])('%s is refused, with what is wrong with it', async (_what, text, reason) => {
    expect(await keysOfSet(text, origin)).toMatchObject({ ok: false, error: expect.stringMatching(reason) });
  });

  it('gives what is needed of its keys and nothing else, named by their thumbprint where they have no name', async () => {
    const { jwk } = newKey('RS256').known;
    const read = await keysOfSet(set({ ...jwk, use: 'sig', x5c: ['x'] }), { ...origin, issuer: 'elsewhere' });
    const kid = expect.stringMatching(/^[A-Za-z0-9_-]{43}$/);
    expect(read).toEqual({ ok: true, value: [{ kid, algorithm: 'RS256', jwk, issuer: 'elsewhere', audience: 'here', since: NOW }] });
  });
});
