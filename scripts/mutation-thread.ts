// A thread that has the tests loaded, and runs some of them with one mutant at a time. What it is told, and answers, is `Order` and `Report`.
import { registerHooks } from 'node:module';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** What Stryker's instrumented code reads and writes. */
interface Instrumented {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}
declare global {
  var __stryker__: Instrumented | undefined;
}

export interface Start {
  readonly files: readonly string[];
  /** A mutant of what is run as a module is loaded. */
  readonly mutant: string | undefined;
}
export interface Order {
  /** All where undefined; run in this order, until one fails if there is a mutant. */
  readonly ids: readonly string[] | undefined;
  readonly mutant: string | undefined;
  readonly hitLimit: number | undefined;
}
export interface Ran {
  readonly id: string;
  readonly ms: number;
  /** What it took of a processor, in milliseconds: the same on a busy machine. */
  readonly work: number;
  readonly fault: string | undefined;
}
export interface Report {
  readonly ran: readonly Ran[];
  readonly hitCount: number | undefined;
  readonly coverage: unknown;
}

const start: Start = workerData;
globalThis.__stryker__ = { activeMutant: start.mutant };
const instrumented = globalThis.__stryker__;

const GATHERING = new URL('./mutation-tests.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vitest' && context.parentURL !== GATHERING ? { url: GATHERING, shortCircuit: true } : next(specifier, context),
});
const { gathered, faultOf } = await import('./mutation-tests.ts');
for (const file of start.files) await import(pathToFileURL(file).href);
const tests = new Map(gathered.map((test) => [test.id, test]));

async function run({ ids, mutant, hitLimit }: Order): Promise<Report> {
  Object.assign(instrumented, { activeMutant: mutant, hitCount: 0, hitLimit });
  const ran: Ran[] = [];
  for (const id of ids ?? tests.keys()) {
    const test = tests.get(id);
    if (!test) continue;
    if (mutant === undefined) instrumented.currentTestId = id;
    const from = performance.now();
    const before = process.threadCpuUsage();
    const fault = await faultOf(test);
    instrumented.currentTestId = undefined;
    const { user, system } = process.threadCpuUsage(before);
    ran.push({ id, ms: performance.now() - from, work: (user + system) / 1000, fault });
    if (mutant !== undefined && fault !== undefined) break;
  }
  instrumented.activeMutant = undefined;
  return { ran, hitCount: instrumented.hitCount, coverage: mutant === undefined ? instrumented.mutantCoverage : undefined };
}

parentPort?.on('message', async (order: Order) => parentPort?.postMessage(await run(order)));
