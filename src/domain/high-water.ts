/**
 * The latest time that a clock has shown, in microseconds since 1970, so that setting it back brings nothing to life again. Nothing has
 * been seen at 0.
 */
export type HighWater = number;

/** What one look at the clock raises the mark by at most: a wild jump forward, taken back, has not ended everything. */
const STRIDE = 86_400_000_000;
/** The mark is written seldom: most calls are spared it. */
const WORTH_WRITING = 60_000_000;

/** What lets somebody in, or lets something pass, is over once it was over. */
export const latestTime = (mark: HighWater, now: number): number => Math.max(mark, now);

/** What holds somebody back lasts until time has really passed: this goes neither back nor forward in jumps. */
export const steadyTime = (mark: HighWater, now: number): number => (mark === 0 ? now : Math.min(Math.max(mark, now), mark + STRIDE));

/** The mark after a look at the clock, where it is worth writing. */
export function raisedMark(mark: HighWater, now: number): HighWater | undefined {
  const raised = steadyTime(mark, now);
  return raised - mark > WORTH_WRITING ? raised : undefined;
}
