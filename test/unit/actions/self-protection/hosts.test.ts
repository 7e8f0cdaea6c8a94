import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../scripts/build-rules.ts';
import { EXAMPLE_FACTS, judgeExample } from '../../../../src/cli/judge-example.ts';
import { memoryFiles } from '../../../support/setting.ts';
import { type Attempt, HOSTS } from './hosts.ts';

const rules = compileRules(resolve(import.meta.dirname, '../../../../rules'));

describe.each(Object.entries(HOSTS))('%s', (_, { files, refused, passes }) => {
  const facts = { ...EXAMPLE_FACTS, machine: { ...EXAMPLE_FACTS.machine, files: memoryFiles(files) } };
  const decided = (attempt: Attempt) => {
    const example = typeof attempt === 'string' ? { command: attempt } : { tool: attempt[0], input: attempt[1] };
    return judgeExample(example, rules, 'standard', facts).verdict.decision;
  };

  it('has enough of them', () => {
    expect(refused.length).toBeGreaterThanOrEqual(12);
    expect(passes.length).toBeGreaterThanOrEqual(3);
  });

  it.each(
    refused.map((attempt) => [typeof attempt === 'string' ? attempt : `${attempt[0]} ${JSON.stringify(attempt[1])}`, attempt] as const),
  )('is not disarmed by %s', (_text, attempt) => {
    expect(decided(attempt)).toBe('deny');
  });

  it.each(
    passes.map((attempt) => [typeof attempt === 'string' ? attempt : `${attempt[0]} ${JSON.stringify(attempt[1])}`, attempt] as const),
  )('lets %s pass', (_text, attempt) => {
    expect(decided(attempt)).toBe('allow');
  });
});
