import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { violationOf } from '../../../src/capabilities/covers.ts';
import { SKEW, TOKEN_TYPE, verifyToken } from '../../../src/capabilities/token.ts';
import { claimsOf } from '../../../src/capabilities/token-claims.ts';
import type { TokenKey } from '../../../src/domain/capability-key.ts';
import { chainOf, HOUR, headerOf, NOW, newKey, SECOND, type SigningKey, signed, signedText } from '../../support/tokens.ts';

const ed = newKey('EdDSA');
const rsa = newKey('RS256');
const stranger = newKey('EdDSA');
const KEYS = [ed.known, rsa.known];

const outcome = (token: string, now = NOW, keys: readonly TokenKey[] = KEYS) => {
  const verified = verifyToken(token, keys, now);
  return verified.ok ? 'good' : verified.error.reason;
};
const claims = (length = 3, key: SigningKey = ed) => claimsOf(chainOf(length), key.known);
const one = claims(1);
const [link] = claims(2).prf ?? [];
const text = JSON.stringify(one);
const withText = (from: string | RegExp, to: string): string => signedText(headerOf(ed), text.replace(from, to), ed);
const parts = (token: string): readonly [string, string, string] => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [header, payload, signature];
};
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token', () => {
  it.each([1, 2, 3, 9])('gives back a chain of %i as it was issued, by either algorithm', (length) => {
    for (const key of [ed, rsa]) {
      const chain = chainOf(length);
      const value = chain.map((link, at) => (at === length - 1 ? { ...link, key: key.known.kid } : link));
      expect(verifyToken(signed(claims(length, key), key), KEYS, NOW)).toEqual({ ok: true, value });
    }
  });

  const handedOn = chainOf(3).map((link, at) => (at === 0 ? { ...link, key: rsa.known.kid } : link));
  const token = signed(claimsOf(handedOn, ed.known), ed);
  const retiredRsa = { ...rsa.known, retiredAt: NOW + SECOND };
  it.each<readonly [what: string, keys: readonly TokenKey[], now: number, reason: string]>([
    ['counts as long as the key of each link does', [ed.known, retiredRsa], NOW, 'good'],
    ['falls with the key of an ancestor', [ed.known, retiredRsa], NOW + SECOND, 'retired-key'],
    ['falls with its own key', [{ ...ed.known, retiredAt: NOW }, rsa.known], NOW, 'retired-key'],
    ['has the wrong key where the key of an ancestor is not known', [ed.known], NOW, 'wrong-key'],
  ])('that another key has handed on %s', (_what, keys, now, reason) => expect(outcome(token, now, keys)).toBe(reason));

  it('names the link whose key is at an end', () =>
    expect(verifyToken(token, [ed.known, retiredRsa], NOW + SECOND)).toEqual({
      ok: false,
      error: { reason: 'retired-key', id: 'cap_root' },
    }));

  const [header, payload, signature] = parts(signed(one, ed));
  it.each([
    ['no text at all', ''],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${header}.${payload}.${signature}.${signature}`],
    ['an empty part', `${header}..${signature}`],
    ['a space before it', ` ${header}.${payload}.${signature}`],
    ['padding of base64', `${header}.${payload}.${signature}=`],
    ['letters of base64 that are none of base64url', `${header}.${payload}.${signature.slice(0, -2)}+/`],
    [
      'bits in its last letter that stand for nothing',
      `${header}.${payload}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : nextLetter(signature)}`,
    ],
    ['a header that is no JSON', `${Buffer.from('{alg').toString('base64url')}.${payload}.${signature}`],
    ['a header with a list', `${encoded(['EdDSA'])}.${payload}.${signature}`],
    ['no kid', signedText(JSON.stringify({ alg: 'EdDSA', typ: TOKEN_TYPE }), text, ed)],
    ['a kid that is a list', signed(one, ed, { kid: [ed.known.kid] })],
    ['another type', signed(one, ed, { typ: 'JWT' })],
    ['no type', signedText(JSON.stringify({ alg: 'EdDSA', kid: ed.known.kid }), text, ed)],
    ['a critical extension', signed(one, ed, { crit: ['exp'] })],
    ['a key that it brings along', signed(one, ed, { jwk: ed.known.jwk })],
    ['an address where its key would be', signed(one, ed, { jku: 'https://keys.example/' })],
    ['a payload that is said not to be encoded', signed(one, ed, { b64: false })],
    ['its algorithm twice', signedText(headerOf(ed).replace('{', '{"alg":"none",'), text, ed)],
    ['claims that are no JSON', signedText(headerOf(ed), text.slice(0, -1), ed)],
    ['claims that are a list', signedText(headerOf(ed), `[${text}]`, ed)],
    ['an end twice', withText('{', '{"exp":9999999999,')],
    ['operations twice', withText('"operations"', '"operations":["delete"],"operations"')],
    ['a claim twice, one of them in escapes', withText('{', '{"\\u0065xp":9999999999,')],
    ['no id', withText(/"jti":"[^"]*",/, '')],
    ['no principal', withText(/"sub":"[^"]*",/, '')],
    ['no end', withText(/"exp":\d+,/, '')],
    ['an end that is null', withText(/"exp":\d+/, '"exp":null')],
    ['an end in words', withText(/"exp":\d+/, '"exp":"tomorrow"')],
    ['an end between two seconds', withText(/"exp":(\d+)/, '"exp":$1.5')],
    ['an end beyond what 64 bits hold', withText(/"exp":\d+/, '"exp":18446744073709551617')],
    ['an end of a number without end', withText(/"exp":\d+/, '"exp":1e999')],
    ['an end beyond 2^53 microseconds', withText(/"exp":\d+/, '"exp":9007199254741')],
    ['a beginning below zero', withText(/"nbf":\d+/, '"nbf":-1')],
    ['an end before its beginning', withText(/"exp":\d+/, '"exp":1799999999')],
    ['more than a year to live', withText(/"exp":\d+/, `"exp":${NOW / SECOND + 400 * 86_400}`)],
    ['a count beyond 2^53', withText('"uses":10', '"uses":9007199254740993')],
    ['a count below zero', withText('"uses":10', '"uses":-9007199254740993')],
    ['a count that would wrap to 10 in 32 bits', withText('"uses":10', '"uses":4294967306.5')],
    ['a count in words', withText('"uses":10', '"uses":"10"')],
    ['an operation that its type does not have', withText('"read"', '"call"')],
    ['a type that is not known', withText('"filesystem"', '"database"')],
    ['a glob that is none of ours', withText('src/**', 'src/{a,b}')],
    ['no capability', withText(/"cap":\{.*\}\}/, '"cap":null')],
    ['ancestors that are no list', withText('{', '{"prf":{},')],
    ['an ancestor that is a token of its own', withText('{', `{"prf":["${signed(one, ed)}"],`)],
    ['a key that its claims name', signed({ ...one, kid: ed.known.kid }, ed)],
    ['the key of an ancestor that is no name', signed({ ...claims(2), prf: [{ ...link, kid: 'a key' }] }, ed)],
    ['a recipient that is a number', withText('"aud":"here"', '"aud":7')],
    ['no issuer', withText('"iss":"here",', '')],
  ])('with %s is malformed', (_what, token) => expect(outcome(token)).toBe('malformed'));

  it.each([
    ['a claim that is not known', withText('{', '{"scope":"docs",')],
    ['a constraint that is not known', withText('"uses":10', '"uses":10,"branch":"main"')],
    ['a part of the capability that is not known', withText('"type"', '"region":"eu","type"')],
    ['an id inside of the capability', withText('"type"', '"id":"cap_other","type"')],
    [
      'a constraint that an ancestor has and nobody knows',
      signed({ ...claims(2), prf: [{ ...link, cap: { ...link?.cap, unless: 'x' } }] }, ed),
    ],
    ['an ancestor that is for others', signed({ ...claims(2), prf: [{ ...link, aud: 'elsewhere' }] }, ed)],
  ])('with %s is void: it might narrow', (_what, token) => expect(outcome(token)).toBe('unknown-constraint'));

  const [h, p, s] = parts(signed(claims(2), ed));
  const edited = { ...claims(2), cap: { ...claims(2).cap, operations: ['read', 'write'] } };
  it.each([
    ['claims that were widened', `${h}.${encoded(edited)}.${s}`],
    ['an ancestor taken away', `${h}.${encoded({ ...claims(2), prf: [] })}.${s}`],
    ['the signature of another token', `${h}.${p}.${parts(signed(one, ed))[2]}`],
    ['a signature by nobody who is known, under the name of one who is', signedText(headerOf(ed), text, stranger)],
    ['a signature cut short', `${h}.${p}.${s.slice(0, 40)}`],
    ['zeros as its signature', `${h}.${p}.${Buffer.alloc(64).toString('base64url')}`],
    ['the signature of the other algorithm’s key', signedText(headerOf(rsa), text, ed)],
  ])('with %s is wrongly signed', (_what, token) => expect(outcome(token)).toBe('wrong-signature'));

  it.each([
    ['of a key that nobody here has vouched for', signed(one, stranger)],
    ['of a third party that names itself as issuer', signed({ ...one, iss: 'elsewhere' }, stranger)],
    ['of a known key in the name of another installation', signed({ ...one, iss: 'elsewhere' }, ed)],
    ['whose kid is a path', signed(one, ed, { kid: '../../etc/passwd' })],
    ['whose kid is what every object has', signed(one, ed, { kid: 'constructor' })],
    ['whose kid is empty', signed(one, ed, { kid: '' })],
  ])('%s has the wrong key', (_what, token) => expect(outcome(token)).toBe('wrong-key'));

  it.each([
    ['none', `${encoded({ alg: 'none', kid: ed.known.kid, typ: TOKEN_TYPE })}.${p}.${s}`],
    ['None, which some readers take for none', `${encoded({ alg: 'NonE', kid: ed.known.kid, typ: TOKEN_TYPE })}.${p}.${s}`],
    ['HS256, with the public key as its secret', signed(one, rsa, { alg: 'HS256' })],
    ['the algorithm of another key', signed(one, ed, { alg: 'RS256' })],
    ['EdDSA for a key that is RSA', signed(claims(1, rsa), rsa, { alg: 'EdDSA' })],
    ['PS256 for a key that is for RS256', signed(claims(1, rsa), rsa, { alg: 'PS256' })],
    ['an algorithm that is null', signed(one, ed, { alg: null })],
  ])('that names %s has the wrong algorithm', (_what, token) => expect(outcome(token)).toBe('wrong-algorithm'));

  it.each([
    ['somebody else', { ...one, aud: 'elsewhere' }],
    ['nobody', { ...one, aud: [] }],
    ['a name that only begins alike', { ...one, aud: 'here.example' }],
  ])('for %s has the wrong audience', (_what, given) => expect(outcome(signed(given, ed))).toBe('wrong-audience'));
  it('for several counts for each of them', () => expect(outcome(signed({ ...one, aud: ['elsewhere', 'here'] }, ed))).toBe('good'));

  const linkOf = (at: number) => claimsOf(chainOf(9), ed.known).prf?.[at];
  it.each([
    ['in another order', { ...claims(3), prf: claims(3).prf?.toReversed() }],
    ['with one missing in between', { ...claims(3), prf: claims(3).prf?.slice(1) }],
    ['with the root missing', { ...claims(2), prf: [] }],
    ['with one twice', { ...claims(3), prf: [linkOf(0), linkOf(0)] }],
    ['with itself as its ancestor', { ...claims(2), prf: [linkOf(0), linkOf(1)] }],
    ['with another parent than it names', { ...claims(2), prf: [{ ...linkOf(0), jti: 'cap_other' }] }],
    ['with ancestors that it does not name', { ...one, prf: [linkOf(0)] }],
  ])('whose links come %s is no chain, whoever signed it', (_what, given) =>
    expect(['broken-chain', 'malformed']).toContain(outcome(signed(given, ed))),
  );

  it('is too deep where it has more ancestors than any may have, or than one of them lets it', () => {
    const deep = { ...claims(9), prf: [...(claims(9).prf ?? []), linkOf(7)] };
    expect(outcome(signed(deep, ed))).toBe('too-deep');
    const narrow = chainOf(3).map((given, at) => (at === 0 ? { ...given, constraints: { maxDepth: 1 } } : given));
    expect(outcome(signed(claimsOf(narrow, ed.known), ed))).toBe('too-deep');
  });

  it('is oversized before anything of it is read', () => {
    expect(outcome('a.'.repeat(30_000))).toBe('oversized');
    expect(outcome(signed({ ...one, pad: 'x'.repeat(60_000) }, ed))).toBe('oversized');
  });

  it('counts from a minute before its time to a minute after it, and says which it is not', () => {
    const token = signed(one, ed);
    expect(outcome(token, NOW - SKEW - 1)).toBe('not-yet-valid');
    expect(outcome(token, NOW - SKEW)).toBe('good');
    expect(outcome(token, NOW + HOUR + SKEW - 1)).toBe('good');
    expect(outcome(token, NOW + HOUR + SKEW)).toBe('expired');
  });

  it('expires with the first of its ancestors', () => {
    const chain = chainOf(3).map((given, at) => (at === 1 ? { ...given, expiresAt: NOW + SECOND } : given));
    expect(outcome(signed(claimsOf(chain, ed.known), ed), NOW + SECOND + SKEW)).toBe('expired');
  });

  it('within the skew gives a chain that holds at that time, and not a microsecond longer', () => {
    const need = {
      type: 'filesystem',
      operation: 'read',
      names: ['src/a.ts'],
      tree: false,
      effects: [],
      action: { tool: 'Read', effects: [] },
    } as const;
    const place = {
      project: '/p',
      files: { resolve: (path: string) => path, read: () => ({ kind: 'missing' }) as const, kind: () => undefined },
    };
    for (const now of [NOW - SKEW, NOW + HOUR + SKEW - 1]) {
      const chain = verifyToken(signed(one, ed), KEYS, now);
      expect(chain.ok && violationOf(chain.value, need, { ...place, now })).toBeUndefined();
    }
    const late = verifyToken(signed(one, ed), KEYS, NOW + HOUR);
    expect(late.ok && violationOf(late.value, need, { ...place, now: NOW + HOUR + 1 })).toBe('expired');
  });

  it('names the capability that is at fault once the signature vouches for it, and never itself', () => {
    expect(verifyToken(signed(claims(2), ed), KEYS, NOW + 2 * HOUR)).toEqual({ ok: false, error: { reason: 'expired', id: 'cap_1' } });
    expect(verifyToken(signedText(headerOf(ed), text, stranger), KEYS, NOW)).toEqual({ ok: false, error: { reason: 'wrong-signature' } });
  });

  it('of a key that is retired counts until then', () => {
    const keys = [{ ...ed.known, retiredAt: NOW + SECOND }];
    expect(outcome(signed(one, ed), NOW, keys)).toBe('good');
    expect(outcome(signed(one, ed), NOW + SECOND, keys)).toBe('retired-key');
  });
});

/** The next letter of base64url: in the last place of 64 bytes it differs in bits that stand for nothing. */
function nextLetter(signature: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return letters[letters.indexOf(signature.slice(-1)) + 1] ?? 'B';
}

describe('jose and the verifier agree', () => {
  const payload: JWTPayload = { ...claims(3) };

  it.each([ed, rsa])('on tokens that either has signed ($known.algorithm)', async (key) => {
    const { kid, algorithm, jwk } = key.known;
    const theirs = await new SignJWT(payload).setProtectedHeader({ alg: algorithm, kid, typ: TOKEN_TYPE }).sign(key.secret);
    expect(outcome(theirs)).toBe('good');
    const options = { algorithms: [algorithm], audience: 'here', issuer: 'here', typ: TOKEN_TYPE, currentDate: new Date(NOW / 1000) };
    const ours = await jwtVerify(signed(payload, key), { ...jwk }, options);
    expect(ours.payload).toEqual(payload);
  });

  it.each([ed, rsa])('on tokens with any one bit flipped: none of them counts ($known.algorithm)', async (key) => {
    const token = signed(payload, key);
    const bytes = Buffer.from(token);
    const step = 7;
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % step));
      expect(outcome(flipped.toString('latin1')), `byte ${at}`).not.toBe('good');
    }
    const last = `${token.slice(0, -10)}${token.slice(-10).split('').reverse().join('')}`;
    await expect(jwtVerify(last, { ...key.known.jwk }, { algorithms: [key.known.algorithm] })).rejects.toThrow();
  });
});
