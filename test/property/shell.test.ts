import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHELLS } from '../../src/domain/event.ts';
import { analyze, effectsOf } from '../unit/actions/shell/shell.ts';

const name = fc.constantFrom('ls', 'rm', 'cat', 'curl', 'sudo', 'xargs', 'bash', 'eval', 'cd', 'echo', 'f', 'export', 'read', 'unknown');
const plain = fc.constantFrom(
  'a',
  '/',
  '-rf',
  '~',
  '$x',
  '"$x"',
  "'a b'",
  '$(ls)',
  '`pwd`',
  '*',
  '{a,b}',
  '$((1+2))',
  'x=1',
  '${x:-/}',
  "$'\\x61'",
  '<(ls)',
);

const quoted = (source: string): string => `'${source.replaceAll("'", "'\\''")}'`;

/** Complete programs: every bracket that is opened is closed. */
const { program } = fc.letrec<{ program: string; command: string }>((tie) => ({
  program: fc.array(tie('command'), { minLength: 1, maxLength: 4 }).map((commands) => commands.join('\n')),
  command: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'shell' },
    fc.tuple(name, fc.array(plain, { maxLength: 3 })).map(([head, rest]) => [head, ...rest].join(' ')),
    fc.tuple(fc.constantFrom('x', 'y'), plain).map(([variable, value]) => `${variable}=${value}`),
    fc.tuple(tie('command'), fc.constantFrom(' | ', ' && ', ' || ', '; ', ' & '), tie('command')).map((parts) => parts.join('')),
    tie('program').map((body) => `( ${body}\n)`),
    tie('program').map((body) => `{ ${body}\n}`),
    tie('program').map((body) => `if ${body}\nthen ${body}\nfi`),
    fc
      .tuple(fc.array(plain, { minLength: 1, maxLength: 3 }), tie('program'))
      .map(([values, body]) => `for x in ${values.join(' ')}; do ${body}\ndone`),
    tie('program').map((body) => `f() { ${body}\n}`),
    tie('program').map((body) => `echo "$(${body}\n)"`),
    fc.tuple(tie('command'), fc.constantFrom(' > out', ' < in', ' 2>&1', ' >> /etc/x')).map((parts) => parts.join('')),
    tie('program').map((body) => `bash -c ${quoted(body)}`),
    tie('program').map((body) => `bash <<< ${quoted(body)}`),
  ),
}));

const text = fc.oneof(program, fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'$(){}[]<>|&;\'"`\\ \n#*?~=!a1x') }));

describe('the analysis of a shell text', () => {
  it('never throws, whatever the text and the shell', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...SHELLS), (source, shell) => {
        const analysis = analyze(source, { as: shell });
        for (const { from, to } of analysis.edges) {
          expect(from).toBeLessThan(analysis.actions.length);
          expect(to).toBeLessThan(analysis.actions.length);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps every effect of a program when another follows on a line of its own', () => {
    fc.assert(
      fc.property(program, program, (first, second) => {
        const alone = effectsOf(first);
        expect(effectsOf(`${first}\n${second}`).slice(0, alone.length)).toEqual(alone);
      }),
      { numRuns: 500 },
    );
  });

  it('finds nothing in a text that is only printed', () => {
    fc.assert(
      fc.property(text, (source) => {
        const { actions, incomplete } = analyze(`printf %s ${quoted(source.replaceAll('\0', ''))}`);
        expect(actions.flatMap((action) => action.effects)).toEqual([]);
        expect(incomplete).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
