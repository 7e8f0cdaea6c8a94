import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** One file at a time: as many processes as each starts would slow down what another waits for. */
const ALONE = ['concurrency', 'store-race'].map((name) => `test/process/${name}.test.ts`);

/** Where no earlier run tells how long each file takes, the largest start first, and this short one would go on when all others have ended. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('/test/documents.test.ts');
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Each test starts the program in folders of its own; compiled anew in each, it would take a third longer.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '.scratch/compiled') },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
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
          // The launcher that one file has made serves the next.
          isolate: false,
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
