import fc from 'fast-check';
import type { Target } from './target.ts';

/** INVARIANT: however an input is made, its answer takes no more of the processor, in milliseconds. */
export const MOST_MS = 2000;

export interface Options {
  readonly seed?: number;
  /** Ends when either is reached. */
  readonly runs?: number;
  readonly milliseconds?: number;
  /** Told of each input before it is tried. */
  readonly onInput?: (input: string) => void;
}

export interface Ended {
  readonly runs: number;
  /** The smallest input that was found, and what it did; undefined where none did anything wrong. */
  readonly crash?: { readonly input: string; readonly message: string };
}

export async function run({ inputs, check }: Target, { seed, runs = 1e9, milliseconds, onInput }: Options): Promise<Ended> {
  const tried = fc.asyncProperty(inputs, async (input) => {
    onInput?.(input);
    const begin = process.cpuUsage();
    await check(input);
    const { user, system } = process.cpuUsage(begin);
    const took = (user + system) / 1000;
    if (took > MOST_MS) throw new Error(`it took ${took} ms`);
  });
  const result = await fc.check(tried, {
    numRuns: runs,
    ...(seed !== undefined && { seed }),
    ...(milliseconds !== undefined && { interruptAfterTimeLimit: milliseconds }),
  });
  const [input] = result.counterexample ?? [];
  if (input === undefined) return { runs: result.numRuns };
  const { errorInstance } = result;
  const message = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  return { runs: result.numRuns, crash: { input, message } };
}
