import { type Aggregate, createAggregator, mergeAggregates } from './aggregate.ts';
import { mergeRows } from './merge-rows.ts';
import type { ThreadOptions } from './messages.ts';
import type { Planned } from './plan.ts';
import { policyOfSpec } from './policy.ts';
import type { ScanRow } from './row.ts';
import type { Source } from './sources.ts';
import { startThreads } from './threads.ts';
import { type Batch, unitScanner } from './unit.ts';

export interface ScanListener {
  /** Rows in their order: of sources as they are given, in each by line. */
  readonly onRows: (rows: readonly ScanRow[]) => void;
  /** What has been done since, in no order. */
  readonly onProgress: (progress: Pick<Batch, 'bytes' | 'calls'>) => void;
  /** A source is read to its end, and so are those before it. */
  readonly onSource: (source: Source, aggregate: Aggregate) => void;
}

/** Scans in this thread: for little, starting others would take longer. */
export async function scanHere(planned: readonly Planned[], options: ThreadOptions, listener: ScanListener): Promise<Aggregate> {
  const policy = policyOfSpec(options.policy);
  if (!policy.ok) throw new Error(policy.error);
  const scanUnit = unitScanner({ ...options, policy: policy.value });
  const merged = createAggregator();
  for (const { source, units } of planned) {
    const aggregates: Aggregate[] = [];
    const rows = mergeRows(units.length);
    for (const [part, unit] of units.entries()) {
      const batches = scanUnit(unit);
      let next = await batches.next();
      for (; !next.done; next = await batches.next()) {
        rows.add(part, next.value);
        deliver(rows.take().rows, listener);
        listener.onProgress(next.value);
      }
      rows.done(part);
      aggregates.push(next.value);
    }
    deliver(rows.take().rows, listener);
    const aggregate = mergeAggregates(aggregates);
    merged.absorb(aggregate);
    listener.onSource(source, aggregate);
  }
  return merged.result();
}

/** Scans in `threads` threads that run the worker's program. Each holds back what is not yet in turn. */
export async function scanInThreads(
  program: string,
  threads: number,
  planned: readonly Planned[],
  options: ThreadOptions,
  listener: ScanListener,
): Promise<Aggregate> {
  const pool = startThreads(program, threads, options);
  const merged = createAggregator();
  const open = planned.map(({ source, units }) => ({
    source,
    rows: mergeRows(units.length),
    aggregates: new Map<number, Aggregate>(),
    taken: new Map<number, (rows: number) => void>(),
    parts: units.length,
  }));
  let turn = 0;
  /** Passes on what is in turn, and goes on to the next source where one is done. */
  const advance = (): void => {
    for (let one = open[turn]; one; one = open[turn]) {
      const { rows, counts } = one.rows.take();
      deliver(rows, listener);
      for (const [part, count] of counts.entries()) if (count > 0) one.taken.get(part)?.(count);
      if (one.aggregates.size < one.parts) return;
      const inOrder = [...one.aggregates].sort(([left], [right]) => left - right).map(([, aggregate]) => aggregate);
      const aggregate = mergeAggregates(inOrder);
      merged.absorb(aggregate);
      listener.onSource(one.source, aggregate);
      turn += 1;
    }
  };
  try {
    for (const [number, { units }] of planned.entries())
      for (const [part, unit] of units.entries()) {
        const one = open[number];
        if (!one) continue;
        const taken = await pool.begin(unit, {
          onBatch: (batch) => {
            one.rows.add(part, batch);
            listener.onProgress(batch);
            if (open[turn] === one) advance();
          },
          onDone: (aggregate) => {
            one.rows.done(part);
            one.aggregates.set(part, aggregate);
            if (open[turn] === one) advance();
          },
        });
        one.taken.set(part, taken);
      }
  } finally {
    await pool.finish();
  }
  return merged.result();
}

function deliver(rows: readonly ScanRow[], { onRows }: ScanListener): void {
  if (rows.length > 0) onRows(rows);
}
