/** What others may verify Hookwarden's log with, or any log of the same formats: the package's `hookwarden/tlog`. */
export { type Checkpoint, parseCheckpoint } from './audit/checkpoint.ts';
export { leafHash, nodeHash } from './audit/merkle.ts';
export { formatVerifierKey, type Note, type OpenedNote, openNote, parseNote, parseVerifierKey, type Verifier } from './audit/note.ts';
export { verifyConsistency, verifyInclusion } from './audit/proofs.ts';
export {
  type ConsistencyFile,
  type InclusionFile,
  openCheckpoint,
  parseConsistency,
  parseInclusion,
  type SignedCheckpoint,
  verifyConsistencyFile,
  verifyInclusionFile,
} from './audit/tlog-proof.ts';
export type { Result } from './domain/result.ts';
