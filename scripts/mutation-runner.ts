// The test runner that Stryker is given. It keeps the tests loaded in a thread, and turns one mutant on after the other: to load them for each mutant
// anew takes a hundred times as long as to run them. No mutant counts as killed because of what another has left behind: whatever kills one must pass
// again without it, else the mutant is tried again in a new thread.
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Order, Report, Start } from './mutation-thread.ts';

/** Of what Stryker asks for, what is read here. */
interface MutantRun {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
  readonly mutantActivation: 'static' | 'runtime';
}

/** A mutant that fills the memory ends its thread, not the run. */
const LIMITS = { maxOldGenerationSizeMb: 1500 };
/** In milliseconds of a processor: of the tests that reach a mutant, it is held against the quickest ones that take no more together. */
const MOST_WORK = 500;
const PASSED = 0;
const FAILED = 1;

const filesOf = (globs: string): string[] =>
  globSync(globs.split(' '))
    .toSorted()
    .map((file) => resolve(file));

function threadWith(mutant: string | undefined): Worker {
  const start: Start = { files: filesOf(process.env['HOOKWARDEN_MUTATION_TESTS'] ?? ''), mutant };
  return new Worker(new URL('./mutation-thread.ts', import.meta.url), {
    workerData: start,
    resourceLimits: LIMITS,
    stdout: true,
    stderr: true,
  });
}

/** How much longer than without a mutant the tests may work, and how long besides, in milliseconds of a processor. */
const PATIENCE = { factor: 4, more: 1500 };
/** What loading the tests may take. */
const LOADING = 10_000;
const LOOK_MS = 500;

/** What the thread answers, or what it ended with; undefined once it has worked for longer than `maxWork`. */
async function ask(thread: Worker, order: Order, maxWork: number): Promise<Report | Error | undefined> {
  thread.removeAllListeners();
  let look: NodeJS.Timeout | undefined;
  const used = async (): Promise<number> => {
    const { user, system } = await thread.cpuUsage();
    return (user + system) / 1000;
  };
  try {
    return await new Promise((settle) => {
      thread.once('message', settle).once('error', settle);
      thread.postMessage(order);
      let from: number | undefined;
      look = setInterval(async () => {
        const now = await used().catch(() => 0);
        from ??= now;
        if (now - from > maxWork) settle(undefined);
      }, LOOK_MS);
    });
  } finally {
    clearInterval(look);
  }
}

function memoryRunner(): object {
  let thread: Worker | undefined;
  /** Of each test, without a mutant. */
  const work = new Map<string, number>();
  const workOf = (id: string): number => work.get(id) ?? 0;
  function quickest(ids: Iterable<string>): readonly string[] {
    let sum = 0;
    const ordered = [...ids].toSorted((a, b) => workOf(a) - workOf(b));
    return ordered.filter((id, at) => {
      sum += workOf(id);
      return at === 0 || sum <= MOST_WORK;
    });
  }
  const end = async (): Promise<void> => {
    const ended = thread;
    thread = undefined;
    await ended?.terminate();
  };

  async function runOnce(order: Order, activation: MutantRun['mutantActivation']): Promise<Report | Error | undefined> {
    const usual = (order.ids ?? []).reduce((sum, id) => sum + workOf(id), 0);
    const maxWork = order.ids ? PATIENCE.factor * usual + PATIENCE.more : Number.POSITIVE_INFINITY;
    if (activation === 'runtime') {
      const loading = thread === undefined ? LOADING : 0;
      thread ??= threadWith(undefined);
      return ask(thread, order, maxWork + loading);
    }
    const own = threadWith(order.mutant);
    try {
      return await ask(own, order, maxWork + LOADING);
    } finally {
      await own.terminate();
    }
  }

  /** Whether this test passes where no mutant is on, in the thread where one was. */
  async function passesWithout(id: string): Promise<boolean> {
    if (!thread) return true;
    const again = await runOnce({ ids: [id], mutant: undefined, hitLimit: undefined }, 'runtime');
    return again !== undefined && !(again instanceof Error) && again.ran.every(({ fault }) => fault === undefined);
  }

  function outcomeOf(report: Report | Error | undefined, order: Order): object {
    if (report === undefined) return { status: 'timeout', reason: 'the tests work for several times as long as without it' };
    if (report instanceof Error)
      return { status: 'killed', killedBy: order.ids?.slice(0, 1) ?? [], failureMessage: String(report), nrOfTests: 1 };
    const { ran, hitCount = 0 } = report;
    if (order.hitLimit !== undefined && hitCount > order.hitLimit) return { status: 'timeout', reason: 'the hit limit was reached' };
    const failed = ran.find(({ fault }) => fault !== undefined);
    return failed
      ? { status: 'killed', killedBy: [failed.id], failureMessage: failed.fault, nrOfTests: ran.length }
      : { status: 'survived', nrOfTests: ran.length };
  }

  async function runAll(): Promise<Report | Error | undefined> {
    const report = await runOnce({ ids: undefined, mutant: undefined, hitLimit: undefined }, 'runtime');
    if (report !== undefined && !(report instanceof Error)) for (const test of report.ran) work.set(test.id, test.work);
    return report;
  }

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    async dryRun(): Promise<object> {
      const report = await runAll();
      if (report === undefined || report instanceof Error) return { status: 'error', errorMessage: String(report) };
      const tests = report.ran.map(({ id, ms, fault }) => ({
        id,
        name: id,
        timeSpentMs: ms,
        ...(fault === undefined ? { status: PASSED } : { status: FAILED, failureMessage: fault }),
      }));
      return { status: 'complete', tests, mutantCoverage: report.coverage };
    },
    async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }: MutantRun): Promise<object> {
      // This process may have taken the place of one that a mutant has ended.
      if (work.size === 0) await runAll();
      const order: Order = { ids: quickest(testFilter ?? work.keys()), mutant: activeMutant.id, hitLimit };
      const first = await runOnce(order, mutantActivation);
      if (mutantActivation === 'static') return outcomeOf(first, order);
      if (first !== undefined && !(first instanceof Error)) {
        const failed = first.ran.find(({ fault }) => fault !== undefined);
        if (!failed || (await passesWithout(failed.id))) return outcomeOf(first, order);
      }
      // In a thread of its own, whatever the one of before has been left in.
      await end();
      const second = await runOnce(order, mutantActivation);
      await end();
      return outcomeOf(second, order);
    },
    dispose: end,
  };
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'memory', factory: memoryRunner }];
