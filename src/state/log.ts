import { checkpointText, originOf } from '../audit/checkpoint.ts';
import {
  appendLeaf,
  decodeFrontier,
  EMPTY_FRONTIER,
  encodeFrontier,
  type Frontier,
  type Grown,
  HASH_BYTES,
  type NodeAt,
} from '../audit/merkle.ts';
import { signNote } from '../audit/note.ts';
import type { Signer } from '../domain/ports.ts';
import type { Connection } from './sqlite.ts';

const RETAINED_EVERY = 1000;
const HOUR = 3_600_000_000;
const FILLED_AT_ONCE = 10_000;

export interface Head {
  readonly frontier: Frontier;
  readonly note: string;
  /** When a note was last kept. */
  readonly retainedAt: number;
}

interface HeadRow {
  readonly size: number;
  readonly frontier: Buffer;
  readonly note: string;
  readonly retained_at: number;
}

/** Undefined where the head is gone or cannot be one. */
export function readHead(db: Connection): Head | undefined {
  const row = db.prepare<[], HeadRow>('SELECT size, frontier, note, retained_at FROM head WHERE id = 0').get();
  const frontier = row && decodeFrontier(row.size, row.frontier);
  return frontier && { frontier, note: row.note, retainedAt: row.retained_at };
}

/** The head of a log without records, signed, so that an emptied log cannot pass for a new one of another key. */
export function insertHead(db: Connection, installId: string, signer: Signer): void {
  const note = signNote(checkpointText(originOf(installId), EMPTY_FRONTIER), signer);
  db.prepare<[string]>("INSERT INTO head (id, size, frontier, note, retained_at) VALUES (0, 0, x'', ?, 0)").run(note);
}

export function insertRecord(db: Connection, sequence: number, leaf: Uint8Array, body: Uint8Array, completed: Grown['completed']): void {
  db.prepare<[number, Uint8Array, Uint8Array, Uint8Array | null]>(
    'INSERT INTO records (sequence, leaf, body, nodes) VALUES (?, ?, ?, ?)',
  ).run(sequence, leaf, body, completed.length === 0 ? null : Buffer.concat(completed));
}

/** Where the tree's nodes are kept; what is damaged there is only undefined or wrong, and no proof of it verifies. */
export function nodesOf(db: Connection): NodeAt {
  const find = db.prepare<[number], { readonly leaf: Buffer; readonly nodes: Buffer | null }>(
    'SELECT leaf, nodes FROM records WHERE sequence = ?',
  );
  return (level, index) => {
    const row = find.get((index + 1) * 2 ** level - 1);
    const node = level === 0 ? row?.leaf : row?.nodes?.subarray((level - 1) * HASH_BYTES, level * HASH_BYTES);
    return node?.length === HASH_BYTES ? node : undefined;
  };
}

/** Gives the records of an older log their nodes, some at a time, so that memory stays bounded. Ends where the log has a gap. */
export function fillNodes(db: Connection, told: (filled: number) => void): void {
  const read = db.prepare<[number, number], { readonly sequence: number; readonly leaf: Buffer }>(
    'SELECT sequence, leaf FROM records WHERE sequence >= ? ORDER BY sequence LIMIT ?',
  );
  const write = db.prepare<[Uint8Array, number]>('UPDATE records SET nodes = ? WHERE sequence = ?');
  for (let frontier = EMPTY_FRONTIER; ; ) {
    const rows = read.all(frontier.size, FILLED_AT_ONCE);
    for (const { sequence, leaf } of rows) {
      if (sequence !== frontier.size) return;
      const grown = appendLeaf(frontier, leaf);
      if (grown.completed.length > 0) write.run(Buffer.concat(grown.completed), sequence);
      frontier = grown;
    }
    told(frontier.size);
    if (rows.length < FILLED_AT_ONCE) return;
  }
}

/** Takes the contents of records out, inside a transaction. As new rows, for SQLite gives no page back for a row that only became shorter. */
export function emptyRecords(db: Connection, first: number, last: number): void {
  const rows = db
    .prepare<[number, number], { readonly sequence: number; readonly leaf: Buffer; readonly nodes: Buffer | null }>(
      'SELECT sequence, leaf, nodes FROM records WHERE sequence BETWEEN ? AND ? AND body IS NOT NULL',
    )
    .all(first, last);
  db.prepare<[number, number]>('DELETE FROM records WHERE sequence BETWEEN ? AND ? AND body IS NOT NULL').run(first, last);
  const put = db.prepare<[number, Buffer, Buffer | null]>('INSERT INTO records (sequence, leaf, body, nodes) VALUES (?, ?, NULL, ?)');
  for (const { sequence, leaf, nodes } of rows) put.run(sequence, leaf, nodes);
}

/** Moves the head on and keeps its note every so often: kept notes are what an edit of older records has to answer to. */
export function advanceHead(db: Connection, head: Head, frontier: Frontier, note: string, now: number, keep: boolean): void {
  const retain = keep || frontier.size % RETAINED_EVERY === 0 || Math.abs(now - head.retainedAt) >= HOUR;
  db.prepare<[number, Uint8Array, string, number]>('UPDATE head SET size = ?, frontier = ?, note = ?, retained_at = ? WHERE id = 0').run(
    frontier.size,
    encodeFrontier(frontier),
    note,
    retain ? now : head.retainedAt,
  );
  if (retain)
    db.prepare<[number, number, string]>('INSERT OR REPLACE INTO notes (size, time, note) VALUES (?, ?, ?)').run(frontier.size, now, note);
}
