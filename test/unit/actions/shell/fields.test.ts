import { describe, expect, it } from 'vitest';
import { fieldsOf } from './shell.ts';

describe('an expansion without quotes is split', () => {
  it.each<[string, string]>([
    ['x=" a b "; ls $x c$x"d"$x "$x"', '[a][b][c][a][b][d][a][b][ a b ]'],
    ['x=" a"; ls b$x', '[b][a]'],
    ['x="a "; ls ${x}b', '[a][b]'],
    ['x=""; ls $x "$x" a$x ""$x', '[][a][]'],
    ['x=$\'a\\tb\\nc\'; ls $x "$x"', '[a][b][c][a\tb\nc]'],
    [`x='a:b'; IFS=:; ls $x "$x"`, '[a][b][a:b]'],
    ["x=':a::b:'; IFS=:; ls $x", '[][a][][b]'],
    ["x=' a  b '; IFS=:; ls $x", '[ a  b ]'],
    ["x='a : b'; IFS=' :'; ls $x", '[a][b]'],
    ["x=' a b '; IFS=' :'; ls c$x", '[c][a][b]'],
    ["x='a,b c'; IFS=', '; ls $x", '[a][b][c]'],
    ["x=',,'; IFS=,; ls $x", '[][]'],
    ["x='a,'; IFS=,; ls ${x}b", '[a][b]'],
    ["x=',a'; IFS=,; ls b$x", '[b][a]'],
    ["x='a]b-c^d\\e'; IFS=']-^\\'; ls $x", '[a][b][c][d][e]'],
    ["x='a b'; IFS=; ls $x", '[a b]'],
    ["x='a b'; unset IFS; ls $x", '[a][b]'],
    ["IFS=$(cat f); x='a b'; ls $x", '[a][b]'],
    ["IFS=$'\\n'; x=$'a b\\nc'; ls $x", '[a b][c]'],
    ['IFS=:; ls a:b $(echo c:d)', '[a:b][c][d]'],
    ['IFS=0; x=1; ls $((x*10+5))', '[15]'],
    [`x='a b'; y=c; ls $x$y "$y"$x $y$x`, '[a][bc][ca][b][ca][b]'],
    [`x='a b'; y='c d'; ls $x$y "$x"$y`, '[a][bc][d][a bc][d]'],
    [`ls "$(echo 'a  b')" $(echo 'a  b') x$(echo 'a b')y`, '[a  b][a][b][xa][by]'],
    [`ls '' "" "$(true)" $(true) x`, '[][][][x]'],
    ['x=; y=a; ls $x$y $y$x $x', '[a][a]'],
    [`x='a b'; ls ~/$x ~/"$x" ~/$x/c`, '[/home/ada/a][b][/home/ada/a b][/home/ada/a][b/c]'],
    [`x=' a '; ls "$x"b $x"b" "b"$x`, '[ a b][a][b][b][a]'],
    ["x=' a::b'; IFS=' :'; ls $x", '[a][][b]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text)).toBe(fields);
  });
});

describe('a list in quotes is fields of its own, and in one word it is joined', () => {
  it.each<[string, string]>([
    ['set -- -rf /; x="$@"; ls $x', '[-rf][/]'],
    ['a=(a b); x="${a[@]}"; y="${a[*]}"; ls "$x" "$y" $y', '[a b][a b][a][b]'],
    [`set -- 'a b' c; x=$*; y=$@; ls "$x" "$y"`, '[a b c][a b c]'],
    ['set -- a b; IFS=,; x=$*; y="$*"; z=$@; w="$@"; ls "$x" "$y" "$z" "$w"', '[a,b][a,b][a b][a b]'],
    ['set -- a b; IFS=; ls "$*" $*', '[ab][a][b]'],
    ['set -- "a b" c; ls $@ "$@" $* "$*" ${@} "${@}" ${*} "${*}"', '[a][b][c][a b][c][a][b][c][a b c][a][b][c][a b][c][a][b][c][a b c]'],
    ['set -- a b; ls "pre$@post" "pre$*post" pre$@post', '[prea][bpost][prea bpost][prea][bpost]'],
    [`set -- a '' b; ls "$@"`, '[a][][b]'],
    ['set --; ls "$@" $@ $* x', '[x]'],
    ['set --; ls "${@}" "$*" ""', '[][]'],
    ['set -- a; ls "${@:2}" x', '[x]'],
    ['a=(); ls "${a[@]}" ${a[@]} "${a[*]}" x', '[][x]'],
    ['a=("" b); ls "${a[@]}" ${a[@]}', '[][b][b]'],
    ['a=("a b" c); ls ${a[@]} "${a[@]}" ${a[*]} "${a[*]}"', '[a][b][c][a b][c][a][b][c][a b c]'],
    ['a=(a b); IFS=,; ls "${a[*]}" "${a[@]}"', '[a,b][a][b]'],
    ['set -- a b; x=("$@" c); ls "${x[@]}" "${#x[@]}"', '[a][b][c][3]'],
    ['f() { ls "$@" $# "$0"; }; f a b', '[a][b][2][bash]'],
    ['set -- "a b" c; for i; do ls "$i"; done', '[a b] [c]'],
    ['set --; ls "$@$@" "$@""" "${@}$x" "x$@"', '[][?][x]'],
    ['a=(); ls "${a[@]}${a[@]}" "${!a[@]}" "" "${a[@]:1}"', '[]'],
    ['arr=(); ls "${arr[@]}" x', '[x]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text)).toBe(fields);
  });
});

describe('a default takes the place of what is not there', () => {
  it.each<[string, string]>([
    ['x=; ls ${x:-a} ${x-b}c ${x:+d}e ${x+f}', '[a][c][e][f]'],
    ['x=q; ls ${x:-a} ${x-b} ${x:+d} ${x+f}', '[q][q][d][f]'],
    ['x=; ls ${x:=a} $x', '[a][a]'],
    ['x=; ls "${x=a}" "$x" e', '[][][e]'],
    ['x=q; ls ${x:=a} $x', '[q][q]'],
    ['ls ${x=a} $x', '[a][a]'],
    ['y=${x:=a b}; ls $y "$x"', '[a][b][a b]'],
    ['ls ${x:-a b} "${x:-a b}" a${x:-b c}d a"${x:-b c}"d', '[a][b][a b][ab][cd][ab cd]'],
    ['ls ${x:-"a b"} ${x:-\'a b\'c d} ${x:-a\\ b} ${x:-$HOME/a b} ${x:-"a b"c}', '[a b][a bc][d][a b][/home/ada/a][b][a bc]'],
    ['ls ${x:-~} ${x:-~/a} a${x:-b} ${x:-b~} ${x:-$HOME~}', '[/home/ada][/home/ada/a][ab][b~][/home/ada~]'],
    ['ls ${x:-$(echo a b)} "${x:-$(echo a b)}" ${x:-${y:-z}} ${x:-{a,b}}', '[a][b][a b][z][{a,b}]'],
    ['y=\'p q\'; ls ${x:-$y} ${x:-"$y"} "${x:-$y}"', '[p][q][p q][p q]'],
    ['y=\'p q\'; ls ${x-$y z} ${y+$y} ${y:+"$y"} "${y:+$y}"', '[p][q][z][p][q][p q][p q]'],
    ['set -- p q; ls ${x:-$@} "${x:-$@}" ${x:-"$@"}', '[p][q][p][q][p][q]'],
    ['y="${x:-a b}"; ls $y "$y"', '[a][b][a b]'],
    ['set --; ls ${@:-/} "${@:-/}" "${@-/}" "${*:-/}" ${1:-/}', '[/][/][/][/][/]'],
    ['set -- a; ls "${@:-/}" ${1:-/} ${2:-b}', '[a][a][b]'],
    ['set -- \'\'; ls "${@:-z}" "${@-z}" "${1:-z}" "${1-z}"', '[z][][z][]'],
    ['set -- a b; ls "${@:+z}" ${@+"$@"} ${1+"$@"}', '[z][a][b][a][b]'],
    ['set --; ls ${1+"$@"} "${@:+z}" e', '[e]'],
    ['a=(); ls "${a[@]:-/}" ${a[@]:-z y} "${a[@]+"${a[@]}"}" x', '[/][z][y][x]'],
    ['a=(p q); ls "${a[@]+"${a[@]}"}" ${a[@]+"${a[@]}"} x', '[p][q][p][q][x]'],
    ['a=(p q); ls ${a[0]:-z} ${a[7]:-z} ${a[@]:-z} "${a[@]:-z}"', '[p][z][p][q][p][q]'],
    ['a=(p q); ls ${a[7]:=z} "${a[@]}"', '[z][p][q][z]'],
    ['a=(\'\'); ls "${a[@]:-z}" "${a[@]-z}" e', '[z][][e]'],
    ['x=abc; unset x; ls "${x-u}" "${x:-v}" e', '[u][v][e]'],
    ['x="$NOTHING/etc"; ls "${x:-a}" "${x-b}" "${x:+c}"', '[?/etc][?/etc][c]'],
    ['x=$(cat f); ls "${x:-a}" ${x:+b}', '[?][b]'],
    ['x=$NOTHING; ls "${x:-a}" "${x-b}"', '[a][b]'],
    ['x=1; ls ${x:+--flag} ${x:+"--flag=$x"} ${x:+a b} e', '[--flag][--flag=1][a][b][e]'],
    ['x=q; ls ${x?} ${x:?msg} "${x:?}"', '[q][q][q]'],
    ['ls ${x+a} ${x:+a} "${x+a}" e', '[][e]'],
    ['x=m; ls "${x:-}" "${y:-}" ${y-} ${y:-} e', '[m][][e]'],
    ['set -- \'\' b; ls "${@:-z}"', '[][b]'],
    ['x=; set -- a; ls ${x:-*.c} "${x:-$*}" ${x:=$1} "$x"', '[*.c][a][a][a]'],
    ['a=(p q); ls "${a[*]:-z}" "${a[@]:?}" ${a[@]:+z y}', '[p q][p][q][z][y]'],
    [': ${a[0]:=/}; ls "${a[0]}" ${a[0]:=b}', '[/][/]'],
    ['a=(p); i=1; ls ${a[$i]:=q r} "${a[@]}"', '[q][r][p][q r]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text)).toBe(fields);
  });
});

describe('a tilde is a home folder where nothing quotes it', () => {
  it.each<[string, string]>([
    ['ls ~ ~/ ~/a ~+ ~+/a', '[/home/ada][/home/ada/][/home/ada/a][/home/ada/code/shop][/home/ada/code/shop/a]'],
    ['ls "~" \'~\'/x "~"/x \\~/x a~ a/~ --x=~/a', '[~][~/x][~/x][~/x][a~][a/~][--x=~/a]'],
    ['ls ~root ~root/x ~bob ~bob/x ~a.b-c/x ~-a ~1 ~a:b', '[/root][/root/x][/home/bob][/home/bob/x][/home/a.b-c/x][~-a][~1][~a:b]'],
    ['ls ~/"a b" ~/$x ~/*', '[/home/ada/a b][/home/ada/?][/home/ada/*]'],
    ['cd /tmp; cd /; ls ~- ~-/a ~+', '[/tmp][/tmp/a][/]'],
    ['ls ~-', '[?]'],
    ['x=~/a; ls $x', '[/home/ada/a]'],
    ["x='~'; ls $x", '[~]'],
    ['y=a; x=~/$y; ls "$x"', '[/home/ada/a]'],
    ['y=~; ls $y/a', '[/home/ada/a]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text)).toBe(fields);
  });
});

describe('quotes and escapes are removed', () => {
  it.each<[string, string]>([
    ['ls a"b"\'c\'\\d "a\\"b" "a\\$b" "a\\\\b" "a\\nb" "a\\`b"', '[abcd][a"b][a$b][a\\b][a\\nb][a`b]'],
    ["ls $'a\\nb' $'\\x41\\u0042' $\"a b\" $'it\\'s' \"a\"$'b'", "[a\nb][AB][a b][it's][ab]"],
    [`ls '' "" x`, '[][][x]'],
    ['x=a; ls "${x}"b "$x"b ${x}b \'$x\' \\$x "\'$x\'" \'"$x"\'', '[ab][ab][ab][$x][$x][\'a\']["$x"]'],
    ['ls "a$(echo b)c" "$(printf \'a\\n\\n\')" x$(printf \'a\\n\\n\')x', '[abc][a][xax]'],
    ['ls `echo \\`echo a\\``', '[a]'],
    ['cat <<< "$HOME"; ls "x y"', '[x y]'],
    ['ls *.c a?[bc] "*"* [a"b"]* a+(b|c) @(a)', '[*.c][a?[bc]][**][[ab]*][a+(b|c)][@(a)]'],
    ['ls ~"a" $"a$(echo b)" $((1+1))$((2*3)) x$((1))', '[/home/a][ab][26][x1]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text)).toBe(fields);
  });
});
