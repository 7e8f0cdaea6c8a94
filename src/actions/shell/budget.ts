/** What an analysis may spend. Counted in work, never in time, so that load cannot change a verdict. */
export interface Budget {
  commands: number;
  words: number;
  /** Bytes of nested scripts, which the parser reads again at each level. */
  bytes: number;
  runs: number;
  files: number;
  edges: number;
}
export type Resource = keyof Budget;

export const fullBudget = (): Budget => ({ commands: 10_000, words: 50_000, bytes: 768 * 1024, runs: 2_000, files: 32, edges: 5_000 });
