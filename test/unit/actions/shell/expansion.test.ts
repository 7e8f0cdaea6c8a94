import { describe, expect, it } from 'vitest';
import { analyze, commandsOf } from './shell.ts';

/** The words of the last command, `?` for what only the run can tell. */
const last = (text: string, environment: Readonly<Record<string, string>> = {}) => commandsOf(text, { environment }).at(-1);

describe('words expand as in bash', () => {
  it.each([
    ['quotes', `ls 'a b' "c d" e\\ f`, 'ls a b c d e f'],
    ['ANSI-C quotes', "ls $'\\x61\\142\\u0063'", 'ls abc'],
    ['braces', 'ls {a,b}{1..3}', 'ls a1 a2 a3 b1 b2 b3'],
    ['nested braces', 'ls x{a,{b,c}d}', 'ls xa xbd xcd'],
    ['braces around expansions', 'x=v; ls {"$x",w}', 'ls v w'],
    ['braces that are none', 'ls {a} {} a{b', 'ls {a} {} a{b'],
    ['padded sequences', 'ls {08..10}', 'ls 08 09 10'],
    ['the home folder', 'ls ~ ~/x "~" $HOME', 'ls /home/ada /home/ada/x ~ /home/ada'],
    ['another home folder', 'ls ~root ~bob/x', 'ls /root /home/bob/x'],
    ['the working folder', 'cd sub; ls $PWD', 'ls /home/ada/code/shop/sub'],
    ['the environment', 'ls $STAGE', 'ls live'],
    ['what nothing sets', 'ls $NOTHING/x', 'ls ?/x'],
    ['splitting', 'x="a  b"; ls $x "$x"', 'ls a b a  b'],
    ['a separator of its own', 'IFS=,; x=a,b; ls $x', 'ls a b'],
    ['defaults', 'x=; ls ${x:-a} ${x-b} ${y-c} ${x:+d} ${z=e} $z', 'ls a c e e'],
    ['removal', 'x=/a/b.tar.gz; ls ${x##*/} ${x%/*} ${x%%.*} ${x#/}', 'ls b.tar.gz /a /a/b a/b.tar.gz'],
    ['replacement', 'x=a-b-c; ls ${x/-/+} ${x//-/+} ${x/#a/z} ${x//[ab]/_}', 'ls a+b-c a+b+c z-b-c _-_-c'],
    ['slices', 'x=abcdef; ls ${x:2} ${x:1:2} ${x: -2} ${x:0:-1}', 'ls cdef bc ef abcde'],
    ['letter case', 'x=aB; ls ${x^^} ${x,,} ${x^}', 'ls AB ab AB'],
    ['lengths', 'x=abc; a=(1 2); ls ${#x} ${#a[@]}', 'ls 3 2'],
    ['indirection', 'x=y; y=z; ls ${!x}', 'ls z'],
    ['arrays', 'a=(p "q r"); a+=(s); ls "${a[@]}" ${a[1]} ${a[-1]} ${a[@]:1:1}', 'ls p q r s q r s q r'],
    ['keyed arrays', 'declare -A m; m[k]=v; ls ${m[k]}', 'ls v'],
    ['arithmetic', 'i=2; ls $((i * 3 + 1)) $((10 / 3))', 'ls 7 3'],
    ['appending', 'x=a; x+=b; ls $x', 'ls ab'],
    ['substitutions', 'ls $(echo a b) `printf "%s-" c d` "$(pwd)"', 'ls a b c-d- /home/ada/code/shop'],
    ['the file of a substitution', 'echo a b > f; ls $(< f)', 'ls a b'],
    ['formats', `ls "$(printf '%s:%03d %b' x 7 'a\\x62')"`, 'ls x:007 ab'],
    ['formats into a variable', "printf -v x '%s' a; ls $x", 'ls a'],
    ['positional parameters', 'set -- a b c; shift; ls $# $1 "$@" "$*"', 'ls 2 b b c b c'],
    ['the last word before', 'mkdir deep; ls $_', 'ls deep'],
    ['what one of two commands prints', 'ls "$(which a || which b)"', 'ls a'],
    ['an empty list', 'set --; ls "$@" x', 'ls x'],
  ])('%s', (_, text, expected) => {
    expect(last(text, { STAGE: 'live' })).toBe(expected);
  });
});

describe('a word says how far it is known', () => {
  const operand = (text: string) => analyze(text).actions.at(-1)?.effects[0]?.operand;

  it.each([
    ['rm a', 'literal'],
    ["rm 'a b'", 'literal'],
    ['x=a; rm $x', 'derived'],
    ['rm $(echo a)', 'derived'],
    ['rm $(ls)', 'unknown'],
    ['rm "$UNSET"', 'unknown'],
  ])('%s', (text, certainty) => {
    expect(operand(text)?.certainty).toBe(certainty);
  });

  it('and when it may be empty', () => {
    expect(operand('rm "$UNSET/"')?.classes).toContain('unset');
    expect(operand('rm "${UNSET:?}/x"')?.classes).not.toContain('unset');
    expect(operand('rm "$(ls)/x"')?.classes).not.toContain('unset');
  });
});
