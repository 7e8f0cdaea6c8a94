import { expect, it } from 'vitest';
import { judgeForTest } from '../../../src/cli/judge-example.ts';
import { loadRules } from '../../../src/policy/load-rules.ts';
import { scaffoldRule } from '../../../src/policy/scaffold.ts';
import { testRules } from '../../../src/policy/test-rules.ts';

it('a new rule loads, and the test of rules says that its examples are missing', () => {
  const loaded = loadRules([scaffoldRule('database.drop-table')]);
  expect(loaded).toMatchObject({ ok: true });
  const messages = loaded.ok ? testRules(loaded.value, judgeForTest).failures.map(({ message }) => message) : [];
  expect(messages).toEqual([
    'has 0 examples to match, needs 3',
    'has no adversarial example to match',
    'has 0 examples to pass, needs 3',
    'has no adversarial example to pass',
  ]);
});
