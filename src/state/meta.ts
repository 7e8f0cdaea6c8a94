import type { HighWater } from '../domain/high-water.ts';
import type { StoreFault } from '../domain/ports.ts';
import { fault } from './faults.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { type Connection, foreign } from './sqlite.ts';

interface MetaRow {
  readonly install_id: string;
  readonly schema_version: number;
  readonly min_reader: number;
  readonly min_writer: number;
}

/** Why this program may not use this database; undefined where it may. */
export function metaFault(db: Connection, path: string, installId: string, use: 'read' | 'write' | 'upgrade'): StoreFault | undefined {
  const row = db.prepare<[], MetaRow>('SELECT install_id, schema_version, min_reader, min_writer FROM meta WHERE id = 0').get();
  if (!row)
    return fault(
      'corrupt',
      `${path} has lost its meta row. Run \`hookwarden state repair\` in a terminal of your own: it moves it aside and begins a new log.`,
    );
  if (row.install_id !== installId) return foreign(path);
  const needed = use === 'read' ? row.min_reader : row.min_writer;
  if (needed > SCHEMA_VERSION) {
    return fault(
      'newer',
      `${path} was made by a newer Hookwarden (format ${needed}, this one knows ${SCHEMA_VERSION}). Install the newer version again.`,
    );
  }
  if (use === 'write' && row.schema_version < SCHEMA_VERSION) {
    return fault(
      'older',
      `${path} was made by an older Hookwarden (format ${row.schema_version}, this one needs ${SCHEMA_VERSION}). Run \`hookwarden upgrade\`: it keeps a copy, adds what is missing and leaves what is there.`,
    );
  }
  return undefined;
}

export function readVersion(db: Connection): number {
  return db.prepare<[], { schema_version: number }>('SELECT schema_version FROM meta WHERE id = 0').get()?.schema_version ?? 0;
}

export interface Marks {
  /** Counts changes of keys and principals, and what administrators do. */
  readonly epoch: number;
  readonly highWater: HighWater;
}

export function readMarks(db: Connection): Marks {
  return db.prepare<[], Marks>('SELECT epoch, high_water AS highWater FROM meta WHERE id = 0').get() ?? { epoch: 0, highWater: 0 };
}

export function writeHighWater(db: Connection, mark: HighWater): void {
  db.prepare<[number]>('UPDATE meta SET high_water = ? WHERE id = 0').run(mark);
}

export function advanceEpoch(db: Connection): void {
  db.exec('UPDATE meta SET epoch = epoch + 1 WHERE id = 0');
}
