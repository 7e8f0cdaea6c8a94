import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeScorecard, judgeScorecard } from '../../scripts/scorecard.ts';

const weaknesses = judgeScorecard();

describe('a weakness that guards are known for is not ours', () => {
  it.each(weaknesses.map((weakness) => [weakness.id, weakness] as const))('%s', (_, weakness) => {
    expect(weakness.cases.filter((one) => !one.held)).toEqual([]);
    expect(weakness.cases.length).toBeGreaterThan(0);
  });
});

it('no two weaknesses have one name, and no case is given twice', () => {
  const ids = weaknesses.map((weakness) => weakness.id);
  const texts = weaknesses.flatMap((weakness) => weakness.cases.map((one) => one.text));
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
});

it('docs/scorecard.md is up to date', () => {
  expect(readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/scorecard.md'), 'utf8')).toBe(describeScorecard(weaknesses));
});
