// A thread that scans batches of texts: jobs in, results in the same order out.
import { parentPort } from 'node:worker_threads';
import { type Job, type JobResult, runJob } from './job.ts';

parentPort?.on('message', async (jobs: readonly Job[]) => {
  const results: JobResult[] = [];
  for (const job of jobs) results.push(await runJob(job));
  parentPort?.postMessage(results);
});
