import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeExample } from '../src/cli/example-judge.ts';
import { readRules } from '../src/cli/rules.ts';
import { testRules } from '../src/policy/test-rules.ts';

const loaded = readRules(resolve(import.meta.dirname, '../rules'));
if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
const rules = loaded.value;

describe('the shipped rules', () => {
  it('hold every example, are reachable and necessary, and suggest nothing that is stopped', () => {
    expect(testRules(rules, judgeExample).failures).toEqual([]);
  });

  it('fail their tests when an example is wrong', () => {
    const [first] = rules;
    if (!first) throw new Error('there are no rules');
    const broken = { ...first, examples: { ...first.examples, match: [...first.examples.match, { command: 'echo nothing to see' }] } };
    expect(testRules([broken, ...rules.slice(1)], judgeExample).failures.map(({ message }) => message)).toEqual([
      'must match, found: nothing',
    ]);
  });
});
