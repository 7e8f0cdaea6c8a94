import { defineConfig } from 'vitest/config';

/** One file at a time: what is measured or waited for in one must not be slowed down by another. */
const ALONE = ['concurrency', 'store-race', 'rates', 'input', 'flows'].map((name) => `test/process/${name}.test.ts`);

export default defineConfig({
  test: {
    testTimeout: 20_000,
    maxWorkers: 2,
    reporters: ['default', 'json'],
    outputFile: { json: 'coverage/tests.json' },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/*.test.ts', 'test/{unit,property,golden,scorecard,fuzz}/**/*.test.ts'],
          exclude: ['test/documents.test.ts'],
          // Nothing in them outlasts a test, so that what one file has imported serves the next.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          // Much of what they do is waiting.
          maxWorkers: 3,
          include: ['test/documents.test.ts', 'test/{process,clients}/**/*.test.ts'],
          exclude: ALONE,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
