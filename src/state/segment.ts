import type { Archive } from '../audit/archive.ts';
import { consistencyProof, frontierAt } from '../audit/proofs.ts';
import { formatRuns } from '../audit/pruned.ts';
import { toldBy } from '../audit/verify-record.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { packArchive } from './archive-file.ts';
import { fault } from './faults.ts';
import { nodesOf, readHead } from './log.ts';
import type { Connection } from './sqlite.ts';

/** Records that go into one archive: few enough to be held at once. */
export interface Segment extends Archive {
  /** Those that stay in the database as well, as ranges: what vouches for keys, principals and prunes. */
  readonly kept: string;
}

const MOST_RECORDS = 50_000;
const MOST_BYTES = 16 * 1024 * 1024;
/** So many of administration; the record of the prune names them. */
const MOST_KEPT = 500;

/** The first of the records from one up to, not including, another; undefined where there are none. */
export function readSegment(db: Connection, install: string, from: number, until: number): Result<Segment | undefined, StoreFault> {
  const rows = db
    .prepare<[number, number], { sequence: number; body: Buffer | null }>(
      'SELECT sequence, body FROM records WHERE sequence >= ? AND sequence < ? ORDER BY sequence',
    )
    .iterate(from, Math.min(until, from + MOST_RECORDS));
  const bodies: Uint8Array[] = [];
  const kept: number[] = [];
  let size = 0;
  for (const { sequence, body } of rows) {
    if (sequence !== from + bodies.length || body === null) return err(unfit(from + bodies.length));
    bodies.push(body);
    size += body.length;
    if (toldBy(body)?.kind === 'admin') kept.push(sequence);
    if (size >= MOST_BYTES || kept.length >= MOST_KEPT) break;
  }
  return bodies.length === 0 ? ok(undefined) : proven(db, { install, first: from, until: from + bodies.length, bodies }, formatRuns(kept));
}

function proven(
  db: Connection,
  records: Pick<Archive, 'install' | 'first' | 'until' | 'bodies'>,
  kept: string,
): Result<Segment, StoreFault> {
  const [head, nodeAt] = [readHead(db), nodesOf(db)];
  const before = frontierAt(records.first, nodeAt);
  const proof = head && consistencyProof(records.until, head.frontier.size, nodeAt);
  return head && before && proof ? ok({ ...records, before, proof, checkpoint: head.note, kept }) : err(unfit(records.first));
}

const unfit = (sequence: number): StoreFault =>
  fault(
    'corrupt',
    `What is kept of record ${sequence}, or of the tree around it, is damaged: nothing is pruned from there on. \`hookwarden audit verify --full\` tells more.`,
  );

export const encodeSegment = ({ kept: _kept, ...archive }: Segment): Uint8Array => packArchive(archive);
