import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install, ROOT } from '../installed.ts';
import { anchored } from '../log-left.ts';
import { ask, askAll, type Condition, wrongAfter, wrongWith } from './condition.ts';

/** The program, with a clock that is as wrong as a file says, in milliseconds. */
const program = (file: string): string => `const now = Date.now;
Date.now = () => {
  try { return now() + Number(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8')); } catch { return now(); }
};
require(${JSON.stringify(join(ROOT, 'dist/hook.cjs'))});
`;

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

/** Each jump is from the right time, in this order, in one installation. */
const JUMPS: Readonly<Record<string, readonly number[]>> = {
  'a year forward, and back': [YEAR, 0],
  'an hour back': [-HOUR],
  'before the first record': [-YEAR],
  'to 1970': [-Date.now()],
  'beyond 2038': [20 * YEAR],
  'beyond what a date holds, and back': [9e15, 0],
  'there and back, again and again': [HOUR, -HOUR, YEAR, -YEAR, HOUR, 0],
};

export const CLOCK: readonly Condition[] = Object.entries(JUMPS).map(([name, jumps]) => ({
  kind: 'clock that jumps',
  name,
  find: async (home) => {
    const file = `${home}.clock`;
    const bundle = `${home}.cjs`;
    writeFileSync(bundle, program(file));
    const installed = anchored(install(home, bundle));
    const first = await ask(installed);
    const asked = [first];
    for (const jump of jumps) {
      writeFileSync(file, String(jump));
      asked.push(...(await askAll(installed)));
    }
    rmSync(file, { force: true });
    const problems = [...asked.flatMap(wrongWith), ...(await wrongAfter(installed, asked))];
    rmSync(bundle);
    return { statuses: asked.map(({ answer }) => answer.status), problems };
  },
}));
