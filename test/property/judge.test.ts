import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../scripts/build-rules.ts';
import { EXAMPLE_FACTS, judgeExample } from '../../src/cli/judge-example.ts';
import { type Decision, stricter } from '../../src/domain/decision.ts';
import { SHELLS, type Shell } from '../../src/domain/event.ts';
import type { Verdict } from '../../src/domain/finding.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { program, quoted, shellText } from '../support/shell-programs.ts';

const rules = compileRules(join(resolve(import.meta.dirname, '../..'), 'rules'));

const verdictOf = (command: string, shell: Shell = 'bash'): Verdict =>
  judgeExample({ command }, rules, 'standard', { ...EXAMPLE_FACTS, machine: { ...EXAMPLE_FACTS.machine, shell } }).verdict;

describe('the verdict on a shell text', () => {
  it('is there for every text in every shell', () => {
    fc.assert(
      fc.property(shellText, fc.constantFrom(...SHELLS), (source, shell) => {
        expect(['allow', 'ask', 'deny']).toContain(verdictOf(source, shell).decision);
      }),
      { numRuns: 500 },
    );
  });

  it('is never milder for what follows on a line of its own', () => {
    fc.assert(
      fc.property(program, program, (first, second) => {
        const { decision } = verdictOf(first);
        const both = verdictOf(`${first}\n${second}`).decision;
        expect(stricter(decision, both)).toBe(both);
      }),
      { numRuns: 300 },
    );
  });

  it('names nothing that would be done where a text is only printed', () => {
    fc.assert(
      fc.property(shellText, (source) => {
        const { findings } = verdictOf(`printf %s ${quoted(source.replaceAll('\0', ''))}`);
        // Characters that deceive a reader do so wherever they stand.
        expect(findings.filter(({ ruleId }) => !ruleId.startsWith('evasion.hidden-'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

const MEGABYTE = 1024 * 1024;
const words = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(',');

/** What is decided of a text that could go on for ever, or hide something behind its length. */
const HOSTILE: readonly (readonly [string, string, Decision])[] = [
  ['a megabyte of open substitutions', '$('.repeat(MEGABYTE / 2), 'ask'],
  ['a megabyte of open substitutions behind a harm', `rm -rf ~; ${'$('.repeat(MEGABYTE / 2)}`, 'deny'],
  ['ten thousand words of one brace', `echo {${words(10_000)}}`, 'ask'],
  ['a product of braces', `echo {${words(100)}}{${words(100)}}`, 'ask'],
  ['a small product of braces', `echo {${words(10)}}{${words(10)}}`, 'allow'],
  ['a product of braces with a harm behind it', `echo {${words(100)}}{${words(100)}}; rm -rf ~`, 'deny'],
  ['a product of braces that deletes', `rm -rf {${words(200)},/}{${words(200)},}`, 'ask'],
  ['a hundred thousand semicolons', ';'.repeat(100_000), 'ask'],
  ['a hundred thousand commands', 'a;'.repeat(100_000), 'ask'],
  ['a harm behind a thousand commands', `${'true;'.repeat(1000)}rm -rf ~`, 'deny'],
  ['a harm behind a hundred thousand commands', `${'true;'.repeat(100_000)}rm -rf ~`, 'ask'],
  ['a harm nested too deeply', `${'$('.repeat(300)}rm -rf ~${')'.repeat(300)}`, 'ask'],
  ['a harm in a hundred groups', `${'( '.repeat(100)}rm -rf ~${' )'.repeat(100)}`, 'deny'],
  ['five megabytes of here-document', `cat > notes <<'END'\n${'rm -rf ~ is bad\n'.repeat((5 * MEGABYTE) / 16)}END`, 'ask'],
  ['a harm behind five megabytes of here-document', `cat > notes <<'END'\n${'text\n'.repeat(MEGABYTE)}END\nrm -rf ~`, 'ask'],
  ['a fifth of a megabyte of here-document', `cat > notes <<'END'\n${'rm -rf ~ is bad\n'.repeat(MEGABYTE / 80)}END`, 'allow'],
  ['a harm behind ten thousand lines of here-document', `cat > notes <<'END'\n${'text\n'.repeat(10_000)}END\nrm -rf ~`, 'deny'],
  ['five megabytes fed to a shell', `bash <<'END'\n${'true\n'.repeat(MEGABYTE)}END`, 'ask'],
  ['an alias of itself', "shopt -s expand_aliases\nalias a='a; a'\na", 'allow'],
  ['aliases of each other around a harm', "shopt -s expand_aliases\nalias a='b; rm -rf ~'\nalias b='a'\na", 'deny'],
  ['a function of itself', 'f() { f; }; f', 'allow'],
  ['a function of itself around a harm', 'f() { f "$@"; rm -rf "$1"; }; f ~', 'deny'],
  ['functions of each other around a harm', 'f() { g; }; g() { f; rm -rf ~; }; f', 'deny'],
  ['a function that starts itself twice', 'f() { f & f & }; f', 'deny'],
];

describe('it ends soon, and with the same decision each time, for', () => {
  it.each(HOSTILE)('%s', (_, text, expected) => {
    const started = cpuTime();
    const { decision } = verdictOf(text);
    // INVARIANT: 200 ms alone on an idle core; five times that where other tests run beside it.
    expect(cpuTime() - started).toBeLessThan(1_000);
    expect(decision).toBe(expected);
  });
});
