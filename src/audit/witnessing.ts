import { err, ok, type Result } from '../domain/result.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { EMPTY_FRONTIER, rootOf, sameHash } from './merkle.ts';
import { parseNote, type Verifier } from './note.ts';
import { verifyConsistency } from './proofs.ts';
import { type ConsistencyFile, openCheckpoint, parseConsistency } from './tlog-proof.ts';

/** A witness's part of c2sp.org/tlog-witness: what it may cosign, and how it says no. */

/** The path below a witness's address. */
export const ADD_CHECKPOINT = '/add-checkpoint';
/** What a conflict's body is: the size of the newest checkpoint that the witness has cosigned. */
export const SIZE_TYPE = 'text/x.tlog.size';

/** An HTTP answer other than 200. */
export interface Refused {
  readonly status: 400 | 403 | 404 | 409 | 422;
  readonly type: string;
  readonly body: string;
}

/** A checkpoint that its own log has signed, and the proof that it was sent with. */
export interface Submission extends ConsistencyFile, Checkpoint {}

const refused = (status: Refused['status'], why: string): Result<never, Refused> =>
  err({ status, type: 'text/plain; charset=utf-8', body: `${why}\n` });
const conflict = (size: number): Result<never, Refused> => err({ status: 409, type: SIZE_TYPE, body: `${size}\n` });

/** Whether the body is a checkpoint of one of the logs, whose origin is the name of its key. */
export function readSubmission(body: string, logs: readonly Verifier[]): Result<Submission, Refused> {
  const sent = parseConsistency(body);
  if (!sent.ok) return refused(400, sent.error);
  const note = parseNote(sent.value.checkpoint);
  if (!note.ok) return refused(400, note.error);
  const said = parseCheckpoint(note.value.text);
  if (!said.ok) return refused(400, said.error);
  const keys = logs.filter(({ name }) => name === said.value.origin);
  if (keys.length === 0) return refused(404, 'This log is not known here.');
  const signed = openCheckpoint(sent.value.checkpoint, keys);
  if (!signed.ok) return refused(403, signed.error);
  if (sent.value.older > said.value.size) return refused(400, 'The old size is larger than the new one.');
  return ok({ ...sent.value, ...said.value });
}

/** Whether it follows the newest one that was cosigned. To be asked and kept as one step, or two submissions could roll each other back. */
export function checkSubmission({ older, size, root, hashes }: Submission, newest: Checkpoint | undefined): Result<undefined, Refused> {
  const known = newest ?? { size: 0, root: rootOf(EMPTY_FRONTIER) };
  if (older !== known.size) return conflict(known.size);
  if (older === size && !sameHash(root, known.root)) return newest ? conflict(known.size) : refused(422, 'An empty tree has another root.');
  // Everything follows from an empty tree: there is nothing to prove, and nothing may be said to.
  const holds = older === 0 ? hashes.length === 0 : verifyConsistency(older, size, hashes, known.root, root);
  return holds ? ok(undefined) : refused(422, `The proof does not lead from ${older} records to this checkpoint.`);
}
