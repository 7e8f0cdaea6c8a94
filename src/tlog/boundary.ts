import { decodeBase64 } from '../audit/base64.ts';
import * as checkpoints from '../audit/checkpoint.ts';
import { HASH_BYTES } from '../audit/merkle.ts';
import * as notes from '../audit/note.ts';
import * as proofs from '../audit/proofs.ts';
import * as files from '../audit/tlog-proof.ts';
import { err, type Result } from '../domain/result.ts';

/**
 * The package's own functions for callers without types, too. INVARIANT: whatever is handed in is answered and nothing is thrown; what
 * cannot be understood does not verify.
 */

/** A SHA-256 hash: its 32 bytes, or their base64 (44 characters, padded) or hexadecimal (64 digits). */
export type Hash = Uint8Array | string;
/** A number of leaves, or the index of one: a whole number below 2^53. */
export type Count = number | bigint;

/**
 * Whether the leaf is at `index` in the tree of `size` leaves with that root (RFC 9162 §2.1.3.2). `leafHash` is the hash of the leaf, and
 * `proof` its siblings from the leaf up.
 */
export const verifyInclusion = (index: Count, size: Count, leafHash: Hash, proof: readonly Hash[], root: Hash): boolean =>
  orElse(false, () => proofs.verifyInclusion(countOf(index), countOf(size), hashOf(leafHash), hashesOf(proof), hashOf(root)));

/**
 * Whether the tree of `size2` leaves has grown out of the one of `size1` (RFC 9162 §2.1.4.2). Nothing is proven from an empty tree: false,
 * unless both are empty.
 */
export const verifyConsistency = (size1: Count, size2: Count, proof: readonly Hash[], root1: Hash, root2: Hash): boolean =>
  orElse(false, () => proofs.verifyConsistency(countOf(size1), countOf(size2), hashesOf(proof), hashOf(root1), hashOf(root2)));

export const parseNote = (note: string | Uint8Array): ReturnType<typeof notes.parseNote> => orElse(NOT_READ, () => notes.parseNote(note));

/** The text and who has signed it, once one of the keys has; a signature of one of them that does not hold spoils the note. */
export const openNote = (note: string | Uint8Array, keys: readonly notes.Verifier[]): ReturnType<typeof notes.openNote> =>
  orElse(NOT_READ, () => notes.openNote(note, keys));

export const parseVerifierKey = (text: string): ReturnType<typeof notes.parseVerifierKey> =>
  orElse(NOT_READ, () => notes.parseVerifierKey(text));

/** The text of a note, without its signatures. */
export const parseCheckpoint = (text: string): ReturnType<typeof checkpoints.parseCheckpoint> =>
  orElse(NOT_READ, () => checkpoints.parseCheckpoint(text));

export const openCheckpoint = (note: string | Uint8Array, keys: readonly notes.Verifier[]): ReturnType<typeof files.openCheckpoint> =>
  orElse(NOT_READ, () => files.openCheckpoint(note, keys));

export const parseInclusion = (text: string): ReturnType<typeof files.parseInclusion> => orElse(NOT_READ, () => files.parseInclusion(text));

export const parseConsistency = (text: string): ReturnType<typeof files.parseConsistency> =>
  orElse(NOT_READ, () => files.parseConsistency(text));

export const verifyInclusionFile = (
  proof: Parameters<typeof files.verifyInclusionFile>[0],
  leafHash: Hash,
  keys: readonly notes.Verifier[],
): ReturnType<typeof files.verifyInclusionFile> => orElse(NOT_READ, () => files.verifyInclusionFile(proof, hashOf(leafHash), keys));

export const verifyConsistencyFile = (
  ...given: Parameters<typeof files.verifyConsistencyFile>
): ReturnType<typeof files.verifyConsistencyFile> => orElse(NOT_READ, () => files.verifyConsistencyFile(...given));

const NOT_READ: Result<never, string> = err('What was given is not of the documented type.');

function orElse<T>(otherwise: T, answer: () => T): T {
  try {
    return answer();
  } catch {
    return otherwise;
  }
}

/** NaN, which is no size, for whatever is none. */
function countOf(count: Count): number {
  const number = typeof count === 'bigint' ? Number(count) : count;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : Number.NaN;
}

/** Empty, which is no hash, for whatever is none. */
function hashOf(hash: Hash): Uint8Array {
  const bytes = typeof hash === 'string' ? decoded(hash) : hash;
  return bytes instanceof Uint8Array && bytes.length === HASH_BYTES ? bytes : new Uint8Array();
}

function hashesOf(proof: readonly Hash[]): readonly Uint8Array[] {
  return Array.isArray(proof) ? Array.from(proof, hashOf) : [new Uint8Array()];
}

const decoded = (text: string): Uint8Array | undefined =>
  /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : text.length === 44 ? decodeBase64(text) : undefined;
