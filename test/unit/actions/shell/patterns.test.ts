import { describe, expect, it } from 'vitest';
import { fieldsOf } from './shell.ts';

describe('a piece is removed from a value as bash does', () => {
  it.each<[string, string]>([
    ['x=/a/b.tar.gz; ls ${x##*/} ${x#*/} ${x%.*} ${x%%.*} ${x%/*} ${x#/}', '[b.tar.gz][a/b.tar.gz][/a/b.tar][/a/b][/a][a/b.tar.gz]'],
    ['x=aXbXc; ls ${x#*X} ${x##*X} ${x%X*} ${x%%X*}', '[bXc][c][aXb][a]'],
    ['x=abc; ls ${x#?} ${x%?} ${x#??} ${x%[bc]} ${x#[!x]} ${x#[^a]} ${x#[a-c]}', '[bc][ab][c][ab][bc][abc][bc]'],
    ['x=abc; ls ${x#b} ${x%b} ${x#z*} ${x%%z*}', '[abc][abc][abc][abc]'],
    ['x=abc; ls "${x#*}" "${x##*}" "${x%*}" "${x%%*}" e', '[abc][][abc][][e]'],
    ['x=aab; ls ${x#a*} ${x##a*b} ${x##*a} ${x%a*} ${x%%a*}e ${x#*ab} ${x##*a*b*}e', '[ab][b][a][e][e]'],
    ['x=a.b; ls "${x#a.}" "${x%.?}" "${x%[.]b}"', '[b][a][a]'],
    ['x=\'rm*\'; ls "${x%"*"}" "${x%\\*}" "${x%\'*\'}" "${x%$\'*\'}" "${x%$"*"}"', '[rm][rm][rm][rm][rm]'],
    ['x=\'a*b\'; ls "${x#a\\*}" "${x%\\*b}"', '[b][a]'],
    ['x=\'[a]\'; ls "${x#[}" "${x#\\[}" "${x%]}"', '[a]][a]][[a]'],
    ['x=\'a[b\'; ls "${x%[*}" "${x%\\[*}"', '[a][a]'],
    ['x=\'a(b)\'; ls "${x%(*}" "${x%\\(*}"', '[a][a]'],
    ['x=\'a\\b\'; ls "${x%%\\\\*}" "${x#*\\\\}"', '[a][b]'],
    ['x=\'a+(b)\'; ls "${x%"+("*}"', '[a]'],
    ['p=\'*\'; x=\'*a\'; ls "${x#$p}" "${x#"$p"}" "${x##$p}" e', '[*a][a][][e]'],
    ['p=/a/; x=/a/b; ls "${x#$p}" "${x#"$p"}" "${x#"${p}"}"', '[b][b][b]'],
    ['x=~/a; ls "${x#~/}" "${x#$HOME/}"', '[a][a]'],
    ['x=\'  a  \'; ls "${x#"${x%%[![:space:]]*}"}"', '[a  ]'],
    ['x=\'a b c\'; ls "${x%% *}" "${x##* }" "${x#* }"', '[a][c][b c]'],
    ["x=$'a\\n'; ls \"${x%$'\\n'}\"", '[a]'],
    ['x=z; ls "${x#[a-z]}" "${x#[A-Z]}" "${x#[z-a]}" "${x#[a-]}" "${x#[-z]}" e', '[][z][z][z][][e]'],
    ['x=-; ls "${x#[a-]}" "${x#[-a]}" "${x#[a-z]}" e', '[][][-][e]'],
    ['x=]; ls "${x#[]]}" "${x#[]a]}" e', '[][][e]'],
    ['x=a; ls "${x#[!]]}" "${x#[]!]}" "${x#[a}" e', '[][a][a][e]'],
    ['x=!; ls "${x#[a!]}" "${x#[!a]}" "${x#[!!]}" e', '[][][!][e]'],
    ['x=abcd; ls ${x#a[b-c]} ${x%[bc]*d} ${x%%[bc]*} ${x#[a][b]}', '[cd][ab][a][cd]'],
    ['x=$(cat f)/a; ls ${x%/*} ${x##*/}', '[?][?]'],
    ['p=$(cat f); x=/a/b; ls ${x%$p} ${x#[$p]}', '[?][?]'],
    ['x=aab; ls ${x##+(a)} ${x%@(b|c)} ${x#?(a)} ${x#*(a)} ${x%!(b)}', '[?][?][?][?][?]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text)).toBe(fields);
  });
});

describe('a class of characters stands for its members', () => {
  it.each<[string, string]>([
    ['x=A1b_; ls "${x//[[:alpha:]]/}" "${x//[[:alnum:]]/}" "${x//[[:xdigit:]]/}" "${x//[[:punct:]]/}"', '[1_][_][_][A1b]'],
    ['x=A1b_; ls "${x//[[:upper:]]/}" "${x//[[:lower:]]/}" "${x//[[:digit:]]/}" "${x//[^[:upper:][:digit:]]/}"', '[1b_][A1_][Ab_][A1]'],
    ['x=$\'a\\tb c\\nd\'; ls "${x//[[:blank:]]/}" "${x//[[:space:]]/}" "${x%%[[:space:]]*}"', '[abc\nd][abcd][a]'],
    ['x=fFgG09; ls "${x//[[:xdigit:]]/}" "${x//[[:xdigit:]g]/}" "${x//[G[:digit:]]/}"', '[gG][G][fFg]'],
    ['x=aZzA19; ls "${x//[[:alpha:]]/}" "${x//[[:alnum:]]/}e" "${x//[[:upper:]]/}" "${x//[[:lower:]]/}"', '[19][e][az19][ZA19]'],
    ['x=\'!/:@[`{~a\'; ls "${x//[[:punct:]]/}"', '[a]'],
    ['x=a:b; ls "${x//[[:x:]]/_}" "${x//[:]/_}" "${x//[:a]/_}"', '[a:b][a_b][__b]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text)).toBe(fields);
  });
});

describe('a piece is replaced as bash does', () => {
  it.each<[string, string]>([
    [
      'x=abcabc; ls ${x/b/X} ${x//b/X} ${x/#a/X} ${x/%c/X} ${x/#b/X} ${x/%b/X} ${x/b} ${x//b}',
      '[aXcabc][aXcaXc][Xbcabc][abcabX][abcabc][abcabc][acabc][acac]',
    ],
    [
      'x=abcabc; ls ${x/b*/X} ${x/*b/X} ${x//?b/X} ${x/#?/X} ${x/%?/X} ${x/#*b/X} ${x/%b*/X} ${x//[bc]/X}',
      '[aX][Xc][XcXc][Xbcabc][abcabX][Xc][aX][aXXaXX]',
    ],
    ['x=abcabc; ls ${x/z*/X} ${x//z?/X} ${x/#z?/X} ${x/%z?/X}', '[abcabc][abcabc][abcabc][abcabc]'],
    [
      'x=aaa; ls ${x/a/b} ${x//a/b} ${x//aa/b} ${x/#aa/b} ${x/%aa/b} ${x//a?/b} ${x//?/b} ${x/*/b} ${x//*/b}',
      '[baa][bbb][ba][ba][ab][ba][bbb][b][b]',
    ],
    ['x=abc; ls ${x//} ${x///z}', '[abc][abc]'],
    ['x=abc; y=b; ls ${x/$y/$y$y} ${x/b/\\&} ${x/"$y"}', '[abbc][a&c][ac]'],
    ["x=abc; ls ${x/b/'$&'} ${x//b/'$&'} ${x/[b]/'$&'}", '[a$&c][a$&c][a$&c]'],
    ['x=/usr/local; ls ${x//\\//_} ${x/\\/usr/} ${x//\\//}', '[_usr_local][/local][usrlocal]'],
    [
      'x=\'a*b*c\'; ls "${x//\\*/}" "${x//"*"/}" "${x//[*]/}" "${x/\\*/_}" "${x/#a\\*/_}" "${x/%\\*c/_}"',
      '[abc][abc][abc][a_b*c][_b*c][a*b_]',
    ],
    ['x=\'a?b\'; ls "${x/\\?/}" "${x/?/}"', '[ab][?b]'],
    ['x=\'a[b]c\'; ls "${x//[][]/}" "${x//\\[/}" "${x//]/}" "${x//[\\[\\]]/}"', '[abc][ab]c][a[bc][abc]'],
    ['x=\'a^b!\'; ls "${x//[!^]/}" "${x//[\\^]/}" "${x//[b!]/}"', '[^][ab!][a^]'],
    ['x=\'a-b_c.d\'; ls "${x//[-_.]/ }" "${x//[^a-z]/}" "${x//[!a-z]}"', '[a b c d][abcd][abcd]'],
    ['x=\'a\\b\'; ls "${x//\\\\}" "${x//\\\\/\\/}"', '[ab][a/b]'],
    ['x=ab; ls "${x/#/p}" "${x/%/s}" "${x//#/p}"', '[pab][abs][ab]'],
    ['x=; ls "${x/#/p}" "${x//a/b}" "${x/%/s}" e', '[p][][s][e]'],
    ['x=ab; ls "${x/?/}" "${x//?/z}" "${x/*/z}" "${x/%?/}" "${x/#?/}"', '[b][zz][z][a][b]'],
    ['x=abcab; ls ${x//ab/_} ${x/%ab/_} ${x/%[ab]/_} ${x/%a*/_} ${x/#[x]/_} ${x/%[x]/_}', '[_c_][abc_][abca_][_][abcab][abcab]'],
    ['x=a.b.c; ls "${x//./ }" ${x//./ }', '[a b c][a][b][c]'],
    ['x=r_m; ls ${x/_} ${x//_/}', '[rm][rm]'],
    ['x=$(cat f)a; ls "${x/a/b}" "${x//a}"', '[?][?]'],
    ['p=$(cat f); x=abc; ls "${x/$p/a}" "${x/b/$p}"', '[?][a?c]'],
    ['x=abc; p=; ls ${x/$p/z} ${x//$p/z}', '[abc][abc]'],
    ['x=abcab; ls ${x/#[b]/_} ${x/#b*/_}', '[abcab][abcab]'],
    ['x=abc; y=b; ls ${x//[a$y]/_} ${x//[$y"c"]/_} ${x//["$y"]/_}', '[__c][a__][a_c]'],
    ['x=\'a*\'; y=\'*\'; ls "${x//[$y]/_}" "${x//["*"]/_}"', '[a_][a_]'],
  ])('%s', (text, fields) => {
    expect(fieldsOf(text)).toBe(fields);
  });
});
