// Sends what nobody would send to all that reads what others write: `npm run test:fuzz [-- TARGET…]`, for HOOKWARDEN_FUZZ_SECONDS (60) in all,
// from HOOKWARDEN_FUZZ_SEED. See docs/testing.md.
import { Worker } from 'node:worker_threads';
import { type Ended, MOST_MS } from '../test/fuzz/run.ts';
import { TARGETS } from '../test/fuzz/targets/index.ts';

const seconds = Number(process.env['HOOKWARDEN_FUZZ_SECONDS'] ?? 60);
const seed = Number(process.env['HOOKWARDEN_FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
/** By the clock, on a busy machine. */
const HANGING_MS = 15 * MOST_MS;

interface Message {
  readonly input?: string;
  readonly ended?: Ended;
}

/** In a thread of its own, so that what never ends can be ended. */
function fuzz(name: string, milliseconds: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('../test/fuzz/worker.ts', import.meta.url), { workerData: { name, seed, milliseconds } });
    let last = '';
    let runs = 0;
    const end = (message: string): void => {
      void worker.terminate();
      resolve({ runs, crash: { input: last, message } });
    };
    const hanging = () => setTimeout(() => end(`it does not end within ${HANGING_MS} ms`), HANGING_MS);
    let timer = hanging();
    worker.on('message', ({ input, ended }: Message) => {
      clearTimeout(timer);
      if (ended) return resolve(ended);
      timer = hanging();
      last = input ?? '';
      runs += 1;
    });
    worker.on('error', (error) => {
      clearTimeout(timer);
      if (runs === 0) reject(error);
      else end(error.stack ?? error.message);
    });
  });
}

const wanted = process.argv.slice(2);
const targets = TARGETS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (!(seconds > 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write('HOOKWARDEN_FUZZ_SECONDS is a number above 0, HOOKWARDEN_FUZZ_SEED a whole number.\n');
  process.exit(1);
}
if (targets.length === 0) {
  process.stderr.write(`There is no such target; there are ${TARGETS.map(({ name }) => name).join(', ')}.\n`);
  process.exit(1);
}
let [inputs, crashes] = [0, 0];
for (const { name } of targets) {
  const { runs, crash } = await fuzz(name, (seconds * 1000) / targets.length);
  inputs += runs;
  process.stdout.write(`${name.padEnd(14)}${String(runs).padStart(8)} inputs${crash ? '' : ', all answered'}\n`);
  if (!crash) continue;
  crashes += 1;
  process.stdout.write(`${crash.message}\nINPUT ${JSON.stringify(crash.input)}\n`);
}
process.stdout.write(`${inputs} inputs to ${targets.length} targets, seed ${seed}; ${crashes} of the targets failed\n`);
process.exit(crashes === 0 ? 0 : 1);
