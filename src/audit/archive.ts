import { counted } from '../domain/amounts.ts';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { decodeBase64 } from './base64.ts';
import { originOf } from './checkpoint.ts';
import { decodeFrontier, encodeFrontier, type Frontier, growFrom, HASH_BYTES, leafHash, rootOf } from './merkle.ts';
import type { Verifier } from './note.ts';
import { verifyConsistency } from './proofs.ts';
import { openCheckpoint } from './tlog-proof.ts';
import { toldBy } from './verify-record.ts';

/**
 * Records that left the database, as lines: a header, then each record, byte for byte, in its order; in a file, gzip is over them. The
 * header holds what leads from these records to a signed head of their log, so that a public key is all that verifying takes.
 */
export interface Archive {
  readonly install: string;
  /** From this record up to, not including, `until`. */
  readonly first: number;
  readonly until: number;
  /** The tree before the first record. */
  readonly before: Frontier;
  /** The proof from the tree of `until` records to that of the checkpoint. */
  readonly proof: readonly Uint8Array[];
  /** A signed note. */
  readonly checkpoint: string;
  readonly bodies: readonly Uint8Array[];
}

const FORMAT = 'hookwarden-archive@1';
/** Enough of each leaf to tell which record was damaged. What vouches for all of them is the signed head. */
const CHECK_BYTES = 8;
const NEWLINE = 10;
const MOST_NAMED = 5;

export function encodeArchive({ install, first, until, before, proof, checkpoint, bodies }: Archive): Uint8Array {
  const header = JSON.stringify({
    ...{ format: FORMAT, install, first, until },
    before: base64(encodeFrontier(before)),
    proof: proof.map(base64),
    checkpoint,
    checks: base64(Buffer.concat(bodies.map((body) => checkOf(leafHash(body))))),
  });
  const lines = [Buffer.from(header), ...bodies].flatMap((line) => [line, Uint8Array.of(NEWLINE)]);
  return Buffer.concat(lines);
}

/** The archive, once all of it is what one of the keys has signed; else everything that is wrong with it. */
export function openArchive(bytes: Uint8Array, keys: readonly Verifier[]): Result<Archive, readonly string[]> {
  if (bytes.at(-1) !== NEWLINE) return err(['The last line is not whole: the end was cut off.']);
  const [head, ...bodies] = linesOf(bytes);
  const header = parseHeader(Buffer.from(head ?? []).toString());
  if (!header) return err([`The first line is no header of an archive (${FORMAT}).`]);
  const { checks, ...told } = header;
  const archive: Archive = { ...told, bodies };
  const wrong = [...countProblems(archive), ...recordProblems(archive, checks)];
  const unproven = proofProblem(archive, keys);
  const problems = [...shortened(wrong), ...(unproven === undefined ? [] : [unproven])];
  return problems.length === 0 ? ok(archive) : err(problems);
}

/** The record as it was stored; undefined where it is not in this archive. */
export const bodyAt = ({ first, bodies }: Archive, sequence: number): Uint8Array | undefined => bodies[sequence - first];

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, at);
    lines.push(bytes.subarray(at, end));
    at = end + 1;
  }
  return lines;
}

type Header = Omit<Archive, 'bodies'> & { readonly checks: Uint8Array };

function parseHeader(text: string): Header | undefined {
  const value = parseJson(text);
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  const { first, until, proof } = value;
  const [install, checkpoint] = [stringAt(value, 'install'), stringAt(value, 'checkpoint')];
  const [nodes, checks] = [decodeBase64(stringAt(value, 'before') ?? '-'), decodeBase64(stringAt(value, 'checks') ?? '-')];
  if (!isCount(first) || !isCount(until) || until <= first || install === undefined || checkpoint === undefined) return undefined;
  const before = nodes && decodeFrontier(first, nodes);
  const hashes = Array.isArray(proof) ? proof.map((line) => (typeof line === 'string' ? decodeBase64(line) : undefined)) : [undefined];
  const whole = hashes.filter((hash) => hash?.length === HASH_BYTES).flatMap((hash) => hash ?? []);
  if (!before || !checks || whole.length !== hashes.length) return undefined;
  return { install, first, until, before, proof: whole, checkpoint, checks };
}

function countProblems({ first, until, bodies }: Archive): readonly string[] {
  const [wanted, found] = [until - first, bodies.length];
  if (found < wanted) return [`Records ${first + found} to ${until - 1} are missing at the end.`];
  return found > wanted ? [`${found - wanted} lines follow the last record, ${until - 1}.`] : [];
}

/** What is wrong with single records, by what they say of themselves and by their checksums. */
function recordProblems({ install, first, until, bodies }: Archive, checks: Uint8Array): readonly string[] {
  return bodies.slice(0, until - first).flatMap((body, at) => {
    const sequence = first + at;
    const told = toldBy(body);
    const check = checks.subarray(at * CHECK_BYTES, (at + 1) * CHECK_BYTES);
    if (!told) return [`Record ${sequence} is not JSON.`];
    if (told.sequence !== sequence) return [`Where record ${sequence} is due stands record ${told.sequence}.`];
    if (told.install !== install) return [`Record ${sequence} comes from another installation.`];
    return checkOf(leafHash(body)).equals(check) ? [] : [`Record ${sequence} does not have its checksum: one of the two was changed.`];
  });
}

/** Why the records do not lead to the signed head; undefined where they do. */
function proofProblem(
  { install, first, until, before, proof, checkpoint, bodies }: Archive,
  keys: readonly Verifier[],
): string | undefined {
  const signed = openCheckpoint(checkpoint, keys);
  if (!signed.ok) return `The head that the records lead to is wrong: ${signed.error}`;
  const { origin, size, root } = signed.value;
  if (origin !== originOf(install)) return `The records are of ${originOf(install)}, and the head is of another log, ${origin}.`;
  const tree = growFrom(before);
  for (const body of bodies) tree.append(leafHash(body));
  const leads = tree.size() === until && verifyConsistency(until, size, proof, rootOf(tree.frontier()), root);
  return leads
    ? undefined
    : `Records ${first} to ${until - 1} do not lead to the head of ${size} records that was signed: one of them, or the tree in the header, was changed.`;
}

function shortened(problems: readonly string[]): readonly string[] {
  const more = problems.length - MOST_NAMED;
  return more <= 0 ? problems : [...problems.slice(0, MOST_NAMED), `And ${counted(more, 'more record')}.`];
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const checkOf = (leaf: Uint8Array): Buffer => Buffer.from(leaf).subarray(0, CHECK_BYTES);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
