import { describe, expect, it } from 'vitest';
import type { Budget } from '../../../../src/actions/shell/budget.ts';
import { parseScript } from '../../../../src/actions/shell/parsing.ts';
import { startedRun } from './run.ts';

const TOO_LONG = 'the script is too long';

function parsed(text: string, budget: Partial<Budget> = {}) {
  const run = startedRun(budget);
  const script = parseScript(run, text);
  return { script, incomplete: run.incomplete, left: run.budget.bytes };
}

/** Where hardly any of the stack is left, however much of it there is. */
function atTheEndOfTheStack<T>(body: () => T): T {
  try {
    return atTheEndOfTheStack(body);
  } catch {
    return body();
  }
}

describe('a script is read', () => {
  it('whole, and at no cost, where it is short', () => {
    const { script, incomplete } = parsed(`ls\n${'#'.repeat(4093)}`, { bytes: 0 });
    expect([script.commands.length, incomplete]).toEqual([1, []]);
  });

  it('at the cost of a sixteenth of its length where it is longer', () => {
    const text = `ls\n${'#'.repeat(4094)}`;
    expect(parsed(text, { bytes: 257 })).toMatchObject({ script: { commands: [{}] }, incomplete: [], left: 0 });
    const { script, incomplete } = parsed(text, { bytes: 256 });
    expect(script).toEqual({ type: 'Script', pos: 0, end: 0, shebang: undefined, commands: [] });
    expect(incomplete).toEqual(['too much work: bytes']);
  });

  it('as far as it can be, where it is no script', () => {
    const { script, incomplete } = parsed('ls; if rm /; then');
    expect([script.commands.length, incomplete]).toEqual([2, [expect.stringMatching(/^syntax: expected /)]]);
  });

  it('not at all where it is nested more deeply than the parser bears', () => {
    const { script, incomplete } = atTheEndOfTheStack(() => parsed('f()'.repeat(1000)));
    expect([script.type, script.commands, incomplete]).toEqual(['Script', [], ['nested too deeply']]);
  });

  it('up to a megabyte', () => {
    const end = '\nls';
    const most = 1024 * 1024;
    expect(parsed(`${'#'.repeat(most - end.length)}${end}`)).toMatchObject({ script: { commands: [{}] }, incomplete: [] });
    const { script, incomplete } = parsed(`${'#'.repeat(most - 1)}${end}`);
    expect([script.commands, script.end, incomplete]).toEqual([[], most, [TOO_LONG]]);
  });
});

/** Each kind in turn, so that one kind more or less among those that are counted shows. */
const mixed = (count: number, kinds: readonly string[]): string =>
  Array.from({ length: count }, (_, i) => kinds[i % kinds.length]).join('');

describe('a script is read up to', () => {
  it.each([
    ['so many pieces that the parser goes back to', 4000, ['a $(b)\n', 'a <(b)\n', 'a >(b)\n', 'a ${b}\n', 'a <<B\nB\n', 'f() { a\n}\n']],
    ['so many in backticks, which open as they close', 2000, ['a `b`\n']],
    ['so many commands', 20_000, ['a\n', 'a;', 'a&', 'a|', 'b=$c ']],
  ])('%s', (_, most, kinds) => {
    const { script, incomplete } = parsed(`${mixed(most, kinds)}rm /`);
    expect(incomplete[0]).toBe(TOO_LONG);
    expect(script.end).toBeLessThanOrEqual(mixed(most, kinds).length);
    expect(script.end).toBeGreaterThan(mixed(most - 1, kinds).length);
  });

  it.each([
    ['as many', 3999, '${b} '],
    ['as many commands', 19_999, 'a\n'],
    ['any length of few pieces', 30_000, 'a'],
  ])('%s', (_, count, piece) => {
    expect(parsed(piece.repeat(count)).incomplete).toEqual([]);
  });
});
