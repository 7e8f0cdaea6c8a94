import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { hmacSha256 } from '../authentication/hmac.ts';

/** X25519, each half 32 bytes. */
export interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** What a box is bound to: it opens for these very texts alone. */
export interface Binding {
  readonly info: string;
  readonly aad: string;
}

const KEM_SUITE = suite('KEM', 0x0020);
const HPKE_SUITE = suite('HPKE', 0x0020, 0x0001, 0x0002);
const ALGORITHM = 'aes-256-gcm';
const BASE_MODE = Buffer.of(0);
const ENCAPSULATED = 32;
const TAG = 16;
const EMPTY = new Uint8Array();

/** From Node's own generator: a half of other origin has to be decoded and its other half found, which takes three times as long. */
export function newKeyPair(): KeyPair {
  return halvesOf(generateKeyPairSync('x25519').privateKey);
}

/** `privateKey` as RFC 7748 has it: any 32 bytes. */
export function keyPairOf(privateKey: Uint8Array): KeyPair {
  return halvesOf(createPrivateKey({ key: Buffer.concat([PKCS8, privateKey]), format: 'der', type: 'pkcs8' }));
}

export function halvesOf(key: KeyObject): KeyPair {
  const { x = '', d = '' } = key.export({ format: 'jwk' });
  return { publicKey: Buffer.from(x, 'base64url'), privateKey: Buffer.from(d, 'base64url') };
}

/**
 * Hybrid Public Key Encryption, RFC 9180, base mode, one message: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Whoever has the
 * public half can seal, and cannot open what was sealed. A box is the encapsulated key (32 bytes), the ciphertext and its tag (16).
 * `ephemeral` is drawn anew for each box; a known one makes published examples come out.
 */
export function sealTo(publicKey: Uint8Array, { info, aad }: Binding, plain: Uint8Array, ephemeral: KeyPair): Uint8Array {
  const shared = diffieHellman({ privateKey: privateKeyOf(ephemeral), publicKey: publicKeyOf(publicKey) });
  const { key, nonce } = schedule(shared, ephemeral.publicKey, publicKey, info);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  cipher.setAAD(Buffer.from(aad));
  return Buffer.concat([ephemeral.publicKey, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined where the box was made for another key or another binding, or was changed. */
export function openWith(own: KeyPair, { info, aad }: Binding, box: Uint8Array): Uint8Array | undefined {
  if (box.length < ENCAPSULATED + TAG) return undefined;
  const encapsulated = box.subarray(0, ENCAPSULATED);
  try {
    const shared = diffieHellman({ privateKey: privateKeyOf(own), publicKey: publicKeyOf(encapsulated) });
    const { key, nonce } = schedule(shared, encapsulated, own.publicKey, info);
    const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG });
    decipher.setAAD(Buffer.from(aad));
    decipher.setAuthTag(box.subarray(-TAG));
    return Buffer.concat([decipher.update(box.subarray(ENCAPSULATED, -TAG)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** RFC 9180 §4.1 and §5.1: from what both sides come to, the key and the nonce of the first and only message. */
function schedule(shared: Uint8Array, encapsulated: Uint8Array, recipient: Uint8Array, info: string) {
  const agreed = labeledExtract(KEM_SUITE, EMPTY, 'eae_prk', shared);
  const secret = labeledExpand(KEM_SUITE, agreed, 'shared_secret', Buffer.concat([encapsulated, recipient]), 32);
  const noKey = labeledExtract(HPKE_SUITE, EMPTY, 'psk_id_hash', EMPTY);
  const context = Buffer.concat([BASE_MODE, noKey, labeledExtract(HPKE_SUITE, EMPTY, 'info_hash', Buffer.from(info))]);
  const scheduled = labeledExtract(HPKE_SUITE, secret, 'secret', EMPTY);
  return {
    key: labeledExpand(HPKE_SUITE, scheduled, 'key', context, 32),
    nonce: labeledExpand(HPKE_SUITE, scheduled, 'base_nonce', context, 12),
  };
}

/** HKDF (RFC 5869) extracts with one HMAC, and expands to 32 bytes at most with one more, over its first block. */
const FIRST = Buffer.of(1);

const labeledExtract = (suiteId: Uint8Array, salt: Uint8Array, label: string, material: Uint8Array): Uint8Array =>
  hmacSha256(salt, Buffer.concat([Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), material]));

const labeledExpand = (suiteId: Uint8Array, key: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array =>
  hmacSha256(key, Buffer.concat([Buffer.of(0, length), Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), info, FIRST])).subarray(
    0,
    length,
  );

function suite(name: string, ...numbers: readonly number[]): Uint8Array {
  return Buffer.concat([Buffer.from(name), ...numbers.map((number) => Buffer.of(number >> 8, number & 0xff))]);
}

/** The form of RFC 8410 around 32 bytes. */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** A JWK loads in half the time of PKCS #8: no decoder is looked up. */
export const privateKeyOf = ({ privateKey, publicKey }: KeyPair): KeyObject =>
  createPrivateKey({ key: { ...CURVE, d: base64url(privateKey), x: base64url(publicKey) }, format: 'jwk' });

const publicKeyOf = (bytes: Uint8Array): KeyObject => createPublicKey({ key: { ...CURVE, x: base64url(bytes) }, format: 'jwk' });

const CURVE = { kty: 'OKP', crv: 'X25519' } as const;
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
