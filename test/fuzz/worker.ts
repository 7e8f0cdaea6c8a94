import { parentPort, workerData } from 'node:worker_threads';
import { run } from './run.ts';
import { TARGETS } from './targets/index.ts';

/** Started by scripts/fuzz.ts, which sees when an input takes too long. */
const { name, seed, milliseconds }: { name: string; seed: number; milliseconds: number } = workerData;
const target = TARGETS.find((one) => one.name === name);
if (target && parentPort) {
  const port = parentPort;
  const ended = await run(target, { seed, milliseconds, onInput: (input) => port.postMessage({ input }) });
  port.postMessage({ ended });
}
