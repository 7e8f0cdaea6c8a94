import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Job, type JobResult, runJob } from './job.ts';

/** Takes jobs as fast as they are scanned, so that only a few batches are held in memory at a time. */
export interface Scanner {
  readonly take: (job: Job) => Promise<void>;
  /** Resolves when the results of all jobs have been given. */
  readonly finish: () => Promise<void>;
}

/** The results of a batch come in its order; batches in any. */
export type OnResult = (job: Omit<Job, 'bytes'>, result: JobResult) => void;

/** Scans in this thread: for little, starting others would take longer. */
export const scanHere = (onResult: OnResult): Scanner => ({
  take: async (job) => onResult(job, await runJob(job)),
  finish: async () => undefined,
});

const BATCH_BYTES = 1024 * 1024;
const BATCH_JOBS = 512;

/** Scans in `threads` threads that run the worker's program. A thread that breaks rejects the next `take` or `finish`. */
export function scanInThreads(program: string, threads: number, onResult: OnResult): Scanner {
  const idle = Array.from({ length: threads }, () => new Worker(program));
  const all = [...idle];
  const working = new Set<Promise<void>>();
  let [batch, bytes]: [Job[], number] = [[], 0];

  async function work(worker: Worker, jobs: readonly Job[]): Promise<void> {
    worker.postMessage(
      jobs,
      jobs.map((job) => job.bytes.buffer).filter((buffer) => buffer instanceof ArrayBuffer),
    );
    const [results]: JobResult[][] = await once(worker, 'message');
    for (const [at, job] of jobs.entries()) onResult(job, results?.[at] ?? { kind: 'binary' });
    idle.push(worker);
  }

  async function send(): Promise<void> {
    if (batch.length === 0) return;
    while (idle.length === 0) await Promise.race(working);
    const worker = idle.pop();
    const jobs = batch;
    [batch, bytes] = [[], 0];
    if (!worker) throw new Error('no thread is idle');
    const done = work(worker, jobs).finally(() => working.delete(done));
    // Whoever waits for it next hears of it; until then it is not unheard.
    done.catch(() => undefined);
    working.add(done);
  }

  return {
    take: async (job) => {
      batch.push({ path: job.path, bytes: new Uint8Array(job.bytes) });
      bytes += job.bytes.length;
      if (bytes >= BATCH_BYTES || batch.length >= BATCH_JOBS) await send();
    },
    finish: async () => {
      try {
        await send();
        await Promise.all(working);
      } finally {
        await Promise.all(all.map((worker) => worker.terminate()));
      }
    },
  };
}
