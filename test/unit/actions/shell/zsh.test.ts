import { describe, expect, it } from 'vitest';
import { analyze } from './shell.ts';
import { traceOf } from './trace.ts';

type Row = readonly [string, readonly string[]];

/** Of each script what runs, with what it does, and what flows where. */
const SCRIPTS: Readonly<Record<string, readonly Row[]>> = {
  'code in glob qualifiers is run': [
    ["ls *(e:'rm /a':)", ['rm /a | file.delete /a', 'ls *']],
    ["ls *(.e:'rm /a':)", ['rm /a | file.delete /a', 'ls *']],
    ["ls *(e'rm /a')", ['rm /a | file.delete /a', 'ls *']],
    ['ls *(e:"rm /a":)', ['rm /a | file.delete /a', 'ls *']],
    ['ls *(e{rm /a})', ['rm /a | file.delete /a', 'ls *']],
    ['ls *(e:rm /a:)', ['rm /a | file.delete /a', 'ls *']],
    ["ls *(e:'rm /a':N) b(e:'rm /b':)", ['rm /a | file.delete /a', 'rm /b | file.delete /b', 'ls * b']],
    ['ls *(e:\'echo "x" | rm /a\':)', ['echo x', 'rm /a | file.delete /a', 'ls *', 'flows 0>1']],
    ["ls *(e{'rm /a'})", ['rm /a | file.delete /a', 'ls *']],
    ['ls *(e:\'rm "/a:b"\':)', ['rm /a:b | file.delete /a:b', 'ls *']],
    ['ls *(e:"rm \'/a:b\'":)', ['rm /a:b | file.delete /a:b', 'ls *']],
    ["ls *(Ne:'rm /a':)", ['rm /a | file.delete /a', 'ls *']],
  ],
  'qualifiers tell which files are meant': [
    ['rm ~/*(DN)', ['rm ~/* | file.delete ~/*']],
    ['rm /*(/)', ['rm /* | file.delete /*']],
    ['rm ~(N)', ['rm ~ | file.delete ~']],
    ['rm /a/**/*(.om[1,5])', ['rm /a/**/* | file.delete /a/**/*']],
    ['rm /a?(N)', ['rm /a? | file.delete /a?']],
    ['rm /[ab](N)', ['rm /[ab] | file.delete /[ab]']],
    ['echo \'*(N)\' "*(N)"', ['echo *(N) *(N)']],
    ['f() { ls; }; f', ['ls']],
  ],
  'what bash spells otherwise is the same': [
    [
      'diff =(rm /a) =(rm /b)',
      ['rm /a | file.delete /a', 'rm /b | file.delete /b', 'diff /dev/fd/63 /dev/fd/62 | exec diff', 'flows 0>2 1>2'],
    ],
    ['cat a;cat =(rm /a)', ['cat a | file.read ./a', 'rm /a | file.delete /a', 'cat /dev/fd/63 | file.read /dev/fd/63', 'flows 1>2']],
    ['x =(1)', ['1 | exec 1', 'x /dev/fd/63 | exec x', 'flows 0>1']],
    ['echo x=(1)', ['echo x=', "incomplete: syntax: unexpected token '('"]],
    ['echo \'a =(b)\' "c =(d)"', ['echo a =(b) c =(d)']],
    ["echo \\'; cat =(rm /a)", ["echo '", 'rm /a | file.delete /a', 'cat /dev/fd/63 | file.read /dev/fd/63', 'flows 1>2']],
    ['echo "a\\" =(b"', ['echo a" =(b']],
    ['echo x >! a', ['echo x | file.write ./a truncate']],
    ['echo x >>! a', ['echo x | file.append ./a append']],
    ['echo x >>| a', ['echo x | file.append ./a append']],
    ['echo x >| a', ['echo x | file.write ./a truncate']],
    ['echo \'>! a\' ">>! a"', ['echo >! a >>! a']],
    ['zf_rm /a', ['rm /a | file.delete /a']],
    ['ls; zf_rm /a', ['ls', 'rm /a | file.delete /a']],
    ['ls|zf_rm /a', ['ls', 'rm /a | file.delete /a', 'flows 0>1']],
    ['echo zf_rm_ x-zf_rm', ['echo rm_ x-zf_rm']],
    ['echo \'zf_rm\' "zf_rm"', ['echo zf_rm zf_rm']],
    [
      '=(rm /a)',
      [
        'rm /a | file.delete /a',
        '/dev/fd/63 | exec /dev/fd/63',
        '<(rm /a) (63) | opaque /dev/fd/63 session-written outside-project “this call writes it”',
        'flows 0>1 0>2',
      ],
    ],
    ['rm "a\\"b" ~/*(N)', ['rm a"b ~/* | file.delete ./a"b | file.delete ~/*']],
    ["echo \\' =(rm /a) \\'", ['rm /a | file.delete /a', "echo ' /dev/fd/63 '", 'flows 0>1']],
    ['echo "\\ " =(rm /a) "x"', ['rm /a | file.delete /a', 'echo \\  /dev/fd/63 x', 'flows 0>1']],
  ],
  'a list is all of its members': [
    ['x=(/a /b); rm $x', ['rm /a /b | file.delete /a | file.delete /b']],
    ['x=(/a /b); rm "$x"', ['rm /a /b | file.delete /a /b']],
    ['x=(/a /b); rm ${x}', ['rm /a /b | file.delete /a | file.delete /b']],
    ['x=(/a /b); rm "${x}"', ['rm /a /b | file.delete /a /b']],
    ['x=(/a /b); echo ${#x}', ['echo 2']],
    ['x=(/a/b /c/d); rm ${x%/*}', ['rm /a /c | file.delete /a | file.delete /c']],
    ['x=(/a /b); rm $x[2]', ['rm /b | file.delete /b']],
    ['x=(/a /b); rm $x[-1]', ['rm /b | file.delete /b']],
    ['x=(/a /b /c); rm $x[1,2]', ['rm /a /b /c | file.delete /a | file.delete /b | file.delete /c']],
    ['x=/a; rm $x', ['rm /a | file.delete /a']],
    ["echo '$x[1]'", ['echo $x[1]']],
    ['x=1; rm $xy[10]', ['rm ? | file.delete ?${xy[9]} (unknown)']],
    ['x=(/a /b); rm "$x[2]"', ['rm /b | file.delete /b']],
    ['echo "\\$x[2]"', ['echo $x[2]']],
    ['rm $x[10]', ['rm ? | file.delete ?${x[9]} (unknown)']],
  ],
  "the shell's own forms": [
    ["alias -s bak='rm / #'; old.bak", ['alias -s bak=rm / #', 'rm / | file.delete /']],
    ['alias -g EVERYTHING=/a; rm EVERYTHING', ['alias -g EVERYTHING=/a', 'rm /a | file.delete /a']],
    ['noglob rm /a', ['rm /a | file.delete /a', 'noglob rm /a']],
    ['echo /a | read there; rm $there', ['echo /a', 'read there', 'rm /a | file.delete /a', 'flows 0>1']],
    ['=rm /a', ['=rm /a (rm) | file.delete /a']],
  ],
};

describe.each(Object.entries(SCRIPTS))('%s', (_, rows) => {
  it.each(rows)('%s', (text, trace) => {
    expect(traceOf(analyze(text, { as: 'zsh' }))).toEqual(trace);
  });
});
