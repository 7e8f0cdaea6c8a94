import { expect, it } from 'vitest';
import { showReplay } from '../../../src/cli/replay-report.ts';
import { tallyChanges } from '../../../src/replay/tally.ts';

it('what a policy would change is told by kind, the gravest first, in lines that no call can break', () => {
  const tally = tallyChanges(2);
  const example = (what: string) => () => ({ where: 'log.jsonl:7', what });
  tally.add(undefined, example(''));
  tally.add(
    { kind: 'newly-passed', before: 'ask', after: 'allow', rules: ['a.a', 'b.b'], severity: 'high' },
    example('Bash: x\u001b[2J\ny'),
  );
  tally.add({ kind: 'laxer', before: 'deny', after: 'ask', rules: ['c.c'], severity: 'critical' }, example('Bash: z'));
  expect(showReplay(tally.report(), ['something'])).toBe(`3 calls judged by both policies; 1 as before, 2 otherwise.

newly passed: 1  (all that meets less: 1 critical, 1 high; weight 130)
  1 × ask → allow  a.a, b.b (high)
      log.jsonl:7  Bash: x\\u001b[2J⏎y

asked about instead of denied: 1
  1 × deny → ask  c.c (critical)
      log.jsonl:7  Bash: z

Beyond a limit: something`);
});
