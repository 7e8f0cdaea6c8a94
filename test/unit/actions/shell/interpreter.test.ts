import { describe, expect, it } from 'vitest';
import { giveUp, type Interpreter, nested, spend } from '../../../../src/actions/shell/interpreter.ts';
import { startedRun } from './run.ts';

describe('what an analysis may spend', () => {
  it('is spent to the last, and what is missing said once', () => {
    const run = startedRun({ files: 2, words: 5 });
    expect([spend(run, 'files'), spend(run, 'files'), run.incomplete]).toEqual([true, true, []]);
    expect([spend(run, 'files'), spend(run, 'files')]).toEqual([false, false]);
    expect([spend(run, 'words', 4), spend(run, 'words', 2)]).toEqual([true, false]);
    expect(run.incomplete).toEqual(['too much work: files', 'too much work: words']);
  });

  it('is said of each reason once', () => {
    const run = startedRun();
    for (const reason of ['a', 'b', 'a']) giveUp(run, reason);
    expect(run.incomplete).toEqual(['a', 'b']);
  });
});

describe('going deeper', () => {
  const down = (run: Interpreter, levels: number): string =>
    levels === 0 ? 'the ground' : nested(run, 'too deep', () => down(run, levels - 1));

  it('ends at a bound, and says so', () => {
    const run = startedRun();
    expect([down(run, 120), run.incomplete]).toEqual(['the ground', []]);
    expect([down(run, 121), run.incomplete]).toEqual(['too deep', ['nested too deeply']]);
  });

  it('is undone on the way back', () => {
    const run = startedRun();
    for (let i = 0; i < 200; i++) down(run, 2);
    expect([run.depth, run.incomplete]).toEqual([0, []]);
  });
});
