import { describe, expect, it } from 'vitest';
import { analyze } from './shell.ts';
import { traceOf } from './trace.ts';

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['ls $((1+2)) $((5-7)) $((2*3)) $((7/2)) $((-7/2)) $((7%4)) $((-7%4))', ['ls 3 -2 6 3 -3 3 -3']],
  ['ls $((1/0)) $((1%0)) $((1<2)) $((2**3)) $((1,2))', ['ls ? ? ? ? ?']],
  ['ls $((010)) $((08)) $((0x1F)) $((0Xff)) $((0)) $((007))', ['ls 8 0 31 255 0 7']],
  ['ls $((-3)) $((+3)) $((!3)) $((!0)) $((~3)) $(( - - 3))', ['ls -3 3 0 1 ? 3']],
  ['ls $((1 ? 2 : 3)) $((0 ? 2 : 3)) $((x ? 2 : 3))', ['ls 2 3 ?']],
  ['ls $(( (1+2)*3 )) $((((1))))', ['ls 9 1']],
  ['ls $(()) $(( ))', ['ls 0 0']],
  ['x=5; ls $((x+1)) $(($x+1)) $((${x}+1)) $((x*x))', ['ls 6 ? ? 25']],
  ['x=-5; ls $((x)) $((-x))', ['ls -5 5']],
  ['x=abc; ls $((x)) $((y)) $((x+1))', ['ls ? ? ?']],
  ['x=1.5; ls $((x))', ['ls ?']],
  ['x=12345678901234567; ls $((x)) $((12345678901234567))', ['ls ? ?']],
  ['ls $((x=4)) $x $((x+1))', ['ls 4 4 5']],
  ['ls $((y=x)) "$y"', ['ls ? ?']],
  ['ls $((x=$(cat n))) "$x"', ['cat n | file.read ./n', 'ls ? ?']],
  ['((x=4)); ls $x', ['ls 4']],
  ['((x=y=2)); ls $x $y', ['ls 2 2']],
  ['((x=$(rm a))); ls', ['rm a | file.delete ./a', 'ls']],
  ['(($(rm a))); (( 1 + $(rm b) ))', ['rm a | file.delete ./a', 'rm b | file.delete ./b']],
  ['ls $(( $(rm a) + 1 ))', ['rm a | file.delete ./a', 'ls ?']],
  ['ls $(( `rm a` ))', ['rm a | file.delete ./a', 'ls ?']],
  ['ls $(( 1 ? $(rm a) : $(rm b) ))', ['rm a | file.delete ./a', 'rm b | file.delete ./b', 'ls ?']],
  ['ls $(( x = 1 + 2 * 3 ))', ['ls 7']],
  ['ls $((a[1]+1)) $((x++)) $((x+=2)) $((1#2))', ['ls ? ? ? ?']],
  ['ls $(("3"+1)) $(( \'3\' ))', ['ls ? ?']],
  ['for ((i=0; i<$(rm a); i++)); do ls; done', ['rm a | file.delete ./a', 'ls']],
  ['for ((i=$(rm a); ; )); do rm $i; done', ['rm a | file.delete ./a', 'rm ? | file.delete ?$i (unknown)']],
  ['set -- 7; ls $(($1+1)) $(($#+1))', ['set -- 7', 'ls ? ?']],
  ['ls $(($y$z))', ['ls ?']],
  ['ls $((0x)) $((1x))', ['ls ? ?']],
];

describe('what arithmetic comes to, and what runs in it', () => {
  it.each(CASES)('%s', (text, expected) => {
    expect(traceOf(analyze(text))).toEqual(expected);
  });
});
