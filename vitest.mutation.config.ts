import { defineConfig } from 'vitest/config';

/** The tests that `npm run test:mutation` holds mutants against, globs apart by blanks; each is run for one mutant at a time. */
const include = (process.env['HOOKWARDEN_MUTATION_TESTS'] ?? '').split(' ');

// One process for all files of a run, a new one for each mutant: what a mutant leaves behind in it reaches no other.
export default defineConfig({ test: { include, testTimeout: 60_000, isolate: false } });
