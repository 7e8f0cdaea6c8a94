import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeForTest } from '../../../src/cli/judge-example.ts';
import { ruleFiles } from '../../../src/cli/rule-files.ts';
import type { RuleSource } from '../../../src/domain/rule.ts';
import { loadRules } from '../../../src/policy/load-rules.ts';
import { contradictions, testRule, testRules } from '../../../src/policy/test-rules.ts';

const root = resolve(import.meta.dirname, '../../..');

function shipped(): readonly RuleSource[] {
  const loaded = loadRules(ruleFiles(join(root, 'rules')));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
}
const rules = shipped();

describe('every shipped rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s matches, passes and is needed', (_, rule) => {
    expect(testRule(rule, rules, judgeForTest)).toEqual([]);
  });

  it('has no example that another one contradicts', () => {
    expect(contradictions(rules)).toEqual([]);
  });
});

it('the example in the description of the format is a rule that holds', () => {
  const text = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/rule-format.md'), 'utf8'))?.[1] ?? '';
  const loaded = loadRules([{ path: 'rules/database/delete-dump.yaml', text }]);
  expect(loaded).toMatchObject({ ok: true });
  expect(loaded.ok && testRules(loaded.value, judgeForTest).failures).toEqual([]);
});
