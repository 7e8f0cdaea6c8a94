import { expect, it } from 'vitest';
import { keyPairOf, newKeyPair, openWith, sealTo } from '../../../src/state/hpke.ts';

const hex = (text: string): Uint8Array => Buffer.from(text, 'hex');
const binding = { info: 'what for', aad: 'where' };
const plain = Buffer.from('a secret that is long enough to have blocks');

it('a box is the one of the published example for this suite (RFC 9180; X25519, HKDF-SHA256, AES-256-GCM)', () => {
  const ephemeral = keyPairOf(hex('28e212563a8b6f068af7ff17400ff1baf23612b7a738bbaf5dfb321b2b5b431a'));
  const recipient = hex('ac66bae9ffa270cf4a89ed9f274e30c0456babae2572aaaf002ff0d8884ab018');
  const box = sealTo(recipient, { info: 'Ode on a Grecian Urn', aad: 'Count-0' }, Buffer.from('Beauty is truth, truth beauty'), ephemeral);
  expect(Buffer.from(box.subarray(32)).toString('hex')).toBe(
    '23ded2d5d90ea89d975dac4792b297240f194952d7421aacbff0474100052b6bb8aa58d18ef6c42b6960e2e28f',
  );
});

it('a public half follows from its private one as published', () => {
  const { publicKey } = keyPairOf(hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'));
  expect(Buffer.from(publicKey).toString('hex')).toBe('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d');
});

it('a box opens for its key and its binding, and for nothing else', () => {
  const [own, other] = [newKeyPair(), newKeyPair()];
  const box = sealTo(own.publicKey, binding, plain, newKeyPair());
  expect(openWith(own, binding, box)).toEqual(plain);
  expect(openWith(other, binding, box)).toBeUndefined();
  expect(openWith(own, { ...binding, aad: 'elsewhere' }, box)).toBeUndefined();
  expect(openWith(own, { ...binding, info: 'something else' }, box)).toBeUndefined();
});

it('a box with any one bit changed, cut short, or empty does not open', () => {
  const own = newKeyPair();
  const box = sealTo(own.publicKey, binding, plain, newKeyPair());
  for (let at = 0; at < box.length; at++) {
    const changed = Buffer.from(box);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(openWith(own, binding, changed), `byte ${at}`).toBeUndefined();
  }
  for (const length of [0, 31, 32, 47, box.length - 1]) expect(openWith(own, binding, box.subarray(0, length))).toBeUndefined();
});

it('a key that makes the shared secret zero is refused', () => {
  const own = newKeyPair();
  expect(openWith(own, binding, new Uint8Array(80))).toBeUndefined();
  expect(() => sealTo(new Uint8Array(32), binding, plain, own)).toThrow();
});
