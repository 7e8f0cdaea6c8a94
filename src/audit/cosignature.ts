import type { Signer } from '../domain/ports.ts';
import { type Checkpoint, MAX_ORIGIN } from './checkpoint.ts';
import { ed25519Signer } from './ed25519.ts';

/** C2SP cosignatures (c2sp.org/tlog-cosignature): who has seen a log grow says so, and as of when. */

/** The signature type byte for Ed25519. */
export const COSIGNATURE = 0x04;

/** What an Ed25519 cosignature signs: the whole text of the checkpoint, and a time in seconds since 1970. */
export const cosignedText = (text: Uint8Array, time: number): Uint8Array =>
  Buffer.concat([Buffer.from(`cosignature/v1\ntime ${time}\n`), text]);

/** What an ML-DSA-44 signature signs: the tree, of the checkpoint's text nothing else. */
export function cosignedTree(name: string, { origin, size, root }: Checkpoint, time: number): Uint8Array {
  return Buffer.concat([Buffer.from('subtree/v1\n\0'), prefixed(name), u64(time), prefixed(origin), u64(0), u64(size), root]);
}

/** Such a signature begins with the time that it signs. */
export const withTime = (time: number, signature: Uint8Array): Uint8Array => Buffer.concat([u64(time), signature]);

export interface Timed {
  readonly time: number;
  readonly signature: Uint8Array;
}

/** Undefined where there is no time that can be one. */
export function splitTime(bytes: Uint8Array): Timed | undefined {
  if (bytes.length < 8) return undefined;
  const time = Buffer.from(bytes).readBigUInt64BE();
  return time <= Number.MAX_SAFE_INTEGER ? { time: Number(time), signature: bytes.subarray(8) } : undefined;
}

/** Signs checkpoints of others as of `time`. */
export function ed25519Cosigner(name: string, seed: Uint8Array, publicKey: Uint8Array, time: number): Signer {
  const { sign } = ed25519Signer(name, seed, publicKey);
  return { name, algorithm: COSIGNATURE, publicKey, sign: (text) => withTime(time, sign(cosignedText(text, time))) };
}

function prefixed(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  if (bytes.length === 0 || bytes.length > MAX_ORIGIN) throw new Error('a name in a cosignature has 1 to 255 bytes');
  return Buffer.concat([Uint8Array.of(bytes.length), bytes]);
}

function u64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
