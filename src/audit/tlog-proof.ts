import { counted } from '../domain/amounts.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { decodeBase64 } from './base64.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { HASH_BYTES } from './merkle.ts';
import { type OpenedNote, openNote, type Verifier } from './note.ts';
import { verifyConsistency, verifyInclusion } from './proofs.ts';

/** Proofs as text, each with the signed checkpoint that it leads to: they verify anywhere, with a public key and nothing else. */

/** That a record is in the log (c2sp.org/tlog-proof). */
export interface InclusionFile {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** A signed note. */
  readonly checkpoint: string;
  /** What the maker has put beside it: not vouched for by itself. */
  readonly extra?: Uint8Array;
}

/** That the log of a checkpoint has grown out of the one that had `older` records: the form in which witnesses are told of it (c2sp.org/tlog-witness). */
export interface ConsistencyFile {
  readonly older: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
/** No tree that can be counted is deeper. */
const MAX_HASHES = 63;

export function formatInclusion({ index, hashes, checkpoint, extra }: InclusionFile): string {
  const lines = [HEADER, ...(extra ? [`extra ${encode(extra)}`] : []), `index ${index}`, ...hashes.map(encode)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

export function parseInclusion(text: string): Result<InclusionFile, string> {
  const [head, checkpoint] = parted(text);
  const [header, ...lines] = head.split('\n');
  if (header !== HEADER || checkpoint === undefined)
    return err(`This is no proof: its first line is not ${HEADER}, or no checkpoint follows.`);
  const extra = lines[0]?.startsWith('extra ') ? decodeBase64(lines.shift()?.slice('extra '.length) ?? '') : null;
  if (extra === undefined) return err('The extra data of this proof is not base64.');
  const index = countOf('index', lines.shift());
  if (index === undefined) return err('This proof does not say which record it is of.');
  const hashes = hashesOf(lines);
  if (!hashes.ok) return hashes;
  return ok({ index, hashes: hashes.value, checkpoint, ...(extra && { extra }) });
}

export function formatConsistency({ older, hashes, checkpoint }: ConsistencyFile): string {
  return `${[`old ${older}`, ...hashes.map(encode)].join('\n')}\n\n${checkpoint}`;
}

export function parseConsistency(text: string): Result<ConsistencyFile, string> {
  const [head, checkpoint] = parted(text);
  const [first, ...lines] = head.split('\n');
  const older = countOf('old', first);
  if (older === undefined || checkpoint === undefined) return err('This is no proof of consistency: it does not begin with "old NUMBER".');
  const hashes = hashesOf(lines);
  return hashes.ok ? ok({ older, hashes: hashes.value, checkpoint }) : hashes;
}

/** A checkpoint that may be believed. */
export interface SignedCheckpoint extends Checkpoint {
  readonly signed: OpenedNote['signed'];
}

export function openCheckpoint(note: string | Uint8Array, keys: readonly Verifier[]): Result<SignedCheckpoint, string> {
  const opened = openNote(note, keys);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpoint(opened.value.text);
  return checkpoint.ok ? ok({ ...checkpoint.value, signed: opened.value.signed }) : checkpoint;
}

/** The checkpoint, once it is signed by one of the keys and the proof leads from the leaf to it. */
export function verifyInclusionFile(proof: InclusionFile, leaf: Uint8Array, keys: readonly Verifier[]): Result<SignedCheckpoint, string> {
  const checkpoint = openCheckpoint(proof.checkpoint, keys);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  if (proof.index >= size) return err(`The proof is of record ${proof.index}, and its checkpoint counts ${counted(size, 'record')}.`);
  return verifyInclusion(proof.index, size, leaf, proof.hashes, root)
    ? checkpoint
    : err(`The proof does not lead from this content to the signed root: it is not record ${proof.index} of that log.`);
}

/** The checkpoint, once it is signed by one of the keys and the proof leads from the older one to it. */
export function verifyConsistencyFile(
  older: Checkpoint,
  proof: ConsistencyFile,
  keys: readonly Verifier[],
): Result<SignedCheckpoint, string> {
  const checkpoint = openCheckpoint(proof.checkpoint, keys);
  if (!checkpoint.ok) return checkpoint;
  const { origin, size, root } = checkpoint.value;
  if (origin !== older.origin) return err(`The checkpoints are of two logs: ${older.origin} and ${origin}.`);
  if (proof.older !== older.size)
    return err(`The proof is from ${counted(proof.older, 'record')}, and the older checkpoint counts ${older.size}.`);
  return verifyConsistency(older.size, size, proof.hashes, older.root, root)
    ? checkpoint
    : err(
        `The log of ${counted(size, 'record')} has not grown out of the one of ${counted(older.size, 'record')}: what was recorded before was changed.`,
      );
}

function parted(text: string): readonly [head: string, rest: string | undefined] {
  const split = text.indexOf('\n\n');
  return split < 0 ? [text, undefined] : [text.slice(0, split), text.slice(split + 2)];
}

function countOf(word: string, line: string | undefined): number | undefined {
  const match = /^(\w+) (0|[1-9][0-9]{0,14})$/.exec(line ?? '');
  return match?.[1] === word ? Number(match[2]) : undefined;
}

function hashesOf(lines: readonly string[]): Result<readonly Uint8Array[], string> {
  if (lines.length > MAX_HASHES) return err('This proof is longer than any can be.');
  const hashes = lines.flatMap((line) => decodeBase64(line) ?? []).filter(({ length }) => length === HASH_BYTES);
  return hashes.length === lines.length ? ok(hashes) : err('A line of this proof is not the base64 of a hash.');
}

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
