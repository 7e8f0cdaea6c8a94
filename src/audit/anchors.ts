import { counted } from '../domain/amounts.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { originOf } from './checkpoint.ts';
import { EMPTY_FRONTIER, type NodeAt, rootOf, sameHash } from './merkle.ts';
import type { Verifier } from './note.ts';
import { consistencyProof, frontierAt, verifyConsistency } from './proofs.ts';
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

/** A head that was said aloud, as the hook does when a session begins: of its root only the first digits, in hexadecimal. */
export interface SaidHead {
  readonly size: number;
  readonly digits: string;
}

export function parseSaidHead(text: string): Result<SaidHead, string> {
  const [, size, digits = ''] = /^(0|[1-9]\d{0,14}):([0-9a-f]{16,64})$/.exec(text) ?? [];
  return size === undefined
    ? err('a head reads SIZE:ROOT, as the hook said it when the session began: at least 16 digits of the root')
    : ok({ size: Number(size), digits });
}

/** Undefined where the log had such a head on its way to the later root. */
export function saidHeadProblem({ size, digits }: SaidHead, later: Omit<Root, 'name'>, nodeAt: NodeAt): string | undefined {
  if (size > later.size)
    return `The head ${size}:${digits} counts ${counted(size, 'record')}, the log has ${later.size}: records were cut off.`;
  const frontier = frontierAt(size, nodeAt);
  const root = frontier && rootOf(frontier);
  const isThere = root && Buffer.from(root).toString('hex').startsWith(digits) && isOnTheWay({ size, root }, later, nodeAt);
  return isThere ? undefined : `The log has not grown out of the head ${size}:${digits}: its first ${size} records are not those of then.`;
}
