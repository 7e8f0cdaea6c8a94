import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { formatKey, generateKey, parseKey } from '../../../src/authentication/key.ts';
import { brokenChain } from '../../../src/capabilities/covers.ts';
import { parseCapability, parseCapabilityText } from '../../../src/capabilities/parse.ts';
import { LIST_TYPE, listClaims, readList } from '../../../src/capabilities/revocation-list.ts';
import { verifyToken } from '../../../src/capabilities/token.ts';
import { claimsOf } from '../../../src/capabilities/token-claims.ts';
import { chainOf, headerOf, NOW, newKey, signed, signedText } from '../../support/tokens.ts';
import { spoiledJson, spoiledText } from '../spoiled.ts';
import { must, type Target } from '../target.ts';

const key = newKey('EdDSA');
const KEYS = [key.known];
const claims = [1, 2, 3].map((length) => claimsOf(chainOf(length), key.known));
const list = listClaims({
  issuer: 'here',
  sequence: 3,
  issuedAt: NOW,
  revoked: [{ subject: 'cap_root', revokedAt: NOW, because: 'lost' }],
});
const good = [...claims.map((one) => signed(one, key)), signedText(headerOf(key, { typ: LIST_TYPE }), JSON.stringify(list), key)];
const apiKey = formatKey(generateKey({ bytes: (count) => createHash('shake256', { outputLength: count }).update('fuzz').digest() }));

/** Whatever was changed after it was signed is no token any more. */
const unsigned: Target = {
  name: 'tokens',
  inputs: spoiledText([...good, apiKey, ...chainOf(2).map((link) => JSON.stringify(link))]),
  check: (input) => {
    if (!good.includes(input)) {
      must(!verifyToken(input, KEYS, NOW).ok, 'a token that nobody signed');
      must(!readList(input, KEYS, NOW).ok, 'a list that nobody signed');
    }
    const parsed = parseKey(input);
    must(parsed === undefined || formatKey(parsed) === input.trim(), 'a key that reads as another');
    const capability = parseCapabilityText(input);
    must(!capability.ok || parseCapability(JSON.parse(JSON.stringify(capability.value))).ok, 'a capability that does not read back');
  },
};

/** What is signed may be wrong all the same. */
const claimed: Target = {
  name: 'claims',
  inputs: fc.oneof(
    spoiledJson(claims.map((one) => JSON.stringify(one))),
    spoiledText([...claims, list].map((one) => JSON.stringify(one))),
    spoiledJson([JSON.stringify(list)]),
  ),
  check: (input) => {
    const chain = verifyToken(signedText(headerOf(key), input, key), KEYS, NOW);
    must(!chain.ok || brokenChain(chain.value) === undefined, 'a chain that does not hold');
    const read = readList(signedText(headerOf(key, { typ: LIST_TYPE }), input, key), KEYS, NOW);
    must(!read.ok || read.value.revoked.every(({ revokedAt }) => Number.isSafeInteger(revokedAt)), 'a time that is none');
  },
};

export const tokens: readonly Target[] = [unsigned, claimed];
