import { defineConfig } from 'vitest/config';

/** The tests that `npm run test:mutation` holds mutants against, globs apart by blanks; each is run for one mutant at a time. */
const include = (process.env['HOOKWARDEN_MUTATION_TESTS'] ?? '').split(' ');

export default defineConfig({ test: { include, testTimeout: 60_000 } });
