import { describe, expect, it } from 'vitest';
import { analyze, commandsOf, effectsOf } from './shell.ts';
import { traceOf } from './trace.ts';

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['ls $((1+2)) $((5-7)) $((2*3)) $((7/2)) $((-7/2)) $((7%4)) $((-7%4))', ['ls 3 -2 6 3 -3 3 -3']],
  ['ls $((1/0)) $((1%0)) $((1<2)) $((2**3)) $((1,2))', ['ls ? ? ? ? ?']],
  ['ls $((010)) $((08)) $((0x1F)) $((0Xff)) $((0)) $((007))', ['ls 8 8 31 255 0 7']],
  ['ls $((-3)) $((+3)) $((!3)) $((!0)) $((~3)) $(( - - 3))', ['ls -3 3 0 1 ? 3']],
  ['ls $((1 ? 2 : 3)) $((0 ? 2 : 3)) $((x ? 2 : 3))', ['ls 2 3 ?']],
  ['ls $(( (1+2)*3 )) $((((1))))', ['ls 9 1']],
  ['ls $(()) $(( ))', ['ls 0 0']],
  ['x=5; ls $((x+1)) $(($x+1)) $((${x}+1)) $(("$x"+1)) $((x*x))', ['ls 6 6 6 6 25']],
  ['x=-5; ls $((x)) $((-x))', ['ls -5 5']],
  ['x=abc; ls $((x)) $((y)) $((x+1)) $((-y)) $((!y))', ['ls ? ? ? ? ?']],
  ['x=1.5; ls $((x))', ['ls ?']],
  ['x=12345678901234567; ls $((x)) $((12345678901234567))', ['ls ? ?']],
  [
    'x=123456789012345; ls $((x)) $((123456789012345)) $((1234567890123456)) $((0777777777777777))',
    ['ls 123456789012345 123456789012345 ? 35184372088831'],
  ],
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
  ['ls $(("3"+1)) $(( \'3\' )) $((1"2"))', ['ls 4 3 12']],
  ['for ((i=0; i<$(rm a); i++)); do ls; done', ['rm a | file.delete ./a', 'ls']],
  ['for ((i=$(rm a); ; )); do rm $i; done', ['rm a | file.delete ./a', 'rm ? | file.delete ?$i (unknown)']],
  ['set -- 7; ls $(($1+1)) $(($#+1)) $((1+$1)) $(($2+1))', ['set -- 7', 'ls 8 2 8 ?']],
  ['ls $(($y$z))', ['ls ?']],
  ['ls $((0x)) $((1x))', ['ls ? ?']],
];

describe('what arithmetic comes to, and what runs in it', () => {
  it.each(CASES)('%s', (text, expected) => {
    expect(traceOf(analyze(text))).toEqual(expected);
  });
});

describe('arithmetic leaves what it assigns', () => {
  it.each([
    ['x=5; ((x++)); ls $x', '6'],
    ['x=5; ((x--)); ls $x', '4'],
    ['x=5; ls $((x++)) $x $((++x)) $x $((x--)) $x $((--x)) $x', '5 6 7 7 7 6 5 5'],
    ['x=5; ((x += 2)); ls $x', '7'],
    ['x=5; ((x -= 2)); ls $x', '3'],
    ['x=5; ((x *= 2)); ls $x', '10'],
    ['x=5; ((x /= 2)); ls $x', '2'],
    ['x=5; ((x %= 3)); ls $x', '2'],
    ['x=5; ((x <<= 2)); ls $x', '?'],
    ['x=5; ((x |= 2)); ls $x', '?'],
    ['x=5; ((x += y)); ls $x', '?'],
    ['((x += 1)); ls $x', '?'],
    ['x=5; ((x == 2)); ((x <= 2)); ((x >= 2)); ((x != 2)); ls $x', '5'],
    ['x=5; ((x = 1, y = 2)); ls $x $y', '1 2'],
    ['x=5; ((-x)); ((!x)); ((~x)); ((+x)); ls $x', '5'],
    ['x_1=5; ((x_1 += 1)); ls $x_1', '6'],
    ['set -- 7; (($1 = 3)); ls $1', '7'],
    ['n=3; ((total = n * (n + 1) / 2)); ls $total', '6'],
    ["let x=1+2 'y = x * 2'; ls $x $y", '3 6'],
    ['let x=$z+1; ls $x', '?'],
    ['x=1; let x++; ls $x', '2'],
    ["let 'x=1)); ls' y=4; ls $x $y", '1 4'],
  ])('%s', (text, expected) => {
    expect(commandsOf(text).at(-1)).toBe(`ls ${expected}`);
  });
});

describe('a command that arithmetic substitutes is run', () => {
  it.each([
    ['in quotes', 'ls $(( "$(rm a)" + 1 ))'],
    ['in a default', '(( ${x:-$(rm a)} > 1 ))'],
    ['in arithmetic', 'ls $(( $(( $(rm a) )) ))'],
    ['in a subscript', 'ls $(( list[$(rm a)] ))'],
    ['in a subscript that is assigned to', '(( list[$(rm a)] = 1 ))'],
    ['in a subscript that is counted up', '(( list[$(rm a)]++ ))'],
    ['on the left of a comparison', '(( $(rm a) < 1 ))'],
    ['in a condition', 'ls $(( $(rm a) ? 1 : 2 ))'],
    ['in the part of a number', 'ls $(( 1$(rm a) ))'],
    ['in a sign', 'ls $(( -$(rm a) ))'],
    ['in brackets', 'ls $(( ($(rm a)) ))'],
    ['in the old brackets', 'ls $[ $(rm a) ]'],
    ['in each round of a loop', 'for ((i = 0; i < 3; i += $(rm a))); do ls; done'],
    ['by let', "let 'x = list[$(rm a)]'"],
  ])('%s', (_, text) => {
    expect(effectsOf(text)).toEqual(['file.delete /home/ada/code/shop/a']);
  });

  it('and counts with what it prints', () => {
    expect(commandsOf('ls $(( $(echo 5) + `echo 2` )) $(( $(echo x) )) ')).toContain('ls 7 ?');
  });
});

describe('arithmetic that is nested deeply', () => {
  const sumOf = (terms: number): string => `ls $((${'1+'.repeat(terms - 1)}1))`;

  it('is followed as far as anybody writes it', () => {
    expect(traceOf(analyze(sumOf(100)))).toEqual(['ls 100']);
  });

  it.each([[sumOf(10_000)], [`ls $((${'-'.repeat(1)}${'(('.repeat(500)}1${'))'.repeat(500)}))`]])(
    'is said to be unread beyond: %#',
    (text) => {
      const { incomplete } = analyze(text);
      expect(incomplete).toContain('nested too deeply');
    },
  );
});
