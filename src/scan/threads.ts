import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { Aggregate } from './aggregate.ts';
import type { FromThread, ThreadOptions, ToThread } from './messages.ts';
import type { Batch, Unit } from './unit.ts';

interface UnitListener {
  readonly onBatch: (batch: Batch) => void;
  readonly onDone: (aggregate: Aggregate) => void;
}

export interface Threads {
  /** Resolves when a thread has begun with it, which says how to tell that thread of rows that were taken. */
  readonly begin: (unit: Unit, listener: UnitListener) => Promise<(rows: number) => void>;
  /** Resolves when all is done; rejects where a thread broke. */
  readonly finish: () => Promise<void>;
}

/** Megabytes for what is new, in all threads together. More is no faster; with less, much that is done with is looked through before it is. */
const MOST_NEW = 48;
const LEAST_NEW = 6;
/** What is old is looked through when it has grown by three tenths, and not by twice as much: that would take as much memory again for no gain. */
const GROWTH = '--heap-growing-percent=30';

/** V8 halves what is new: beside the half in use and the one that it copies to it keeps another for growth. */
function limitsFor(count: number): ResourceLimits {
  const half = Math.max(LEAST_NEW, Math.floor(MOST_NEW / count)) / 3;
  // It would begin with one megabyte, and double that only where most of it survives, which is too late.
  setFlagsFromString(`--min-semi-space-size=${Math.floor(half)}`);
  setFlagsFromString(GROWTH);
  return { maxYoungGenerationSizeMb: half * 3 };
}

/** What the start has left is more than what is kept of it, and giving out work makes too little for that ever to be cleared away. */
function clearAway(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}

/** Threads that run the worker's program. */
export function startThreads(program: string, count: number, options: ThreadOptions): Threads {
  clearAway();
  const resourceLimits = limitsFor(count);
  const idle: Worker[] = Array.from({ length: count }, () => new Worker(program, { workerData: options, resourceLimits }));
  const all = [...idle];
  const working = new Set<Promise<void>>();

  const run = (worker: Worker, unit: Unit, listener: UnitListener): Promise<void> =>
    new Promise((resolve, reject) => {
      const onMessage = (message: FromThread): void => {
        if (message.kind === 'batch') {
          listener.onBatch(message.batch);
          return;
        }
        worker.off('message', onMessage);
        worker.off('error', reject);
        idle.push(worker);
        listener.onDone(message.aggregate);
        resolve();
      };
      worker.on('message', onMessage);
      worker.on('error', reject);
      post(worker, { kind: 'unit', unit });
    });

  return {
    begin: async (unit, listener) => {
      while (idle.length === 0) await Promise.race(working);
      const worker = idle.pop();
      if (!worker) throw new Error('no thread is idle');
      const done = run(worker, unit, listener).finally(() => working.delete(done));
      // Whoever waits for it next hears of it; until then it is not unheard.
      done.catch(() => undefined);
      working.add(done);
      return (rows) => post(worker, { kind: 'taken', rows });
    },
    finish: async () => {
      try {
        await Promise.all(working);
      } finally {
        await Promise.all(all.map((worker) => worker.terminate()));
      }
    },
  };
}

const post = (worker: Worker, message: ToThread): void => worker.postMessage(message);
