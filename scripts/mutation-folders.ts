/** What is mutated, and which tests it is held against: those in memory alone, since each mutant runs the ones that reach it. */
export interface Mutated {
  /** Below `src/`. */
  readonly folder: string;
  /** Globs. */
  readonly tests: readonly string[];
  /** Mutants that no test can tell from the program, or that none should. */
  readonly accepted: readonly { readonly where: string; readonly because: string }[];
}

export const MUTATED: readonly Mutated[] = [
  { folder: 'validation', tests: ['test/unit/validation/*.test.ts'], accepted: [] },
  { folder: 'authentication', tests: ['test/unit/authentication/*.test.ts'], accepted: [] },
  { folder: 'authorization', tests: ['test/unit/authorization/*.test.ts'], accepted: [] },
  { folder: 'governance', tests: ['test/unit/governance/*.test.ts'], accepted: [] },
  { folder: 'audit', tests: ['test/unit/audit/!(mutations).test.ts'], accepted: [] },
  { folder: 'actions/shell', tests: ['test/unit/actions/shell/*.test.ts'], accepted: [] },
];
