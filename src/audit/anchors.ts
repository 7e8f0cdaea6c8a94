import { originOf } from './checkpoint.ts';
import { EMPTY_FRONTIER, type NodeAt, rootOf, sameHash } from './merkle.ts';
import type { Verifier } from './note.ts';
import { consistencyProof, verifyConsistency } from './proofs.ts';
import { openCheckpoint } from './tlog-proof.ts';

/** What the log once was, as somebody remembers it: a signed head that is kept, in the database or better elsewhere. */
export interface Anchor {
  /** What a person calls it, at the beginning of a sentence. */
  readonly name: string;
  readonly note: string;
}

/** What the log must have been when it had so many records. */
export interface Root {
  readonly name: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The error is a sentence of its own. */
export function readRoot(note: string, key: Verifier, installId: string): Omit<Root, 'name'> | string {
  const checkpoint = openCheckpoint(note, [key]);
  if (!checkpoint.ok) return checkpoint.error;
  const { origin, size, root } = checkpoint.value;
  return origin === originOf(installId) ? { size, root } : `It is of another log, ${origin}.`;
}

/** Whether the log had this root on its way to the later one, by the nodes that it has kept. */
export function isOnTheWay({ size, root }: Omit<Root, 'name'>, later: Omit<Root, 'name'>, nodeAt: NodeAt): boolean {
  if (size === 0) return sameHash(root, rootOf(EMPTY_FRONTIER));
  const proof = consistencyProof(size, later.size, nodeAt);
  return proof !== undefined && verifyConsistency(size, later.size, proof, root, later.root);
}
