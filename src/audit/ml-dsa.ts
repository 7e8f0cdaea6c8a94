import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Signer } from '../domain/ports.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { cosignedTree, withTime } from './cosignature.ts';

/** The signature type byte of C2SP signed notes for ML-DSA-44 (FIPS 204) over a checkpoint. */
export const ML_DSA_44 = 0x06;
export const ML_DSA_44_KEY = 1312;
const ML_DSA_44_SIGNATURE = 2420;

/** What DER puts before the bytes of a public and of a private key. */
const SPKI = '30820532300b06096086480165030403110382052100';
const PKCS8 = '3034020100300b060960864801650304031104228020';

/** Not every Node that this program runs on has the algorithm. */
export function knowsMlDsa(): boolean {
  return privateKeyOf(new Uint8Array(32)) !== undefined;
}

/** Undefined where the running Node does not know the algorithm. */
export function verifyMlDsa44(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | undefined {
  if (publicKey.length !== ML_DSA_44_KEY || signature.length !== ML_DSA_44_SIGNATURE) return false;
  if (!knowsMlDsa()) return undefined;
  const key = createPublicKey({ key: Buffer.concat([Buffer.from(SPKI, 'hex'), publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}

/**
 * Signs and cosigns checkpoints, and no other text, as of `time` (seconds since 1970; 0 says nothing of when). Undefined where the running
 * Node does not know the algorithm.
 */
export function mlDsa44Signer(name: string, seed: Uint8Array, time: number): Signer | undefined {
  const key = privateKeyOf(seed);
  if (!key) return undefined;
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-ML_DSA_44_KEY);
  return {
    name,
    algorithm: ML_DSA_44,
    publicKey,
    sign: (text) => {
      const checkpoint = parseCheckpoint(Buffer.from(text).toString());
      if (!checkpoint.ok) throw new Error('ML-DSA-44 signs checkpoints only');
      return withTime(time, sign(null, cosignedTree(name, checkpoint.value, time), key));
    },
  };
}

function privateKeyOf(seed: Uint8Array): KeyObject | undefined {
  try {
    return createPrivateKey({ key: Buffer.concat([Buffer.from(PKCS8, 'hex'), seed]), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}
