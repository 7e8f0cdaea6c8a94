import { hash } from 'node:crypto';
import { type SealedReader, SPEAKS } from '../audit/verify-sealed.ts';
import type { Connection } from './sqlite.ts';

export interface SealedInput {
  readonly key_id: string;
  readonly box: Buffer;
}

export const findSealed = (db: Connection, sequence: number): SealedInput | undefined =>
  db.prepare<[number], SealedInput>('SELECT key_id, box FROM sealed WHERE sequence = ?').get(sequence);

export const deleteSealed = (db: Connection, sequence: number): void =>
  void db.prepare<[number]>('DELETE FROM sealed WHERE sequence = ?').run(sequence);

/** The records that have something sealed beside them, oldest first, one at a time. */
export function* sealedRecords(db: Connection): Iterable<{ readonly sequence: number; readonly body: Buffer | null }> {
  yield* db
    .prepare<[], { sequence: number; body: Buffer | null }>(
      'SELECT sequence, body FROM sealed JOIN records USING (sequence) ORDER BY sequence',
    )
    .iterate();
}

interface Row {
  readonly sequence: number;
  readonly key_id: string;
  readonly box: Buffer;
  readonly body: Buffer | null;
}

/** Of the records from a sequence on; what was put in before the first is found, too. */
export function sealedReader(db: Connection, from: number): SealedReader {
  const first = from === 0 ? Number.MIN_SAFE_INTEGER : from;
  return {
    kept: function* () {
      const rows = db.prepare<[number], Row>(
        'SELECT sequence, key_id, box, body FROM sealed LEFT JOIN records USING (sequence) WHERE sequence >= ? ORDER BY sequence',
      );
      for (const { sequence, key_id, box, body } of rows.iterate(first))
        yield { sequence, body, keyId: key_id, sha256: hash('sha256', box, 'hex') };
    },
    missing: () =>
      db
        .prepare<[number, string], Pick<Row, 'sequence' | 'body'>>(
          `SELECT sequence, body FROM records WHERE sequence >= ? AND instr(body, CAST(? AS BLOB)) > 0
             AND sequence NOT IN (SELECT sequence FROM sealed) ORDER BY sequence`,
        )
        .iterate(first, SPEAKS),
  };
}
