/** What others may verify Hookwarden's log with, or any log of the same formats: the package's `hookwarden/tlog` (docs/audit-log.md). */
export type { Checkpoint } from './audit/checkpoint.ts';
export { leafHash, nodeHash } from './audit/merkle.ts';
export { formatVerifierKey, type Note, type OpenedNote, type Verifier } from './audit/note.ts';
export type { ConsistencyFile, InclusionFile, SignedCheckpoint } from './audit/tlog-proof.ts';
export type { Result } from './domain/result.ts';
export {
  type Count,
  type Hash,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseConsistency,
  parseInclusion,
  parseNote,
  parseVerifierKey,
  verifyConsistency,
  verifyConsistencyFile,
  verifyInclusion,
  verifyInclusionFile,
} from './tlog/boundary.ts';
