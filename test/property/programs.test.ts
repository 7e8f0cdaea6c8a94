import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLE, type Stream, type Word } from '../../src/actions/command.ts';
import { git } from '../../src/actions/programs/git/index.ts';
import { packages } from '../../src/actions/programs/packages.ts';
import { wrappers } from '../../src/actions/programs/wrappers.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { tableOf } from '../support/programs.ts';
import { PROJECT, setting } from '../support/setting.ts';

const table = tableOf(...packages, ...git, ...wrappers);

const piece = fc.oneof(
  fc.constantFrom(
    '-c',
    '--',
    '-',
    '-f',
    '--force',
    '{}',
    ':::',
    '-I',
    '=',
    'A=1',
    'run',
    'push',
    'reset',
    '--hard',
    'exec',
    'install',
    '+',
    ':',
    HOLE,
    '--x=',
    '/c',
    '-o',
    'origin',
    '!id',
    "'",
    '\\',
    'constructor',
    '__proto__',
  ),
  fc.string({ maxLength: 12 }),
);
const word = piece.map((value): Word => ({ text: value, value, certainty: value.includes(HOLE) ? 'unknown' : 'literal' }));
const stdin = fc.option(
  fc.record({ origin: fc.constantFrom<Stream['origin']>('literal', 'decoded', 'downloaded', 'dynamic'), text: fc.string() }),
  { nil: undefined },
);

describe('programs', () => {
  it('never throw, whatever their words are', () => {
    const files = {
      [`${PROJECT}/Makefile`]: 'a: b\n\t$(X)\nb: a\nX = $(X)',
      [`${PROJECT}/package.json`]: '{"scripts":{"run":"npm run run"}}',
      [`${PROJECT}/justfile`]: 'a: a\n  x\n',
    };
    const where = setting({ files });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(table)), fc.array(word, { maxLength: 8 }), stdin, (name, words, fed) => {
        const first: Word = { text: name, value: name, certainty: 'literal' };
        const outcome = table[name]?.(
          { words: [first, ...words], environment: {}, redirections: [], wrappers: [], ...(fed ? { stdin: fed } : {}) },
          where,
        );
        expect(outcome).toBeTypeOf('object');
      }),
      { numRuns: 4000 },
    );
  });

  it('end soon on long words', () => {
    const started = cpuTime();
    const long = [
      ' '.repeat(50_000),
      `${'a:'.repeat(25_000)}`,
      `-${'c'.repeat(50_000)}`,
      `${'$('.repeat(25_000)}`,
      `'${'x '.repeat(25_000)}`,
      `scripts.${'='.repeat(50_000)}`,
      '@'.repeat(50_000),
      '%1'.repeat(25_000),
    ];
    for (const name of [
      'git',
      'npm',
      'npx',
      'make',
      'xargs',
      'vim',
      'emacs',
      'ssh',
      'env',
      'docker',
      'pip',
      'tmux',
      'parallel',
      'gh',
      'apt',
      'go',
      'cargo',
      'pwsh',
    ]) {
      for (const value of long) {
        for (const prefix of [[], ['push', 'origin'], ['-c'], ['install'], ['pkg', 'set'], ['--eval'], ['-S']]) {
          const words = [name, ...prefix, value].map((text): Word => ({ text, value: text, certainty: 'literal' }));
          table[name]?.({ words, environment: {}, redirections: [], wrappers: [] }, setting());
        }
      }
    }
    expect(cpuTime() - started).toBeLessThan(8000);
  });
});
