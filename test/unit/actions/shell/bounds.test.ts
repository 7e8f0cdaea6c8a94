import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../support/cpu-time.ts';
import { analyze } from './shell.ts';

const megabyte = 1024 * 1024;
const chain = (link: (i: number) => string) => Array.from({ length: 40 }, (_, i) => link(i)).join('\n');

const names = Array.from({ length: 60 }, (_, i) => `file${i}`);

const HOSTILE: readonly (readonly [string, string])[] = [
  ['a megabyte of open substitutions', '$('.repeat(megabyte / 2)],
  ['a megabyte of open process substitutions', '<('.repeat(megabyte / 2)],
  ['a megabyte of open quoted substitutions', '"$('.repeat(megabyte / 3)],
  ['a megabyte of open arithmetic', '$(('.repeat(megabyte / 3)],
  ['a megabyte of backticks', '`'.repeat(megabyte)],
  ['a megabyte of open parameters', '${x:-'.repeat(megabyte / 5)],
  ['a function of itself many times', `f() { ${'f;'.repeat(50)} }; f`],
  ['a hundred thousand commands', 'a;'.repeat(100_000)],
  ['a hundred thousand pipes', `${'a|'.repeat(100_000)}a`],
  ['a hundred thousand open groups', '{ '.repeat(100_000)],
  ['a hundred thousand open functions', 'f() '.repeat(100_000)],
  ['a hundred thousand pending here-documents', 'cat <<A '.repeat(100_000)],
  ['braces that multiply', `ls ${'{a,b}'.repeat(1000)}`],
  ['ten thousand words from braces', 'ls {1..100}{1..100}'],
  ['ten thousand written words in braces', `ls {${Array.from({ length: 10_000 }, (_, i) => i).join(',')}}{a,b}`],
  ['braces in braces', `ls ${'{a,'.repeat(50_000)}${'}'.repeat(50_000)}`],
  ['five megabytes of here-document', `cat <<EOF\n${'text $x\n'.repeat((5 * megabyte) / 8)}EOF`],
  ['five megabytes of quoted here-document', `cat <<'EOF'\n${'$(rm /)\n'.repeat((5 * megabyte) / 8)}EOF`],
  ['an alias of itself', "alias a='a a'; a"],
  ['aliases of each other', "alias a='b b'; alias b='a a'; a"],
  ['aliases that double', `${chain((i) => `alias a${i}='a${i + 1}; a${i + 1}'`)}\na0`],
  ['a function of itself', 'f() { f; f; }; f'],
  ['functions of each other', 'f() { g; g; }; g() { f; f; }; f'],
  ['functions that double', `${chain((i) => `f${i}() { f${i + 1}; f${i + 1}; }`)}\nf0`],
  ['values that double', `x=aaaaaaaa;${'x=$x$x;'.repeat(60)}ls $x`],
  ['words that double', `x=a;${'x="$x $x";'.repeat(60)}ls $x`],
  ['loops in loops', `${'for a in {1..30}; do '.repeat(20)}ls $a${'; done'.repeat(20)}`],
  ['text that evaluates itself', `x='eval "$x"; eval "$x"'; eval "$x"`],
  ['wrappers without end', `${'sudo '.repeat(10_000)}rm /`],
  ['files that are made of one another', names.map((name) => `cat ${names.join(' ')} | gen > ${name}`).join('\n')],
  ['substitutions in substitutions', `${'ls $(echo '.repeat(200)}x${')'.repeat(200)}`],
];

describe('the analysis ends soon and says so, given', () => {
  it.each(HOSTILE)('%s', (_, text) => {
    const started = cpuTime();
    const analysis = analyze(text);
    // INVARIANT: 200 ms on a quiet machine; the margin is for a loaded one.
    expect(cpuTime() - started).toBeLessThan(1_000);
    expect(analysis.actions.length).toBeLessThan(20_000);
  });

  it('deep nesting that hides a command', () => {
    expect(analyze(`${'$('.repeat(300)}rm /${')'.repeat(300)}`).incomplete).not.toEqual([]);
  });

  it('text with a mistake in it', () => {
    const { incomplete, actions } = analyze('ls; if rm /; then');
    expect(incomplete).toEqual([expect.stringMatching(/^syntax: /)]);
    expect(actions.flatMap((action) => action.effects)).toHaveLength(1);
  });
});
