import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import { setting } from '../../../support/setting.ts';
import { traceOf } from './trace.ts';

describe('a function runs with its own arguments and variables, and what it starts beside itself is seen', () => {
  it.each<[string, readonly string[]]>([
    ['f() { rm "$1"; }; f a', ['rm a | file.delete ./a']],
    ['f() { g & }; g() { ls; }; f', ['ls']],
    ['f() { f & }; f', ['f | process.exhaust “starts itself again and again”']],
    ['f() { f | f; }; f; f', ['f | process.exhaust “starts itself again and again”']],
    ['f() { g & }; g() { f & }; f', ['f | process.exhaust “starts itself again and again”']],
    [':(){ :|:& };:', [': | process.exhaust “starts itself again and again”']],
    [
      'sudo bash -c ":(){ :|:& };:"',
      [
        'sudo bash -c :(){ :|:& };: | process.privilege “sudo”',
        'sudo > bash -c :(){ :|:& };:',
        'sudo > bash > : | process.exhaust “starts itself again and again”',
      ],
    ],
    ['f() { ls; }; f | f', ['ls', 'ls', 'flows 0>1']],
    ['f() { f; }; f & f', []],
    ['f() { x=$1; ls | x; }; x() { ls; }; f | f', ['ls', 'ls', 'ls', 'ls', 'flows 0>1 2>3 0>2 1>2 0>3 1>3']],
    ['f() { local x=b; }; x=a; f; rm "$x"', ['local x=b', 'rm a | file.delete ./a']],
    ['f() { local x=b; }; f; rm "$x"', ['local x=b', 'rm ? | file.delete ?"$x" (unknown)']],
    ['f() { local x; }; f; rm "$x"', ['local x', 'rm ? | file.delete ?"$x" (unknown)']],
    ['x=a; f() { (local x=b; rm $x); rm $x; }; f', ['local x=b', 'rm b | file.delete ./b', 'rm a | file.delete ./a']],
    ['(f() { local x=b; }; f; rm "$x")', ['local x=b', 'rm ? | file.delete ?"$x" (unknown)']],
    ['f() ( cd /srv; rm "$1" ); f a; rm b', ['cd /srv in /srv', 'rm a in /srv | file.delete /srv/a', 'rm b | file.delete ./b']],
    ['f() for i; do rm $i; done; f a b', ['rm a | file.delete ./a', 'rm b | file.delete ./b']],
    ['f() { rm a; } > out; f', ['rm a | file.delete ./a', '- | file.write ./out truncate', 'flows 0>1', 'made wrote-script ./out']],
    ['f() { cat; } < in; f', ['- | file.read ./in', 'cat', 'flows 0>1']],
    ['f() { sh; } <<< "rm a"; f', ['sh', '(sh) | code.eval literal “sh”', 'sh > rm a | file.delete ./a']],
    ['f() while read x; do rm $x; done; echo a | f', ['echo a', 'read x', 'rm a | file.delete ./a', 'flows 0>1 0>2']],
    ['function f { rm a; }; f', ['rm a | file.delete ./a']],
    ['f() { set -- b; }; set -- a; f; rm $1', ['set -- a', 'set -- b', 'rm a | file.delete ./a']],
    ['f() { g; }; g() { rm $1; }; f a', ['rm ? | file.delete ?$1 (unknown)']],
    ['f() rm a; f', ['rm a | file.delete ./a', 'incomplete: syntax: expected compound command as function body']],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzeShell(text, 'bash', setting()))).toEqual(expected);
  });
});

it('a function that calls itself is followed for some rounds, each function by itself', () => {
  const calls = (text: string) => analyzeShell(text, 'bash', setting()).actions.filter(({ invocation }) => invocation?.program === 'rm');
  expect(calls('f() { rm a; f; }; f')).toHaveLength(7);
  const chain = Array.from({ length: 12 }, (_, i) => `f${i}() { f${i + 1}; }`).join('; ');
  expect(calls(`${chain}; f12() { rm a; }; f0`)).toHaveLength(1);
});
