import { checkpointText, originOf } from '../audit/checkpoint.ts';
import { decodeFrontier, EMPTY_FRONTIER, encodeFrontier, type Frontier } from '../audit/merkle.ts';
import { signNote } from '../audit/note.ts';
import type { Signer } from '../domain/ports.ts';
import type { Connection } from './sqlite.ts';

const RETAINED_EVERY = 1000;
const HOUR = 3_600_000_000;

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

export function insertRecord(db: Connection, sequence: number, leaf: Uint8Array, body: Uint8Array): void {
  db.prepare<[number, Uint8Array, Uint8Array]>('INSERT INTO records (sequence, leaf, body) VALUES (?, ?, ?)').run(sequence, leaf, body);
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
