import { type Aggregate, createAggregator } from './aggregate.ts';
import type { ScanRow } from './row.ts';
import type { Source } from './sources.ts';
import { type Unit, type UnitOptions, unitScanner } from './unit.ts';

interface Progress {
  /** Read, unpacked. */
  readonly bytes: number;
  readonly calls: number;
}

export interface ScanListener {
  /** Rows in their order: of sources as they are given, in each by line. */
  readonly onRows: (rows: readonly ScanRow[]) => void;
  readonly onProgress: (progress: Progress) => void;
  /** A source is read to its end, and those before it are. */
  readonly onSource?: (source: Source, aggregate: Aggregate) => void;
}

/** Scans the sources in this thread. */
export async function scanHere(sources: readonly Source[], options: UnitOptions, listener: ScanListener): Promise<Aggregate> {
  const scanUnit = unitScanner(options);
  const merged = createAggregator();
  for (const source of sources) {
    const unit: Unit = { path: source.path, bytes: source.bytes, named: source.named };
    const batches = scanUnit(unit);
    let next = await batches.next();
    for (; !next.done; next = await batches.next()) {
      if (next.value.rows.length > 0) listener.onRows(next.value.rows);
      listener.onProgress({ bytes: next.value.bytes, calls: next.value.calls });
    }
    merged.absorb(next.value);
    listener.onSource?.(source, next.value);
  }
  return merged.result();
}
