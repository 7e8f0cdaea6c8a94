import { describe, expect, it } from 'vitest';
import { effectsOf } from './shell.ts';

describe('a command that hides its name', () => {
  it.each([
    ["r''m /"],
    ['r"m" /'],
    ["'r'm /"],
    ['r\\m /'],
    ["$'\\x72m' /"],
    ["$'r\\x6d' /"],
    ["$'\\162m' /"],
    ["$'r\\155' /"],
    ["$'\\u0072m' /"],
    ["$'\\U00000072m' /"],
    ['/b?n/rm /'],
    ['/b*n/rm /'],
    ['/b[i]n/rm /'],
    ['/???/rm /'],
    ['$(echo rm) /'],
    ['`echo rm` /'],
    ['$(printf %s rm) /'],
    ['$(echo cm0= | base64 -d) /'],
    ['rm${IFS}/'],
    ['rm$IFS/'],
    ['rm$IFS-f /'],
    ['rm -f$IFS/'],
    ['rm -f${IFS}/'],
    ['rm -f /${IFS:0:1}'],
    ['rm /$IFS a'],
    ['{rm,/}'],
    ['{./rm,/}'],
    ['x=brm; ${x:1} /'],
    ['x=brm; ${x:1:2} /'],
    ['a=r; b=m; $a$b /'],
    ['a=r; b=m; ${a}${b} /'],
    ['a=r; b=m; ${a}$b /'],
    ['one=r; two=; three=m; ${one}${two}${three} /'],
  ])('%s', (text) => {
    expect(effectsOf(text)).toEqual(expect.arrayContaining(['file.delete /', 'exec rm obfuscated']));
  });

  it.each([
    ['/bin/r? /'],
    ['/bin/r[m] /'],
    ['/sbin/r? /'],
    ['/usr/bin/r? /'],
    ['/usr/sbin/r? /'],
    ['/usr/local/bin/r? /'],
    ['/usr/local/sbin/re?oot -f'],
  ])('%s, which the shell looks up', (text) => {
    expect(effectsOf(text)).toContainEqual(expect.stringMatching(/^exec .* obfuscated$/));
  });

  it.each([
    ["'rm' /"],
    ['"rm" /'],
    ['\\rm /'],
    ["$'rm' /"],
    ['x=rm; $x /'],
    ['x=rm; ${x} /'],
    ['x=r; ${x}m /'],
    ['${TOOL:-rm} /'],
    ['"${TOOL:-rm}" /'],
    ['x=/bin; y=rm; $x/$y /'],
    ['x=/bin; y=rm; ${x}/${y} /'],
    ['x=r; y=m; "$x$y" /'],
    ['x=rm; y=/; $x $y'],
    ['"$(which rm)" /'],
    ['$(which rm) /'],
    ['$(echo /bin/rm) /'],
    ['/bin/rm /'],
    ['/srv/b?n/rm /'],
    ['/home/b?n/rm /'],
    ['./b?n/rm /'],
    ["./'rm' /"],
    ['rm / "$HOME"'],
    ["rm / 'a$IFS'"],
    ['rm / "$IFS"'],
    ['rm / "a b"$IFS'],
    ['rm / PREFIFS'],
    ['rm / $PREFIFS'],
    ['rm / ${PREFIFS}'],
    ['rm / ${IFSX}'],
    ['rm / x$IFSx'],
    ['rm / ${x}IFS'],
    ['IFS=, rm /'],
  ])('but not %s', (text) => {
    expect(effectsOf(text)).toContain('file.delete /');
    expect(effectsOf(text).join()).not.toContain('obfuscated');
  });

  it.each([
    ['a pattern in a folder of programs of its own', '/opt/bin/r? a'],
    ['a pattern for any version', '/usr/bin/python3* a'],
    ['a pattern below such a folder', '/bin/x/r? a'],
    ['a pattern in what it is handed', '/bin/ls a?'],
    ['a name that only the run can tell', '"$x"m a'],
    ['two of which nothing is known', '$a$b c'],
    ['a part that only the run can tell', "r''m$x a"],
    ['quotes around blanks', '"my tool" a'],
    ['a number', "'1'2 a"],
    ['brackets', "'[' a = b ]"],
    ['nothing', "'' a"],
    ['an assignment of the separator', 'export x=$IFS'],
  ])('but not %s', (_, text) => {
    expect(effectsOf(text).join()).not.toContain('obfuscated');
  });
});
