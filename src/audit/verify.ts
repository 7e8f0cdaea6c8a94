import { counted, recordsFrom } from '../domain/amounts.ts';
import { type Anchor, isOnTheWay, type Root, readRoot, type SaidHead, saidHeadProblem } from './anchors.ts';
import { decodeFrontier, EMPTY_FRONTIER, type Frontier, type NodeAt, rootOf, sameHash } from './merkle.ts';
import type { Verifier } from './note.ts';
import { frontierAt, inclusionProof, verifyInclusion } from './proofs.ts';
import { prunedBy, type Run } from './pruned.ts';
import { checkRecord, type StoredLeaf } from './verify-record.ts';
import { checkSealed, type SealedReader } from './verify-sealed.ts';
import { type Report, type TimedPrune, type Walk, walkRecords } from './walk.ts';

interface StoredHead {
  readonly size: number;
  readonly frontier: Uint8Array;
  readonly note: string;
}

/** What is stored, as it is stored. Read in one snapshot, so that appends meanwhile do not look like edits. */
export interface LogReader {
  readonly head: () => StoredHead | undefined;
  /** From a sequence on, in their order. */
  readonly records: (from: number) => Iterable<StoredLeaf>;
  readonly find: (sequence: number) => StoredLeaf | undefined;
  /** In the order of their size. */
  readonly notes: () => Iterable<{ readonly size: number; readonly note: string }>;
  readonly nodeAt: NodeAt;
  /** What is kept sealed beside the records from a sequence on. */
  readonly sealed: (from: number) => SealedReader;
  /** What could not be read: tables that are gone, and where reading came to an end before its time. */
  readonly unreadable: () => readonly string[];
}

export interface Problem {
  readonly sequence?: number;
  readonly message: string;
}

/** What an earlier verification has found good, kept where nobody can change it who can only change the log. */
export interface Verified {
  readonly frontier: Frontier;
  readonly latest: number;
  readonly admin: readonly number[];
}

export interface VerifyOptions {
  readonly key: Verifier;
  readonly installId: string;
  /** Kept elsewhere: a log cut back to an older signed head, or made anew with the same key, is told only by these. */
  readonly anchors?: readonly Anchor[];
  readonly heads?: readonly SaidHead[];
  readonly verified?: Verified;
  /** Not everything: of the records that were verified before only these. */
  readonly sample?: readonly number[];
}

export interface Verification {
  readonly ok: boolean;
  /** How many records the log has, and from which on they were read. */
  readonly records: number;
  readonly from: number;
  /** How many remembered heads were checked, the log's own aside. */
  readonly notes: number;
  /** In hexadecimal: what to compare with one kept elsewhere. */
  readonly root: string;
  readonly problems: readonly Problem[];
  /** What is not wrong, but worth knowing. */
  readonly remarks: readonly string[];
  /** Records that left for an archive, in their order. */
  readonly prunes: readonly TimedPrune[];
  /** For the next time. */
  readonly verified: Verified;
}

const MAX_PROBLEMS = 20;
const BEFORE = 'what an earlier verification remembers';

/**
 * Recomputes every leaf from the stored bytes and every root from the leaves, and holds them against what the key has signed. With a
 * `sample`, what was verified before is taken as it was found then, as far as the kept nodes still lead to it.
 */
export function verifyLog(reader: LogReader, options: VerifyOptions): Verification {
  const { key, installId, heads = [], verified, sample } = options;
  const problems: Problem[] = [];
  const report: Report = (message, sequence) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ message, ...(sequence !== undefined && { sequence }) });
  };
  const start = verified && sample && isStillThere(verified.frontier, reader.nodeAt) ? verified : undefined;
  const roots = [...keptRoots(reader, key, installId, report), ...anchoredRoots(options, report)];
  if (verified) roots.push({ name: BEFORE, size: verified.frontier.size, root: rootOf(verified.frontier) });
  const prunes: TimedPrune[] = [];
  const emptied: Run[] = [];
  if (start && sample) {
    checkOlder(start.frontier, roots, reader, report);
    for (const sequence of start.admin) prunes.push(...prunesIn(reader.find(sequence)));
    for (const sequence of [...sample, ...start.admin]) {
      const isEmptied = checkSampled(sequence, start.frontier, reader, installId, report);
      if (isEmptied) emptied.push({ first: sequence, last: sequence });
    }
  }
  const begin = start ?? { frontier: EMPTY_FRONTIER, latest: 0, admin: [] };
  // After the remembered heads were read: a head that cannot be read is not one that there never was.
  for (const message of reader.unreadable()) report(message);
  const newer = roots.filter(({ size }) => size > begin.frontier.size);
  const readable = reader.unreadable().length;
  const walk = walkRecords(reader.records(begin.frontier.size), { ...begin, prunes, emptied }, newer, installId, report);
  for (const message of reader.unreadable().slice(readable)) report(message, walk.frontier.size);
  checkHead(reader.head(), walk, key, installId, report);
  checkEnd(roots, walk, report);
  const now = { size: walk.frontier.size, root: rootOf(walk.frontier) };
  for (const problem of heads.map((head) => saidHeadProblem(head, now, reader.nodeAt))) if (problem !== undefined) report(problem);
  const admin = [...begin.admin, ...walk.admin];
  // What the records speak of is held against a log that vouches for itself.
  if (problems.length === 0) checkSealed(reader.sealed(begin.frontier.size), admin.map(reader.find), report);
  const { frontier, latest, setBack } = walk;
  return {
    ok: problems.length === 0,
    records: frontier.size,
    from: begin.frontier.size,
    notes: roots.length,
    root: Buffer.from(rootOf(frontier)).toString('hex'),
    problems,
    remarks: setBack ? [setBackRemark(setBack)] : [],
    prunes: walk.prunes,
    verified: { frontier, latest, admin },
  };
}

const isStillThere = (frontier: Frontier, nodeAt: NodeAt): boolean => {
  const kept = frontierAt(frontier.size, nodeAt);
  return kept !== undefined && sameHash(rootOf(kept), rootOf(frontier));
};

function keptRoots(reader: LogReader, key: Verifier, installId: string, report: Report): Root[] {
  const roots: Root[] = [];
  for (const { size, note } of reader.notes()) {
    const root = readRoot(note, key, installId);
    if (typeof root !== 'string' && root.size === size) roots.push({ ...root, name: `the note kept at ${counted(size, 'record')}` });
    else report(`The note kept at ${counted(size, 'record')} is wrong: ${typeof root === 'string' ? root : `it speaks of ${root.size}.`}`);
  }
  return roots;
}

function anchoredRoots({ anchors = [], key, installId }: VerifyOptions, report: Report): readonly Root[] {
  return anchors.flatMap(({ name, note }) => {
    const root = readRoot(note, key, installId);
    if (typeof root !== 'string') return [{ ...root, name }];
    report(`The head in ${name} is wrong: ${root}`);
    return [];
  });
}

/** Roots of what was verified before are held against the nodes that were kept of it. */
function checkOlder(frontier: Frontier, roots: readonly Root[], { nodeAt }: LogReader, report: Report): void {
  const later = { size: frontier.size, root: rootOf(frontier) };
  for (const { name, ...root } of roots) {
    if (root.size <= later.size && !isOnTheWay(root, later, nodeAt))
      report(
        `The log has not grown out of ${name} (${counted(root.size, 'record')}), or what is kept of its tree was changed; --full tells which.`,
      );
  }
}

function prunesIn(record: StoredLeaf | undefined): readonly TimedPrune[] {
  const pruned = record?.body && prunedBy(record.body);
  return pruned ? [pruned] : [];
}

/** Whether its content is gone; that is to be answered for by a prune. */
function checkSampled(sequence: number, frontier: Frontier, reader: LogReader, installId: string, report: Report): boolean {
  const record = reader.find(sequence);
  if (!record) {
    report(`Record ${sequence} is missing.`, sequence);
    return false;
  }
  const { leaf, problem } = checkRecord(record, installId);
  const proof = inclusionProof(sequence, frontier.size, reader.nodeAt);
  const isThere = proof !== undefined && verifyInclusion(sequence, frontier.size, leaf, proof, rootOf(frontier));
  if (problem ?? !isThere) report(problem ?? `Record ${sequence} is not the one that was verified before.`, sequence);
  return record.body === null;
}

function checkHead(head: StoredHead | undefined, walk: Walk, key: Verifier, installId: string, report: Report): void {
  const { frontier, agreed, broken } = walk;
  if (!head) {
    report('The head of the log is gone.');
    return;
  }
  const signed = readRoot(head.note, key, installId);
  if (typeof signed === 'string') {
    report(`The head of the log is wrong: ${signed}`, broken ? undefined : agreed);
    return;
  }
  // What is broken further back has been told; the roots differ of course.
  if (broken) return;
  const stored = decodeFrontier(head.size, head.frontier);
  if (signed.size !== frontier.size) {
    report(
      `The signed head counts ${counted(signed.size, 'record')}, the log has ${frontier.size}: records were cut off or put in at the end.`,
      Math.min(signed.size, frontier.size),
    );
  } else if (!sameHash(signed.root, rootOf(frontier))) {
    report('The records since the last kept note are not those that were signed: one of them was changed, put in or left out.', agreed);
  } else if (!stored || head.size !== frontier.size || !sameHash(rootOf(stored), signed.root)) {
    report('The stored frontier of the tree does not lead to the signed root: the next append would fail to verify.');
  }
}

function checkEnd(roots: readonly Root[], { frontier, agreed, broken }: Walk, report: Report): void {
  const last = roots.toSorted((left, right) => right.size - left.size)[0];
  if (!last || last.size <= frontier.size || broken) return;
  report(
    `Missing: ${recordsFrom(frontier.size, last.size)}; ${last.name} counts ${counted(last.size, 'record')}, the log has ${frontier.size}.`,
    Math.max(agreed, frontier.size),
  );
}

const setBackRemark = ({ first, count }: NonNullable<Walk['setBack']>): string =>
  `The clock was set back: ${count === 1 ? 'one record says' : `${count} records say`} that it is older than one before it, first record ${first}.`;
