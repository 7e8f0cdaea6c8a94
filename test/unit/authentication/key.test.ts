import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacSha256 } from '../../../src/authentication/hmac.ts';
import { formatKey, generateKey, hashSecret, parseKey } from '../../../src/authentication/key.ts';

const random = { bytes: (count: number) => randomBytes(count) };
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('an API key', () => {
  it('reads hw, id, secret and checksum, and comes back from its text', () => {
    const key = generateKey(random);
    expect(formatKey(key)).toMatch(/^hw_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
    expect(parseKey(`${formatKey(key)}\n`)).toEqual(key);
  });

  it('carries the CRC-32 of what stands before it, in base 62', () => {
    const text = formatKey(generateKey(random));
    const value = [...text.slice(-6)].reduce((sum, digit) => sum * 62 + DIGITS.indexOf(digit), 0);
    expect(value).toBe(crc32(text.slice(0, -7)));
  });

  it('with any one character changed or cut off is refused without a database', () => {
    const text = formatKey(generateKey(random));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...DIGITS), (at, digit) => {
        fc.pre(text.charAt(at) !== digit);
        expect(parseKey(text.slice(0, at) + digit + text.slice(at + 1))).toBeUndefined();
        expect(parseKey(text.slice(0, at))).toBeUndefined();
      }),
    );
  });

  it('is no part of a longer text', () => {
    const text = formatKey(generateKey(random));
    expect([`x${text}`, `${text}x`, `${text} x`, text.replace('hw_', 'HW_')].map(parseKey)).toEqual(Array(4).fill(undefined));
  });

  it('drops the bytes that would make some digits likelier', () => {
    const bytes = [255, 248, 250, 0, 61, 62, 247, ...Array.from({ length: 200 }, () => 10)];
    const key = generateKey({ bytes: (count) => Uint8Array.from(bytes.splice(0, count)) });
    expect(key.id).toBe('0z0zAAAA');
  });

  it('is stored as its HMAC under the pepper', () => {
    fc.assert(
      // As they come they are short; a key longer than a block is hashed first.
      fc.property(fc.uint8Array({ maxLength: 130, size: 'max' }), fc.string({ unit: 'binary' }), (pepper, secret) => {
        const expected = createHmac('sha256', pepper).update(secret).digest();
        expect(hashSecret(secret, pepper)).toEqual(expected);
        expect(hmacSha256(pepper, new TextEncoder().encode(secret))).toEqual(expected);
      }),
      { examples: [64, 65].map((length) => [new Uint8Array(length).fill(7), 'x']) },
    );
  });
});
