import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHELLS } from '../../src/domain/event.ts';
import { program, quoted, shellText } from '../support/shell-programs.ts';
import { analyze, effectsOf } from '../unit/actions/shell/shell.ts';

describe('the analysis of a shell text', () => {
  it('never throws, whatever the text and the shell', () => {
    fc.assert(
      fc.property(shellText, fc.constantFrom(...SHELLS), (source, shell) => {
        const analysis = analyze(source, { as: shell });
        for (const { from, to } of analysis.edges) {
          expect(from).toBeLessThan(analysis.actions.length);
          expect(to).toBeLessThan(analysis.actions.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps every effect of a program when another follows on a line of its own', () => {
    fc.assert(
      fc.property(program, program, (first, second) => {
        const alone = effectsOf(first);
        expect(effectsOf(`${first}\n${second}`).slice(0, alone.length)).toEqual(alone);
      }),
      { numRuns: 300 },
    );
  });

  it('finds nothing in a text that is only printed', () => {
    fc.assert(
      fc.property(shellText, (source) => {
        const { actions, incomplete } = analyze(`printf %s ${quoted(source.replaceAll('\0', ''))}`);
        expect(actions.flatMap((action) => action.effects)).toEqual([]);
        expect(incomplete).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
