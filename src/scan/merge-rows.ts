import type { ScanRow } from './row.ts';
import type { Batch } from './unit.ts';

/** Brings the rows of a source's parts back into the order of its lines. */
export interface MergedRows {
  readonly add: (part: number, batch: Pick<Batch, 'rows' | 'upTo'>) => void;
  readonly done: (part: number) => void;
  /** Rows that no later batch can come before, each part's in a list of its own. */
  readonly take: () => { readonly rows: readonly ScanRow[]; readonly counts: readonly number[] };
}

export function mergeRows(parts: number): MergedRows {
  const waiting: ScanRow[][] = Array.from({ length: parts }, () => []);
  const upTo: number[] = Array.from({ length: parts }, () => 0);
  return {
    add: (part, batch) => {
      waiting[part]?.push(...batch.rows);
      upTo[part] = Math.max(upTo[part] ?? 0, batch.upTo);
    },
    done: (part) => {
      upTo[part] = Number.POSITIVE_INFINITY;
    },
    take: () => {
      const safe = Math.min(...upTo);
      const taken = waiting.map((rows) => {
        const count = rows.findIndex(({ line }) => line > safe);
        return rows.splice(0, count < 0 ? rows.length : count);
      });
      const rows = taken.flat();
      return { rows: parts > 1 ? rows.sort((left, right) => left.line - right.line) : rows, counts: taken.map(({ length }) => length) };
    },
  };
}
