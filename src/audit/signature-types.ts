import { err, ok, type Result } from '../domain/result.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { COSIGNATURE, cosignedText, cosignedTree, splitTime } from './cosignature.ts';
import { ED25519, verifyEd25519 } from './ed25519.ts';
import { ML_DSA_44, ML_DSA_44_KEY, verifyMlDsa44 } from './ml-dsa.ts';

/** What a signature that holds says beside that. */
export interface Statement {
  /** When it was made, in seconds since 1970. */
  readonly time?: number;
}

/** What the type byte of a key stands for. */
interface SignatureType {
  readonly byte: number;
  readonly words: string;
  readonly keyBytes: number;
  /** The error continues "The signature of NAME …". */
  readonly verify: (name: string, publicKey: Uint8Array, text: string, signature: Uint8Array) => Result<Statement, string>;
}

const WRONG = 'is wrong.';
const UNTIMED = 'has no time in it.';

/** A list, for a table with these names as its keys would be made at the start of every call. */
const TYPES: readonly SignatureType[] = [
  {
    byte: ED25519,
    words: 'Ed25519',
    keyBytes: 32,
    verify: (_name, key, text, signature) => (verifyEd25519(key, Buffer.from(text), signature) ? ok({}) : err(WRONG)),
  },
  {
    byte: COSIGNATURE,
    words: 'Ed25519 cosignature',
    keyBytes: 32,
    verify: (_name, key, text, bytes) => {
      const timed = splitTime(bytes);
      if (!timed) return err(UNTIMED);
      return verifyEd25519(key, cosignedText(Buffer.from(text), timed.time), timed.signature) ? ok({ time: timed.time }) : err(WRONG);
    },
  },
  {
    byte: ML_DSA_44,
    words: 'ML-DSA-44',
    keyBytes: ML_DSA_44_KEY,
    verify: (name, key, text, bytes) => {
      const [timed, checkpoint] = [splitTime(bytes), parseCheckpoint(text)];
      if (!timed) return err(UNTIMED);
      if (!checkpoint.ok) return err('is of a kind that signs checkpoints only.');
      const holds = verifyMlDsa44(key, cosignedTree(name, checkpoint.value, timed.time), timed.signature);
      if (holds === undefined) return err('cannot be checked: this Node does not know ML-DSA-44; Node 24 with OpenSSL 3.5 does.');
      return holds ? ok(timed.time === 0 ? {} : { time: timed.time }) : err(WRONG);
    },
  },
];

export const signatureType = (byte: number): SignatureType | undefined => TYPES.find((type) => type.byte === byte);

export const knownTypes = (): string => TYPES.map(({ byte, words }) => `${byte} (${words})`).join(', ');
