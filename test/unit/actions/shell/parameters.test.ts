import { describe, expect, it } from 'vitest';
import { fieldsOf } from './shell.ts';

const MACHINE = { environment: { STAGE: 'live' } };

describe('a slice counts as in bash', () => {
  it.each<[string, string]>([
    [
      'x=abcdef; ls ${x:2} ${x:1:2} ${x: -2} ${x:0:-1} ${x: -3:2} ${x: -3:-1} ${x:6}e ${x:2:0}e ${x::2} ${x:: -1}',
      '[cdef][bc][ef][abcde][de][de][e][e][ab][abcde]',
    ],
    ['x=abc; ls "${x: -5}" "${x: -3}" "${x:9}" "${x: -5:2}" e', '[][abc][][][e]'],
    ['x=abcdef; n=2; ls "${x:$n}" "${x:$n:$n}" "${x:$((n+1))}" "${x: $n }"', '[cdef][cd][def][cdef]'],
    ['x=abc; ls "${x:0:1}${x:1}" "${x:1.5}" "${x:1:x.}"', '[abc][?][?]'],
    ['x=abcdef; ls ${x:$(cat n)} ${x:1:$(cat n)}', '[?][?]'],
    ['x=$(cat f); ls ${x:1}', '[?]'],
    ['set -- a b c d; ls "${@:2}" "${@:2:2}" "${@:3}" "${@:5}" ${@:4} e', '[b][c][d][b][c][c][d][d][e]'],
    ['set -- a b c d; ls "${@: -1}" "${@: -2:1}" "${@: -4}" "${@: -9}" e', '[d][c][a][b][c][d][e]'],
    ['set -- a b; ls "${@:0:2}" "${@:1:1}" "${@:1:0}" e', '[bash][a][a][e]'],
    ['set -- a b; ls "${*:1}" ${*:2} "${*:3}"', '[a b][b][]'],
    ['set -- a b; ls "${@:$(cat n)}" "${@:1:$(cat n)}"', '[?][?]'],
    ['ls "${@:2}" "${a[@]:1}" x', '[?][?][x]'],
    ['f=($(cat f)); ls "${f[@]:1}" "${f[@]:1:0}" x', '[?][x]'],
    ['a=(x y /); ls "${a[@]:1}" "${a[@]:5}" "${a[@]:0:2}" "${a[@]::1}" e', '[y][/][x][y][x][e]'],
    ['a=(x y /); ls "${a[@]: -1}" "${a[@]: -1:1}" "${a[@]: -2:1}" "${a[@]: -5}" e', '[/][/][y][e]'],
    ['a=(x y z); ls "${a[*]:1}" ${a[*]:1}', '[y z][y][z]'],
    ['set -- "$(cat f)" a; ls "${@:2}" "${@:9}" x', '[a][?][x]'],
    ['a=($(cat f) b); ls "${a[@]:1}" "${a[@]:5}" "${a[@]: -9}" x', '[b][?][?][x]'],
    ['x=abc; ls "${x:$NONE}"; y=; ls "${x:$y}" "${x:0:$y}e"', '[?] [abc][e]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text, MACHINE)).toBe(fields);
  });
});

describe('a length is counted', () => {
  it.each<[string, string]>([
    ['x=abc; a=(1 2); ls ${#x} ${#a[@]} ${#a[*]} ${#x[@]}', '[3][2][2][1]'],
    ['set -- a b c; ls ${#@} ${#*} ${#} $# ${#1}', '[3][3][3][3][1]'],
    ['a=(abc d); ls ${#a} ${#a[0]} ${#a[1]}', '[3][3][1]'],
    ['x=$(cat f); ls ${#x} ${#NOTHING} "${#a[@]}"', '[?][?][?]'],
    ['a=(b "$NOTHING"); ls ${#a[@]} ${#NOTHING[@]}', '[?][?]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text, MACHINE)).toBe(fields);
  });
});

describe('letter case is changed', () => {
  it.each<[string, string]>([
    [
      'x=aBc; ls ${x^} ${x^^} ${x,} ${x,,} ${x^b} ${x^^c} ${x^^[a-b]} ${x,,[A-Z]} ${x^[x]} ${x^a} ${x,,?} ${x^^*}',
      '[ABc][ABC][aBc][abc][aBc][aBC][ABc][abc][aBc][ABc][abc][ABC]',
    ],
    ['x=ABC; ls ${x,} ${x,,} ${x,B} ${x,,B}', '[aBC][abc][ABC][AbC]'],
    ['x=rm; ls "${x@u}" "${x@U}" "${x@Q}" "${x@L}e" "${x@A}"', "[Rm][RM]['rm'][rme][?]"],
    ['x=RM; ls "${x@L}" "${x@u}"', '[rm][RM]'],
    ['x="it\'s"; eval "ls ${x@Q}"', "[it's]"],
    ['x=\'a b\'; ls "${x@Q}"', "['a b']"],
    ['x=\'\\x72m\'; ls "${x@E}" "${x@P}"', '[rm][?]'],
    ['x=; ls "${x@Q}" "${x^}" e', "[''][][e]"],
    ['x=$(cat f)a; ls ${x^^} ${x@U} ${x@Q}', '[?][?][?]'],
    ['a=(ab c); ls "${a[@]^}" "${a[@]%b}" "${a[@]/a/z}" "${a[@]@U}" "${a[*]^^}"', '[Ab][C][a][c][zb][c][AB][C][AB C]'],
    ['set -- /a/p /b/q; ls "${@##*/}" "${@/#/x}" "${*##*/}"', '[p][q][x/a/p][x/b/q][p q]'],
    ['x=ab; ls ${x~~}', '[?]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text, MACHINE)).toBe(fields);
  });
});

describe('a name may stand in a variable', () => {
  it.each<[string, string]>([
    ['x=y; y=z; ls ${!x} "${!x}/b" ${!x:-d}', '[z][z/b][z]'],
    ['x=y; y=/tmp/a; ls ${!x%/*} "${!x:1:3}"', '[/tmp][tmp]'],
    ['x=y; ls ${!x:-d} "${!x}"', '[d][?]'],
    ['set -- y; y=q; ls ${!1} "${!#}"', '[q][y]'],
    ['set -- a b c; ls "${!#}"', '[c]'],
    ['a=(b c); b=q; c=r; ls ${!a} ${!a[1]}', '[q][r]'],
    ['a=(p q); x=\'a[1]\'; ls "${!x}"', '[?]'],
    ['x=\'a b\'; ls "${!x}" ${!x*} ${!x@}', '[?][?][?]'],
    ['x=$(cat f); ls "${!x}"', '[?]'],
    ['a=(x y z); ls "${!a[*]}" "${!a[@]}" "${!b[@]}"', '[0 1 2][0][1][2][?]'],
    ['declare -A m=([k]=v [l]=w); ls "${!m[@]}" "${m[k]}" "${m[\'l\']}"', '[k][l][v][w]'],
    ['x=y; y=z; ls ${!x*} ${!x@}', '[?][?]'],
    ['x=v; ls "${!x[@]}" ${!x[0]}', '[?][?]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text, MACHINE)).toBe(fields);
  });
});

describe('an element is taken by its index', () => {
  it.each<[string, string]>([
    ['a=(abc d e); i=1; ls ${a[i]} ${a[$i]} ${a[$((i+1))]} ${a} $a ${a[0]} ${a[-1]} ${a[-3]}', '[d][d][e][abc][abc][abc][e][abc]'],
    ['a=(x y); ls "${a[5]}" "${a[$(cat n)]}" "${a[q]}" "${x[1]}" "${x[0]}"', '[?][?][?][?][?]'],
    ['x=v; ls ${x[0]} ${x[1]} ${x[@]} "${x[*]}"', '[v][?][v][v]'],
    ['declare -A m=([k]=v [i]=w); k=i; i=k; ls "${m[$k]}" "${m[k]}" "${m[i]}"', '[w][v][w]'],
    ['declare -A m; m[a b]=c; ls "${m[a b]}"', '[c]'],
    ['x=(a b); ls ${#x[1]} ${x[1]:0:1} ${x[1]/b/c} ${x[0]^}', '[1][b][c][A]'],
    ['a=(a b); a[5]=z; ls "${a[@]}" ${a[5]} ${#a[@]} "${!a[@]}"', '[a][b][z][z][3][0][1][5]'],
    ['ls "${HOME[@]}" "${NOTHING[@]}"', '[/home/ada][?]'],
    ['if true; then x=a; else x=b; fi; ls "${x[@]}" "${x[0]}"', '[b][b] [a][a]'],
    ['a=(x y z); idx=1; i2=2; ls ${a[idx]} ${a[i2]} "${a[1x]}" "${a[idx-1]}"', '[y][z][?][?]'],
    ['a=(x y); ls "${a[-9]}" "${a[-1]}"', '[?][y]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text, MACHINE)).toBe(fields);
  });
});

describe('a parameter of the shell itself', () => {
  it.each<[string, string]>([
    ['set -- a b c d e f g h i j k; ls $10 ${10} ${11} $# ${12}', '[a0][j][k][11][?]'],
    ['ls $? $$ $! $- $# "$1" $@ "$*" "$_"', '[?][?][?][?][?][?][?][?][?]'],
    ['ls $0', '[bash]'],
    ['true a; ls $_', '[a]'],
    ['set -- a; ls $1$2 "${2}"', '[a?][?]'],
    [
      'ls $HOME $PWD "${PWD##*/}" "${HOME%/*}" $TMPDIR $PATH "$IFS"',
      '[/home/ada][/home/ada/code/shop][shop][/home][/tmp][/usr/local/bin:/usr/bin:/bin][ \t\n]',
    ],
    ['ls $STAGE ${STAGE} ${STAGE%e} $TERM $constructor', '[live][live][liv][?][?]'],
    ['cd sub; ls $PWD $OLDPWD', '[/home/ada/code/shop/sub][/home/ada/code/shop]'],
    ['cd $(cat f); ls $PWD', '[?]'],
    ['if true; then cd sub; fi; ls $PWD', '[/home/ada/code/shop/sub] [/home/ada/code/shop]'],
    ['if true; then x=a; else x=b; fi; ls $x$x', '[bb] [aa]'],
    ['x=(); ls $x "$x"', '[]'],
    ['if true; then x=a; else x=b; fi; for i in 1 2 3; do ls $i $x $i; done', '[1][b][1] [2][a][2] [3][b][3]'],
    ['if true; then x=a; else x=b; fi; for i in 1 2 3; do ls $x $i $x; done', '[b][1][b] [a][2][a] [b][3][b]'],
    ['if true; then cd sub; fi; x=$PWD; cd /; ls $x', '[/home/ada/code/shop/sub] [/home/ada/code/shop]'],
    ['if true; then cd sub; fi; x=$HOME; ls $x $PWD', '[/home/ada][/home/ada/code/shop/sub] [/home/ada][/home/ada/code/shop]'],
    ['for i in 1 2 3; do y=$i$HOME; ls $y; done', '[1/home/ada] [2/home/ada] [3/home/ada]'],
    ['for i in 1 2 3; do y=$i$PWD; ls $y; done', '[1/home/ada/code/shop] [2/home/ada/code/shop] [3/home/ada/code/shop]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text, MACHINE)).toBe(fields);
  });
});
