import { describe, expect, it } from 'vitest';
import { LIST_TYPE, listClaims, MAX_REVOKED, readList } from '../../../src/capabilities/revocation-list.ts';
import { verifyToken } from '../../../src/capabilities/token.ts';
import { claimsOf } from '../../../src/capabilities/token-claims.ts';
import { chainOf, NOW, newKey, SECOND, type SigningKey, signed } from '../../support/tokens.ts';

const key = newKey('EdDSA');
const stranger = newKey('EdDSA');
const LIST = {
  issuer: 'here',
  sequence: 3,
  issuedAt: NOW,
  revoked: [
    { subject: 'cap:cap_1', revokedAt: NOW - 5 * SECOND, because: 'no longer needed' },
    { subject: 'principal:ada', revokedAt: NOW, because: '' },
  ],
};
const claims = listClaims(LIST);
const asList = (given: object, by: SigningKey = key): string => signed(given, by, { typ: LIST_TYPE });
const outcome = (text: string, keys = [key.known], now = NOW) => {
  const read = readList(text, keys, now);
  return read.ok ? 'good' : read.error;
};
const entry = { sub: 'cap:cap_1', at: NOW / SECOND, why: '' };

describe('a signed list of what is taken back', () => {
  it('is read as it was written', () => {
    expect(readList(asList(claims), [key.known], NOW)).toEqual({ ok: true, value: LIST });
  });

  it.each([
    ['by a key that nobody here has vouched for', asList(claims, stranger), 'wrong-key'],
    ['in another’s name', asList({ ...claims, iss: 'elsewhere' }), 'wrong-key'],
    ['by another under a known name', signed(claims, { ...stranger, known: key.known }, { typ: LIST_TYPE }), 'wrong-signature'],
    ['as a token', signed(claims, key), 'malformed'],
    ['from tomorrow', asList({ ...claims, iat: NOW / SECOND + 86_400 }), 'not-yet-valid'],
    ['without a number', asList({ ...claims, seq: undefined }), 'malformed'],
    ['with a number beyond 2^53', asList({ ...claims, seq: 2 ** 53 }), 'malformed'],
    ['with the number 0', asList({ ...claims, seq: 0 }), 'malformed'],
    ['with a claim that is not known', asList({ ...claims, exp: 1 }), 'malformed'],
    ['with an entry for everyone', asList({ ...claims, revoked: [{ ...entry, sub: '*' }] }), 'malformed'],
    ['with an entry that is not known whole', asList({ ...claims, revoked: [{ ...entry, until: 1 }] }), 'malformed'],
    ['that reaches into the future', asList({ ...claims, revoked: [{ ...entry, at: NOW / SECOND + 120 }] }), 'malformed'],
    ['with too much', asList({ ...claims, revoked: Array.from({ length: MAX_REVOKED + 1 }, () => entry) }), 'malformed'],
    ['cut short', asList(claims).slice(0, -6), 'wrong-signature'],
  ])('signed %s is refused', (_what, text, reason) => expect(outcome(text)).toBe(reason));

  it('of a key that is retired says nothing any more', () => {
    expect(outcome(asList(claims), [{ ...key.known, retiredAt: NOW }])).toBe('retired-key');
  });

  it('is no token, whoever signed it', () => {
    const token = signed(claimsOf(chainOf(1), key.known), key, { typ: LIST_TYPE });
    expect(verifyToken(token, [key.known], NOW)).toMatchObject({ ok: false, error: { reason: 'malformed' } });
  });

  it('takes back no less than was taken back within the second', () => {
    const read = readList(
      asList(listClaims({ ...LIST, revoked: [{ subject: 'principal:ada', revokedAt: NOW + 1, because: '' }] })),
      [key.known],
      NOW + 1,
    );
    expect(read).toMatchObject({ ok: true, value: { revoked: [{ revokedAt: NOW + SECOND }] } });
  });
});
