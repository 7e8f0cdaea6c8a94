import { describe, expect, it } from 'vitest';
import { analyze, commandsOf, fieldsOf } from './shell.ts';

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
    ['the person', 'ls /home/$USER', 'ls /home/ada'],
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

  it.each([
    '"$UNSET/"',
    '"${UNSET}/"',
    '"${UNSET%x}/"',
    '"$1/"',
    '"$@/"',
    '"${@:2}/"',
    '"${*}/"',
    '"$_/"',
    '"${a[1]}/"',
    '"${a[@]}/"',
    '"${HOME[1]}/"',
    '"$MY_UID/"',
    '"$UID_MAX/"',
    '$UNSET/',
  ])('and that %s may be empty', (word) => {
    expect(operand(`rm ${word}`)?.classes).toContain('unset');
  });

  it.each([
    '"$(ls)/"',
    '"${UNSET:?}/"',
    '"${UNSET:?}/x"',
    '"${@:?}/"',
    '"$?/"',
    '"$$/"',
    '"$!/"',
    '"$-/"',
    '"$#/"',
    '"$UID/"',
    '"$RANDOM/"',
    '"$USER/"',
    '"$PATH/"',
    '"$0/"',
    '"${UNSET:-a}/"',
    '"${x[$(ls)]}/"',
    '{a,b}',
    '"${!y}/"',
  ])('and that %s is not', (word) => {
    expect(operand(`x=(a b); y=$(ls); rm ${word}`)?.classes).not.toContain('unset');
  });

  it('and where nothing is known of the folder, that there is one', () => {
    expect(operand('cd "$(ls)"; rm "$PWD/x"')?.classes).not.toContain('unset');
  });

  it.each<[string, string]>([
    ['rm {a,b}', 'derived'],
    ['rm {"$(ls)",$(ls)}', 'unknown'],
    ['rm ~/a', 'derived'],
    ['rm ~-/a', 'unknown'],
    ['x=a; rm "b$x"', 'derived'],
    ['rm $((1+1))', 'derived'],
    ['x=a; rm $x b', 'literal'],
    ['x="a "; rm $x"b"', 'literal'],
  ])('%s by its last word', (text, certainty) => {
    expect(analyze(text).actions.at(-1)?.effects.at(-1)?.operand?.certainty).toBe(certainty);
  });

  it('and that a part of a text is which may be empty', () => {
    for (const text of ['bash -c "rm $UNSET/x"', 'bash -c "rm \'$UNSET/x\'"', 'bash -c "rm $UNSET/$1/x"', 'bash -c "rm $UNSET"/x'])
      expect(operand(text)?.classes, text).toContain('unset');
    for (const text of ['bash -c "rm $(ls)/x"', 'bash -c "rm $(ls)/x\'y\'"']) expect(operand(text)?.classes, text).not.toContain('unset');
  });
});

describe('a glob is one where nothing quotes it', () => {
  const folders = (word: string) =>
    analyze(`x='/*'; y='[/]'; z='a '; rm -rf ${word}`).actions.flatMap(({ effects }) => effects.map(({ operand }) => operand?.classes));

  it.each(['/*', '/"$UNSET"*', '/?', '/[a-z]*', '$x', '/$n*', '$x$x', '"/"*', '/{*,b}'])('%s reaches the top folders', (word) => {
    expect(folders(word)[0]).toContain('root');
  });
  it.each(["'/*'", '"/*"', '/\\*', '"$x"', '"$x"a', '"/"\\*', '"${n:-/*}"'])('%s does not', (word) => {
    expect(folders(word)[0]).not.toContain('root');
  });
  it.each(['set -- /*; rm -rf "$1"', 'for i in /*; do rm -rf "$i"; done', 'a=(/*); rm -rf "${a[0]}"'])(
    '%s reaches them by another name',
    (text) => {
      expect(analyze(text).actions.at(-1)?.effects[0]?.operand?.classes).toContain('root');
    },
  );
  it('and each field has its own', () => {
    expect(folders('$z"/*"').map((classes) => classes?.includes('root'))).toEqual([false, false]);
    expect(folders('/* "/*"').map((classes) => classes?.includes('root'))).toEqual([true, false]);
    expect(
      analyze("x='/* b'; y='b /*'; rm $x $y")
        .actions.at(-1)
        ?.effects.map(({ operand }) => operand?.classes.includes('root')),
    ).toEqual([true, false, false, true]);
  });
});

describe('what is too long is not read', () => {
  const spaces = (count: number): string => ' '.repeat(count);
  it.each<[string, string]>([
    [`x="${spaces(4095)}a"; ls "\${x##* }"`, '[a]'],
    [`x="${spaces(4096)}a"; ls "\${x##* }"`, '[?]'],
    [`x="${spaces(511)}a"; ls "\${x//[ ]/}"`, '[a]'],
    [`x="${spaces(512)}a"; ls "\${x//[ ]/}" "\${x// /}"`, '[?][a]'],
    [`x=${'a'.repeat(2 ** 19)}; y="$x$x"; z="b$x$x"; ls \${#y} \${#z}`, '[1048576][?]'],
  ])('#%#', (text, fields) => {
    expect(fieldsOf(text)).toBe(fields);
  });

  it.each<[string, string, number]>([
    [`ls {a,b}${'c'.repeat(8187)}`, '', 2],
    [`ls {a,b}${'c'.repeat(8188)}`, 'brace expansion is too long', 1],
    [`ls ${'{a,b}'.repeat(8)}`, '', 256],
    [`ls {${','.repeat(494)}}a`, '', 495],
    [`ls ${'{a,b}'.repeat(9)}`, 'brace expansion gives too many words', 494],
    [`ls ${'{a,b}'.repeat(4)}${'c'.repeat(7900)}`, '', 16],
    [`ls ${'{a,b}'.repeat(5)}${'c'.repeat(7900)}`, 'brace expansion gives too many words', 16],
    [`ls ${'{a..a}'.repeat(24)}`, '', 1],
    [`ls ${'{a..a}'.repeat(25)}`, 'nested too deeply', 1],
    [`ls ${'{b,'.repeat(24)}c${'}'.repeat(24)}`, '', 25],
    [`ls ${'{b,'.repeat(25)}c${'}'.repeat(25)}`, 'nested too deeply', 25],
    [`ls ${'{}'.repeat(31)}{a,b}`, '', 2],
    [`ls ${'{}'.repeat(32)}{a,b}`, 'brace expansion is too long', 1],
  ])('braces #%#', (text, reason, words) => {
    const { actions, incomplete } = analyze(text);
    expect([incomplete.join(), (actions.at(-1)?.invocation?.argv.length ?? 0) - 1]).toEqual([reason, words]);
  });

  it.each<[string, string, string]>([
    ['nested', `${'ls $('.repeat(9)}${'a'.repeat(90_000)}${')'.repeat(9)}`, 'too much work: bytes'],
    ['at the end of much', `ls '${'a'.repeat(450_000)}'; ls $(ls)`, ''],
    ['more words', `ls ${'a '.repeat(50_000)}`, 'too much work: words'],
    ['pieces of a word', `ls ${"'a'".repeat(50_000)}`, 'too much work: words'],
    ['positional parameters', `set -- ${'a '.repeat(1_000)}; ls ${'"$@" '.repeat(50)}`, 'too much work: words'],
  ])('%s are counted', (_, text, reason) => {
    expect(analyze(text).incomplete.join()).toBe(reason);
  });

  it('and of what a word is made of, the first actions are kept', () => {
    const many = (count: number) => `$(${'echo a;'.repeat(count)})`;
    expect(analyze(`rm "${many(64)}"`).edges).toHaveLength(64);
    expect(analyze(`rm "${many(65)}"`).edges).toHaveLength(64);
    expect(analyze(`x=${many(40)}${many(40)}; rm "$x"`).edges).toHaveLength(64);
  });
});

describe('the machine tells', () => {
  it('where temporary files and programs are', () => {
    expect(fieldsOf('ls $TMPDIR $PATH', { environment: { TMPDIR: '/t', PATH: '/p' } })).toBe('[/t][/p]');
    expect(fieldsOf('ls $STAGE2 ${STAGE2}', { environment: { STAGE2: 'b' } })).toBe('[b][b]');
    expect(fieldsOf('ls $TMPDIR $PATH')).toBe('[/tmp][/usr/local/bin:/usr/bin:/bin]');
  });
  it('where people have their homes', () => {
    expect(fieldsOf('ls ~bob ~root', { platform: 'darwin' })).toBe('[/Users/bob][/root]');
  });
});
